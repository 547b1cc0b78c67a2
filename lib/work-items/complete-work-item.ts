import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { workItems } from "@/db/schema/work";
import type { StaffActor } from "@/lib/access/actor";
import { record } from "@/lib/audit/record";
import { Refused } from "@/lib/refused";
import { openTasksOfWork } from "./queries";
import { openTasksWarning } from "./rules";

async function workForUpdate(tx: Tx, staff: StaffActor, workItemId: string) {
  const [work] = await tx
    .select({ status: workItems.status })
    .from(workItems)
    .where(and(eq(workItems.firmId, staff.firmId), eq(workItems.id, workItemId)))
    .for("update");
  if (!work) throw new Refused("missing", "That work item does not exist any more.");
  return work;
}

/**
 * Completes a work item: from here on every device is locked out of it (A11, W8). With tasks still open it is
 * refused until `openTasksAgreed` names exactly how many the person was shown.
 */
export async function completeWorkItem(
  staff: StaffActor,
  workItemId: string,
  openTasksAgreed: number,
): Promise<void> {
  await withFirm(staff, async (tx) => {
    const work = await workForUpdate(tx, staff, workItemId);
    if (work.status === "completed") return;
    const open = await openTasksOfWork(tx, staff, workItemId);
    const warning = openTasksWarning(open);
    if (warning && open !== openTasksAgreed)
      throw new Refused("conflict", `${warning} Complete it all the same?`, { open_tasks: String(open) });
    await tx
      .update(workItems)
      .set({ status: "completed", completedAt: sql`now()`, completedBy: staff.staffId })
      .where(and(eq(workItems.firmId, staff.firmId), eq(workItems.id, workItemId)));
    await record(tx, staff, "work_item.completed", { workItemId, openTasks: open });
  });
}

/** Sets a work item back to work in hand: devices are let in again at their next request (A11). */
export async function reopenWorkItem(staff: StaffActor, workItemId: string): Promise<void> {
  await withFirm(staff, async (tx) => {
    const work = await workForUpdate(tx, staff, workItemId);
    if (work.status !== "completed") return;
    await tx
      .update(workItems)
      .set({ status: "in_progress", completedAt: null, completedBy: null })
      .where(and(eq(workItems.firmId, staff.firmId), eq(workItems.id, workItemId)));
    await record(tx, staff, "work_item.reopened", { workItemId });
  });
}
