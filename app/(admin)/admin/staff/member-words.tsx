import { Status } from "@/components/admin/status";
import type { Place } from "@/lib/format";
import type { Member } from "@/lib/staff/members";
import { momentCell } from "../when-words";

type Of = Pick<Member, "deactivatedAt" | "firstSignInAt" | "invitedAt">;

/** Where a staff member stands: active, invited, deactivated. */
export function MemberStatus({ member }: { member: Of }) {
  if (member.deactivatedAt) return <Status kind="mute">Deactivated</Status>;
  if (!member.firstSignInAt && member.invitedAt) return <Status icon="mail">Invited</Status>;
  return <Status kind="ok">Active</Status>;
}

/** When a staff member was last there. */
export function lastSeenCell(
  { lastSeenAt, firstSignInAt }: Pick<Member, "lastSeenAt" | "firstSignInAt">,
  now: Date,
  place: Place,
): string {
  if (lastSeenAt) return momentCell(lastSeenAt, now, place);
  return firstSignInAt ? "Not for a long time" : "Never signed in";
}

export const shortRole = { owner: "Owner", admin: "Admin", member: "Member" } as const;
