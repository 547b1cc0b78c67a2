import "server-only";
import { withFirm } from "@/db/client";
import type { ContactActor } from "@/lib/access/actor";
import { record } from "@/lib/audit/record";
import { dayIn } from "@/lib/clock";
import { firmById } from "@/lib/firms/firm-by-id";
import { insist, Refused } from "@/lib/refused";
import { taskForUpdate } from "./queries";
import { mayChange, mayPromise, stateOnceGiven } from "./rules";
import { settleTask } from "./settle-task";

/** "Not applicable" or "I don't have this", with a reason: an answer like any other (P3). */
export async function answerHonestly(
  client: ContactActor,
  taskId: string,
  honest: "not_applicable" | "dont_have",
  reason: string,
): Promise<void> {
  await withFirm(client, async (tx) => {
    const task = await taskForUpdate(tx, client, taskId);
    insist(mayChange(task));
    await settleTask(tx, client, task, {
      state: stateOnceGiven(task.needsReview),
      answerKind: honest,
      reason,
    });
    await record(tx, client, "task.answered", { taskId, requestId: task.requestId });
  });
}

/**
 * "I'll send it by …": the task stays open, and reminders rest until that day (P3). `on` is YYYY-MM-DD, counted in the
 * firm's time zone. Throws Refused("invalid") for a day that is over or too far.
 */
export async function promiseTask(client: ContactActor, taskId: string, on: string): Promise<void> {
  await withFirm(client, async (tx) => {
    const task = await taskForUpdate(tx, client, taskId);
    insist(mayChange(task));
    const firm = await firmById(tx, client.firmId);
    const verdict = mayPromise(on, dayIn(new Date(), firm.timeZone), firm.promiseDays);
    if (!verdict.ok) throw new Refused("invalid", verdict.reason, { promised_on: verdict.reason });
    await settleTask(tx, client, task, { state: "open", answerKind: "promised", promisedOn: on });
    await record(tx, client, "task.promised", { taskId, requestId: task.requestId, on });
  });
}
