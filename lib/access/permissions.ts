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

const office = [...work, "staff.write"] as const;

export type Power = (typeof office)[number];

/** Role → powers, as data (F4): settings and staff are for owners and admins. */
const powers: Record<StaffRole, readonly Power[]> = { owner: office, admin: office, member: work };

/** True when a role may do this. */
export const mayUse = (role: StaffRole, power: Power): boolean => powers[role].includes(power);
