import "server-only";
import { eq, sql } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { tasks } from "@/db/schema/work";
import type { StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { record } from "@/lib/audit/record";
import { noteForClients } from "@/lib/comments/note-for-clients";
import { insist } from "@/lib/refused";
import { mayAskAgain } from "@/lib/tasks/rules";
import { mayEditSent } from "./rules";
import { requestForUpdate } from "./send-request";
import { sentTaskForUpdate } from "./take-out-task";

/** Asks again for a task that was taken out: it is open as it was, and its recipients are told in one mail. Throws Refused. */
export async function askAgain(staff: StaffActor, requestId: string, taskId: string): Promise<void> {
  await withFirm(staff, async (tx) => {
    const request = await requestForUpdate(tx, staff, requestId);
    insist(mayEditSent(request));
    const task = await sentTaskForUpdate(tx, staff, requestId, taskId);
    insist(mayAskAgain({ ...task, workCompletedAt: request.workCompletedAt }));
    await tx
      .update(tasks)
      .set({
        ...{ state: "open", doneAt: null, takenOutAt: null, takenOutBy: null },
        askedAgainAt: sql`now()`,
        askedAgainBy: staff.staffId,
      })
      .where(allOf(eq(tasks.firmId, staff.firmId), eq(tasks.id, taskId)));
    await record(tx, staff, "task.asked_again", { requestId, taskId });
    await noteForClients(tx, staff, { taskId });
  });
}
