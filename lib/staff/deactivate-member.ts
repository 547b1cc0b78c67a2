import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { clientViews } from "@/db/schema/access";
import { apiKeys } from "@/db/schema/api";
import { staffMembers } from "@/db/schema/staff";
import { requests, workItems } from "@/db/schema/work";
import type { StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { record } from "@/lib/audit/record";
import { editedBy } from "@/lib/edited";
import { dropSessions } from "@/lib/factors/own-login";
import { insist, Refused } from "@/lib/refused";
import { endInvitations } from "./end-invitations";
import { memberForUpdate, visibleStaff } from "./members";
import { mayDeactivate, mayManage, mayStopOwning } from "./rules";
import { tellLost } from "./tell-staff";

/**
 * Deactivates a staff member, who is out at the next request: sessions, second steps under way, links, views as a client and API keys end.
 * Open work, the requests that name them and with these the mails about comments go to `handTo`, who is wanted only where there are some; of an owner the others are told (F4). The caller has proven anew who is there. Throws Refused.
 */
export async function deactivateMember(staff: StaffActor, staffId: string, handTo?: string): Promise<void> {
  await withFirm(staff, async (tx) => {
    const member = await memberForUpdate(tx, staff, staffId);
    insist(mayManage(staff.role, member.role));
    insist(mayDeactivate(staff, member));
    if (member.deactivatedAt) return;
    if (member.role === "owner") insist(mayStopOwning(member.otherOwners));
    const moved = await handOver(tx, staff, staffId, handTo);
    await tx
      .update(staffMembers)
      .set({ deactivatedAt: sql`now()` })
      .where(allOf(visibleStaff(staff), eq(staffMembers.id, staffId)));
    const theirs = { firmId: staff.firmId, staffId };
    await endInvitations(tx, theirs);
    await dropSessions(tx, theirs);
    await tx
      .delete(clientViews)
      .where(and(eq(clientViews.firmId, theirs.firmId), eq(clientViews.staffId, staffId)));
    await tx
      .update(apiKeys)
      .set({ revokedAt: sql`now()` })
      .where(and(eq(apiKeys.firmId, theirs.firmId), eq(apiKeys.staffId, staffId), isNull(apiKeys.revokedAt)));
    await record(tx, staff, "staff.deactivated", { staffId, ...moved });
    if (member.role === "owner") await tellLost(tx, staff, "owner_deactivated", staffId);
  });
}

async function insistTaker(tx: Tx, staff: StaffActor, staffId: string, handTo: string): Promise<void> {
  const [taker] = await tx
    .select({ id: staffMembers.id })
    .from(staffMembers)
    .where(allOf(visibleStaff(staff), eq(staffMembers.id, handTo), isNull(staffMembers.deactivatedAt)))
    .for("share");
  if (!taker || handTo === staffId) {
    const said = "Choose somebody who works at the firm to take the work over.";
    throw new Refused("invalid", said, { hand_to: said });
  }
}

const openWork = (firmId: string, ownerId: string) =>
  and(eq(workItems.firmId, firmId), eq(workItems.ownerId, ownerId), isNull(workItems.completedAt));

const openAsked = (firmId: string, from: string) =>
  and(
    eq(requests.firmId, firmId),
    eq(requests.sentBy, from),
    eq(requests.status, "sent"),
    sql`exists (select 1 from ${workItems} w where w.firm_id = ${requests.firmId} and w.id = ${requests.workItemId} and w.completed_at is null)`,
  );

async function handOver(tx: Tx, staff: StaffActor, from: string, to: string | undefined) {
  const { firmId } = staff;
  if (to !== undefined) await insistTaker(tx, staff, from, to);
  // locked: what they have on their desk now is what is handed over
  const work = await tx
    .select({ id: workItems.id })
    .from(workItems)
    .where(openWork(firmId, from))
    .for("update");
  const asked = await tx
    .select({ id: requests.id })
    .from(requests)
    .where(openAsked(firmId, from))
    .for("update");
  if (work.length + asked.length === 0) return { workItems: 0, requests: 0 };
  if (to === undefined) {
    const said = "Choose who takes the work over: they have some that is open.";
    throw new Refused("invalid", said, { hand_to: said });
  }
  await tx
    .update(workItems)
    .set({ ownerId: to, ...editedBy(staff) })
    .where(openWork(firmId, from));
  // the client then reads the new name as the one who asks; who sent it stands in the audit log
  await tx.update(requests).set({ sentBy: to }).where(openAsked(firmId, from));
  return { handedTo: to, workItems: work.length, requests: asked.length };
}

/** Lets a deactivated staff member back in, by a sign-in link as always; what was handed over stays there. The caller has proven anew who is there. */
export async function reactivateMember(staff: StaffActor, staffId: string): Promise<void> {
  await withFirm(staff, async (tx) => {
    const member = await memberForUpdate(tx, staff, staffId);
    insist(mayManage(staff.role, member.role));
    if (!member.deactivatedAt) return;
    await tx
      .update(staffMembers)
      .set({ deactivatedAt: null })
      .where(allOf(visibleStaff(staff), eq(staffMembers.id, staffId)));
    await record(tx, staff, "staff.reactivated", { staffId });
  });
}
