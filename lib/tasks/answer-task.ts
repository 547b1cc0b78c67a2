import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { taskDrafts, tasks } from "@/db/schema/work";
import type { ContactActor } from "@/lib/access/actor";
import { record } from "@/lib/audit/record";
import { insist, Refused } from "@/lib/refused";
import { taskForUpdate } from "./queries";
import { mayChange } from "./rules";

/** The client's written answer; it finishes the task, and may be changed until the work is completed. */
export async function answerTask(client: ContactActor, taskId: string, answer: string): Promise<void> {
  await withFirm(client, async (tx) => {
    const task = await taskForUpdate(tx, client, taskId);
    insist(mayChange(task));
    if (task.kind !== "answer") throw new Refused("invalid", "This task does not ask for a written answer.");
    await tx
      .update(tasks)
      .set({
        answer,
        state: "done",
        answerKind: "given",
        answeredBy: client.contactId,
        answeredAt: sql`now()`,
        doneAt: sql`coalesce(${tasks.doneAt}, now())`,
      })
      .where(and(eq(tasks.firmId, client.firmId), eq(tasks.id, taskId)));
    await dropDraft(tx, client, taskId, "answer");
    await record(tx, client, "task.answered", { taskId });
  });
}

/** Keeps what is being typed; an empty text drops the draft. Returns when it was saved (P2). */
export async function saveDraft(
  client: ContactActor,
  taskId: string,
  field: "answer" | "comment",
  body: string,
): Promise<Date> {
  return withFirm(client, async (tx) => {
    insist(mayChange(await taskForUpdate(tx, client, taskId)));
    if (body === "") {
      await dropDraft(tx, client, taskId, field);
      return new Date();
    }
    const [row] = await tx
      .insert(taskDrafts)
      .values({ firmId: client.firmId, taskId, contactId: client.contactId, field, body })
      .onConflictDoUpdate({
        target: [taskDrafts.firmId, taskDrafts.taskId, taskDrafts.contactId, taskDrafts.field],
        set: { body, savedAt: sql`now()` },
      })
      .returning({ savedAt: taskDrafts.savedAt });
    return row?.savedAt ?? new Date();
  });
}

/** Removes a draft that was sent. */
export async function dropDraft(
  tx: Tx,
  client: ContactActor,
  taskId: string,
  field: "answer" | "comment",
): Promise<void> {
  await tx
    .delete(taskDrafts)
    .where(
      and(
        eq(taskDrafts.firmId, client.firmId),
        eq(taskDrafts.taskId, taskId),
        eq(taskDrafts.contactId, client.contactId),
        eq(taskDrafts.field, field),
      ),
    );
}
