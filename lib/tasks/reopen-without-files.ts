import "server-only";
import type { Tx } from "@/db/client";
import type { Giver } from "@/lib/access/actor";
import { record } from "@/lib/audit/record";
import { taskForUpdate } from "./queries";
import { needsItsFiles } from "./rules";
import { settleTask } from "./settle-task";

/**
 * A finished task whose last file was just taken back is the client's again (P5): nothing counts as given that is no longer
 * there. Called in the transaction that took the file back. Returns whether the task was reopened.
 */
export async function reopenWithoutFiles(tx: Tx, giver: Giver, taskId: string): Promise<boolean> {
  const task = await taskForUpdate(tx, giver, taskId);
  if (task.state === "open" || task.filesReceived > 0 || !needsItsFiles(task)) return false;
  await settleTask(tx, giver, task, { state: "open", answerKind: null });
  await record(tx, giver, "task.reopened", {
    taskId,
    requestId: task.requestId,
    because: "last_file_taken_back",
  });
  return true;
}
