import "server-only";
import { eq, sql } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { taskAnswers, tasks } from "@/db/schema/work";
import type { ContactActor } from "@/lib/access/actor";
import { allOf, visibleTasks } from "@/lib/access/conditions";
import { ownAnswerOf, stateFor } from "@/lib/tasks/own-answer";

/**
 * The page that a client sees after an answer: the finished request where nothing more of it is open, the one thing left
 * where there is no choice, otherwise home. Each says what was saved (P1).
 */
export async function pageAfter(actor: ContactActor, taskId: string): Promise<string> {
  const rows = await withFirm(actor, (tx) =>
    tx
      .select({ id: tasks.id, requestId: tasks.requestId, state: stateFor(actor) })
      .from(tasks)
      .leftJoin(taskAnswers, ownAnswerOf(actor))
      .where(allOf(visibleTasks(actor), sql`(${stateFor(actor)} = 'open' or ${eq(tasks.id, taskId)})`)),
  );
  const saved = rows.find((task) => task.id === taskId);
  const left = rows.filter((task) => task.id !== taskId);
  const home = `/?done=${taskId}&as=${actor.contactId}#said`;
  if (!saved || saved.state === "open") return home;
  if (!left.some((task) => task.requestId === saved.requestId))
    return `/requests/${saved.requestId}?done=${taskId}#said`;
  const [only, another] = left;
  return only && !another ? `/tasks/${only.id}?done=${taskId}#said` : home;
}

/** The task that was just answered, for the page that says so, and how far its request is. */
export async function savedTask(actor: ContactActor, taskId: string) {
  return withFirm(actor, async (tx) => {
    const [saved] = await tx
      .select({
        taskId: tasks.id,
        title: tasks.title,
        kind: tasks.kind,
        state: stateFor(actor),
        requestId: tasks.requestId,
      })
      .from(tasks)
      .leftJoin(taskAnswers, ownAnswerOf(actor))
      .where(allOf(visibleTasks(actor), eq(tasks.id, taskId)));
    if (!saved) return undefined;
    const [counted] = await tx
      .select({
        total: sql<number>`count(*)::int`,
        done: sql<number>`(count(*) filter (where ${stateFor(actor)} = 'done'))::int`,
      })
      .from(tasks)
      .leftJoin(taskAnswers, ownAnswerOf(actor))
      .where(allOf(visibleTasks(actor), eq(tasks.requestId, saved.requestId)));
    return { ...saved, done: counted?.done ?? 0, total: counted?.total ?? 0 };
  });
}
