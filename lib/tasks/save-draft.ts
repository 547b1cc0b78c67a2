import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { taskDrafts } from "@/db/schema/work";
import type { ContactActor } from "@/lib/access/actor";
import { insist } from "@/lib/refused";
import { taskForUpdate } from "./queries";
import { mayChange } from "./rules";

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
