import "server-only";
import { withFirm } from "@/db/client";
import type { ContactActor, Giver } from "@/lib/access/actor";
import { record } from "@/lib/audit/record";
import { insist } from "@/lib/refused";
import { confirmedBy } from "./confirmed";
import { taskForUpdate } from "./queries";
import { mayChange, mayComplete, stateOnceGiven } from "./rules";
import { settleTask } from "./settle-task";

/**
 * The client finishes a task (P2). Done already stays done. `read` names the text that the client confirms by it (sha256OfText).
 * Throws Refused with the rule's sentence.
 */
export async function completeTask(giver: Giver, taskId: string, read?: string): Promise<void> {
  await withFirm(giver, async (tx) => {
    const task = await taskForUpdate(tx, giver, taskId);
    insist(mayComplete(task));
    if (task.state !== "open") return;
    const given = confirmedBy(task.details, read);
    const state = stateOnceGiven(task.needsReview);
    await settleTask(tx, giver, task, { state, answerKind: "given", ...(given ? { given } : {}) });
    const confirmed = given?.confirmed ? { confirmed_sha256: given.confirmed.sha256 } : {};
    await record(tx, giver, "task.completed", { taskId, requestId: task.requestId, ...confirmed });
  });
}

/** Takes the tick back: works until the work item is completed (P2). What was given stays. */
export async function untickTask(client: ContactActor, taskId: string): Promise<void> {
  await withFirm(client, async (tx) => {
    const task = await taskForUpdate(tx, client, taskId);
    insist(mayChange(task));
    if (task.state === "open") return;
    await settleTask(tx, client, task, { state: "open", answerKind: null });
    await record(tx, client, "task.reopened", { taskId, requestId: task.requestId });
  });
}
