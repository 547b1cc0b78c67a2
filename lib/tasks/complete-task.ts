import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { tasks } from "@/db/schema/work";
import type { ContactActor } from "@/lib/access/actor";
import { record } from "@/lib/audit/record";
import { insist } from "@/lib/refused";
import { taskForUpdate } from "./queries";
import { mayChange, mayComplete } from "./rules";

/** The client finishes a task (P2). Done already stays done. Throws Refused with the rule's sentence. */
export async function completeTask(client: ContactActor, taskId: string): Promise<void> {
  await withFirm(client, async (tx) => {
    const task = await taskForUpdate(tx, client, taskId);
    insist(mayComplete(task));
    if (task.state === "done") return;
    await tx
      .update(tasks)
      .set({
        state: "done",
        answerKind: "given",
        answeredBy: client.contactId,
        answeredAt: sql`now()`,
        doneAt: sql`now()`,
      })
      .where(and(eq(tasks.firmId, client.firmId), eq(tasks.id, taskId)));
    await record(tx, client, "task.completed", { taskId });
  });
}

/** Takes the tick back: works until the work item is completed (P2). What was given stays. */
export async function untickTask(client: ContactActor, taskId: string): Promise<void> {
  await withFirm(client, async (tx) => {
    const task = await taskForUpdate(tx, client, taskId);
    insist(mayChange(task));
    if (task.state === "open") return;
    await tx
      .update(tasks)
      .set({ state: "open", answerKind: null, doneAt: null })
      .where(and(eq(tasks.firmId, client.firmId), eq(tasks.id, taskId)));
    await record(tx, client, "task.reopened", { taskId });
  });
}
