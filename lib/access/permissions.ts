import type { StaffRole } from "./actor";

const work = [
  "clients.write",
  "contacts.write",
  "devices.revoke",
  "work.write",
  "requests.write",
  "requests.send",
  "comments.write",
  "files.download",
] as const;

export type Power = (typeof work)[number];

/** Role → powers, as data (F4). Settings and staff, which only owner and admin may touch, come with their pages. */
const powers: Record<StaffRole, readonly Power[]> = { owner: work, admin: work, member: work };

/** True when a role may do this. */
export const mayUse = (role: StaffRole, power: Power): boolean => powers[role].includes(power);
