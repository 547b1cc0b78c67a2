import "server-only";
import { eq, sql } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { workItems } from "@/db/schema/work";
import type { StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { record } from "@/lib/audit/record";
import { mayArchive } from "@/lib/clients/rules";
import { editedBy, insistUnchanged } from "@/lib/edited";
import { insist, Refused } from "@/lib/refused";
import { openRequestsOf } from "@/lib/requests/open-requests";
import { visibleWorkItems } from "./queries";

/** Locks a work item for an edit. Throws Refused("missing"). */
export async function workItemForUpdate(tx: Tx, staff: StaffActor, workItemId: string) {
  const [work] = await tx
    .select({
      title: workItems.title,
      status: workItems.status,
      startsOn: workItems.startsOn,
      dueOn: workItems.dueOn,
      ownerId: workItems.ownerId,
      completedAt: workItems.completedAt,
      archivedAt: workItems.archivedAt,
      version: workItems.version,
      changedBy: workItems.changedBy,
    })
    .from(workItems)
    .where(allOf(visibleWorkItems(staff), eq(workItems.id, workItemId)))
    .for("update");
  if (!work) throw new Refused("missing", "That work item does not exist any more.");
  return work;
}

/** Archives a work item: it and its requests leave the lists, and stay where their address is known (W1). */
export async function archiveWorkItem(staff: StaffActor, workItemId: string, seen?: number): Promise<void> {
  await withFirm(staff, async (tx) => {
    const work = await workItemForUpdate(tx, staff, workItemId);
    if (work.archivedAt) return;
    await insistUnchanged(tx, staff, work, seen, { now: {}, typed: {} });
    insist(mayArchive({ openRequests: await openRequestsOf(tx, staff, { workItemId }) }));
    await tx
      .update(workItems)
      .set({ archivedAt: sql`now()`, ...editedBy(staff) })
      .where(allOf(visibleWorkItems(staff), eq(workItems.id, workItemId)));
    await record(tx, staff, "work_item.archived", { workItemId });
  });
}

/** Takes a work item out of the archive again. */
export async function restoreWorkItem(staff: StaffActor, workItemId: string): Promise<void> {
  await withFirm(staff, async (tx) => {
    const work = await workItemForUpdate(tx, staff, workItemId);
    if (!work.archivedAt) return;
    await tx
      .update(workItems)
      .set({ archivedAt: null, ...editedBy(staff) })
      .where(allOf(visibleWorkItems(staff), eq(workItems.id, workItemId)));
    await record(tx, staff, "work_item.restored", { workItemId });
  });
}
