import { no, yes, type Verdict } from "@/lib/verdict";

export type StaffRole = "owner" | "admin" | "member";

/** May somebody of this role make, or unmake, somebody of that one? Only an owner has to do with owners (F4). */
export const mayManage = (own: StaffRole, of: StaffRole): Verdict =>
  own === "owner" || (own === "admin" && of !== "owner")
    ? yes
    : no("Only an owner of the firm can do this with an owner.");

const ranks: Record<StaffRole, number> = { member: 0, admin: 1, owner: 2 };

/** Does the new role allow more than the old one? Owners are told of that (F4). */
export const isPromotion = (from: StaffRole, to: StaffRole): boolean => ranks[to] > ranks[from];

/** A firm never loses its last owner (F4). */
export const mayStopOwning = (otherOwners: number): Verdict =>
  otherOwners > 0
    ? yes
    : no("This is the firm’s last owner. Make somebody else an owner first, then change this.");

/** Nobody shuts themselves out: another owner or admin does it. */
export const mayDeactivate = (own: { staffId: string }, of: { id: string }): Verdict =>
  own.staffId === of.id ? no("You cannot deactivate yourself. Ask another owner or admin of the firm.") : yes;

/** Nobody takes their own factors away unasked; and only an owner an owner's (F4). */
export const mayResetFactors = (
  own: { staffId: string; role: StaffRole },
  of: { id: string; role: StaffRole },
): Verdict =>
  own.staffId === of.id
    ? no("You cannot reset your own second factors. Change them under “Your sign-in”, or ask another owner.")
    : mayManage(own.role, of.role);

/** Everybody writes the own card; owner and admin also a colleague's. */
export const mayEditCard = (own: { staffId: string; role: StaffRole }, of: { id: string }): Verdict =>
  own.staffId === of.id || own.role !== "member"
    ? yes
    : no("Only an owner or admin of the firm can change a colleague’s card.");

export const roleWords: Record<StaffRole, string> = {
  owner: "Owner: everything, also other owners",
  admin: "Admin: work, settings and staff",
  member: "Member: work",
};
