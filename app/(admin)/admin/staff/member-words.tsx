import { Status } from "@/components/admin/status";
import type { Member } from "@/lib/staff/members";

type Of = Pick<Member, "deactivatedAt" | "firstSignInAt" | "invitedAt">;

/** Where a staff member stands: active, invited, deactivated. */
export function MemberStatus({ member }: { member: Of }) {
  if (member.deactivatedAt) return <Status kind="mute">Deactivated</Status>;
  if (!member.firstSignInAt && member.invitedAt) return <Status icon="mail">Invited</Status>;
  return <Status kind="ok">Active</Status>;
}

export const shortRole = { owner: "Owner", admin: "Admin", member: "Member" } as const;
