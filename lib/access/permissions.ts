import type { StaffRole } from "./actor";

const work = [
  "clients.write",
  "contacts.write",
  "logins.write",
  "devices.revoke",
  "work.write",
  "requests.write",
  "requests.send",
  "comments.write",
  "files.download",
  "own.sign_in",
] as const;

const settings = ["settings.write", "staff.write", "contacts.erase"] as const;

/** What decides about everybody who works here is an owner's. */
const owning = ["staff.factors"] as const;

export type Power = (typeof work)[number] | (typeof settings)[number] | (typeof owning)[number];

/** Role → powers, as data (F4). What holds for the whole firm only owner and admin may touch. */
const powers: Record<StaffRole, readonly Power[]> = {
  owner: [...work, ...settings, ...owning],
  admin: [...work, ...settings],
  member: work,
};

/** True when a role may do this. */
export const mayUse = (role: StaffRole, power: Power): boolean => powers[role].includes(power);
