import "server-only";
import { eq, sql } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { tasks } from "@/db/schema/work";
import type { StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { record } from "@/lib/audit/record";
import { noteForClients } from "@/lib/comments/note-for-clients";
import { insist, Refused } from "@/lib/refused";
import { answeredBySomebody } from "@/lib/tasks/own-answer";
import { visibleTasks } from "@/lib/tasks/queries";
import { mayTakeOut } from "@/lib/tasks/rules";
import { mayEditSent } from "./rules";
import { requestForUpdate } from "./send-request";

/** Locks a task of a request whose row the caller has locked. Throws Refused("missing"). */
export async function sentTaskForUpdate(tx: Tx, staff: StaffActor, requestId: string, taskId: string) {
  const mine = allOf(visibleTasks(staff), eq(tasks.requestId, requestId), eq(tasks.id, taskId));
  const [task] = await tx.select().from(tasks).where(mine).for("update");
  const [more] = await tx.select({ answered: answeredBySomebody }).from(tasks).where(mine);
  if (!task || !more) throw new Refused("missing", "That task was removed meanwhile. Load the page again.");
  return { ...task, answered: more.answered };
}

/**
 * Takes an unanswered task out of a request that was sent (W4): nothing more is needed, its recipients read so on the page
 * and in one mail, and what was said on it stays. It counts as done. Twice is once. Throws Refused.
 */
export async function takeOutTask(staff: StaffActor, requestId: string, taskId: string): Promise<void> {
  await withFirm(staff, async (tx) => {
    const request = await requestForUpdate(tx, staff, requestId);
    if (request.status === "draft")
      throw new Refused("conflict", "This request was not sent yet: remove the task from the draft.");
    insist(mayEditSent(request));
    const task = await sentTaskForUpdate(tx, staff, requestId, taskId);
    if (task.takenOutAt) return;
    insist(mayTakeOut({ ...task, workCompletedAt: request.workCompletedAt }));
    await tx
      .update(tasks)
      .set({ state: "done", doneAt: sql`now()`, takenOutAt: sql`now()`, takenOutBy: staff.staffId })
      .where(allOf(eq(tasks.firmId, staff.firmId), eq(tasks.id, taskId)));
    await record(tx, staff, "task.taken_out", { requestId, taskId });
    await noteForClients(tx, staff, { taskId });
  });
}
