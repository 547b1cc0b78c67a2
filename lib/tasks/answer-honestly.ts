import "server-only";
import { withFirm } from "@/db/client";
import type { Giver } from "@/lib/access/actor";
import { record } from "@/lib/audit/record";
import { dayIn } from "@/lib/clock";
import { firmById } from "@/lib/firms/firm-by-id";
import { insist, Refused } from "@/lib/refused";
import { taskForUpdate } from "./queries";
import { mayAnswerHonestly, mayChange, mayPromise, stateOnceGiven } from "./rules";
import { settleTask } from "./settle-task";

/** "Not applicable" or "I don't have this", with a reason: an answer like any other (P3). */
export async function answerHonestly(
  giver: Giver,
  taskId: string,
  honest: "not_applicable" | "dont_have",
  reason: string,
): Promise<void> {
  await withFirm(giver, async (tx) => {
    const task = await taskForUpdate(tx, giver, taskId);
    insist(mayChange(task));
    insist(mayAnswerHonestly(task.kind, honest));
    await settleTask(tx, giver, task, {
      state: stateOnceGiven(task.needsReview),
      answerKind: honest,
      reason,
    });
    await record(tx, giver, "task.answered", { taskId, requestId: task.requestId, answer: honest });
  });
}

/**
 * "I'll send it by …": the task stays open, and reminders rest until that day (P3). `on` is YYYY-MM-DD, counted in the
 * firm's time zone. Throws Refused("invalid") for a day that is over or too far.
 */
export async function promiseTask(giver: Giver, taskId: string, on: string): Promise<void> {
  await withFirm(giver, async (tx) => {
    const task = await taskForUpdate(tx, giver, taskId);
    insist(mayChange(task));
    const firm = await firmById(tx, giver.firmId);
    const verdict = mayPromise(on, dayIn(new Date(), firm.timeZone), firm.promiseDays);
    if (!verdict.ok) throw new Refused("invalid", verdict.reason, { promised_on: verdict.reason });
    await settleTask(tx, giver, task, { state: "open", answerKind: "promised", promisedOn: on });
    await record(tx, giver, "task.promised", { taskId, requestId: task.requestId, on });
  });
}
