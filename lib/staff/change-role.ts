import "server-only";
import { eq } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { staffMembers } from "@/db/schema/staff";
import type { StaffActor, StaffRole } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { record } from "@/lib/audit/record";
import { insist, Refused } from "@/lib/refused";
import { memberForUpdate, visibleStaff } from "./members";
import { isPromotion, mayManage, mayStopOwning } from "./rules";
import { tellLost, tellOwners } from "./tell-staff";

/**
 * Gives a staff member another role; it holds at their next request. The last owner stays one, and owners are told of a
 * new owner or admin, and of one who is owner no more (F4). The caller has proven anew who is there. Throws Refused.
 */
export async function changeRole(staff: StaffActor, staffId: string, role: StaffRole): Promise<void> {
  await withFirm(staff, async (tx) => {
    const member = await memberForUpdate(tx, staff, staffId);
    insist(mayManage(staff.role, member.role));
    insist(mayManage(staff.role, role));
    if (member.deactivatedAt)
      throw new Refused(
        "conflict",
        `${member.name} is deactivated. Reactivate them first, then change this.`,
      );
    if (member.role === role) return;
    if (member.role === "owner") insist(mayStopOwning(member.otherOwners));
    await tx
      .update(staffMembers)
      .set({ role })
      .where(allOf(visibleStaff(staff), eq(staffMembers.id, staffId)));
    await record(tx, staff, "staff.role_changed", { staffId, from: member.role, to: role });
    if (role !== "member" && isPromotion(member.role, role))
      await tellOwners(tx, staff, `${role}_made`, staffId);
    if (member.role === "owner") await tellLost(tx, staff, "owner_unmade", staffId);
  });
}
