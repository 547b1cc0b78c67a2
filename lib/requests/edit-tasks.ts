import "server-only";
import { and, asc, count, eq, inArray, ne, sql } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { files } from "@/db/schema/conversation";
import { requestRecipients, taskRecipients, tasks } from "@/db/schema/work";
import type { StaffActor } from "@/lib/access/actor";
import { record } from "@/lib/audit/record";
import { noteForClients } from "@/lib/comments/note-for-clients";
import { editedBy, insistUnchanged } from "@/lib/edited";
import { insist, Refused } from "@/lib/refused";
import type { TaskAsked } from "@/lib/tasks/kinds";
import { textOf } from "@/lib/tasks/task-text";
import { mayReword } from "@/lib/tasks/rules";
import { keepEarlierWords } from "./earlier-words";
import { insistGaveNothing } from "./given-so-far";
import { mayEditDraft, mayEditSent, mostTasks } from "./rules";
import { requestForUpdate } from "./send-request";
import { sentTaskForUpdate } from "./take-out-task";

const ofRequest = (staff: StaffActor, requestId: string) =>
  and(eq(tasks.firmId, staff.firmId), eq(tasks.requestId, requestId));

const tooMany = `A request holds ${String(mostTasks)} tasks at most. Make another request for the rest.`;

/**
 * Adds a task at the end of a request. In one that was sent, its recipients are told once, in one mail for all that
 * was added (W4). Returns its id.
 */
export async function addTask(staff: StaffActor, requestId: string, task: TaskAsked): Promise<string> {
  return withFirm(staff, async (tx) => {
    const request = await requestForUpdate(tx, staff, requestId);
    insist(mayEditSent(request));
    const [id = ""] = await insertTasks(tx, staff, requestId, [task]);
    await record(tx, staff, "task.created", { requestId, taskId: id });
    if (request.status === "sent") await noteForClients(tx, staff, { taskId: id });
    return id;
  });
}

/** Writes tasks after those there are, with their recipients. Throws Refused("limit") above 200 in a request. */
export async function insertTasks(
  tx: Tx,
  staff: StaffActor,
  requestId: string,
  list: TaskAsked[],
): Promise<string[]> {
  const [last] = await tx
    .select({ n: count(), position: sql<number>`coalesce(max(${tasks.position}), 0)::int` })
    .from(tasks)
    .where(ofRequest(staff, requestId));
  if ((last?.n ?? 0) + list.length > mostTasks) throw new Refused("limit", tooMany);
  if (list.length === 0) return [];
  const rows = await tx
    .insert(tasks)
    .values(
      list.map(({ recipientIds, ...task }, at) => ({
        ...task,
        firmId: staff.firmId,
        requestId,
        forEveryone: recipientIds === null,
        position: (last?.position ?? 0) + 1 + at,
      })),
    )
    .returning({ id: tasks.id });
  const ids = rows.map(({ id }) => id);
  for (const [at, { recipientIds }] of list.entries())
    if (recipientIds) await setTaskRecipients(tx, staff, requestId, ids[at] ?? "", recipientIds);
  return ids;
}

async function setTaskRecipients(
  tx: Tx,
  staff: StaffActor,
  requestId: string,
  taskId: string,
  contactIds: string[],
): Promise<void> {
  const chosen = [...new Set(contactIds)];
  const allowed = await tx
    .select({ id: requestRecipients.contactId })
    .from(requestRecipients)
    .where(
      and(
        eq(requestRecipients.firmId, staff.firmId),
        eq(requestRecipients.requestId, requestId),
        inArray(requestRecipients.contactId, chosen),
      ),
    );
  if (allowed.length < chosen.length) {
    const said = "A task goes to recipients of its request only. Choose again.";
    throw new Refused("invalid", said, { recipient_ids: said });
  }
  await tx
    .delete(taskRecipients)
    .where(and(eq(taskRecipients.firmId, staff.firmId), eq(taskRecipients.taskId, taskId)));
  await tx
    .insert(taskRecipients)
    .values(chosen.map((contactId) => ({ firmId: staff.firmId, taskId, contactId })));
}

async function recipientsOfTask(tx: Tx, staff: StaffActor, taskId: string): Promise<string[]> {
  const rows = await tx
    .select({ id: taskRecipients.contactId })
    .from(taskRecipients)
    .where(and(eq(taskRecipients.firmId, staff.firmId), eq(taskRecipients.taskId, taskId)));
  return rows.map(({ id }) => id);
}

const textOfAsked = (task: TaskAsked): Record<string, string> => ({
  kind: task.kind,
  ...textOf(task),
  recipient_ids: [...(task.recipientIds ?? [])].sort().join(" "),
});

async function taskOfDraft(tx: Tx, staff: StaffActor, requestId: string, taskId: string) {
  insist(mayEditDraft(await requestForUpdate(tx, staff, requestId)));
  const [task] = await tx
    .select()
    .from(tasks)
    .where(and(ofRequest(staff, requestId), eq(tasks.id, taskId)))
    .for("update");
  if (!task) throw new Refused("missing", "That task was removed meanwhile. Load the page again.");
  return task;
}

/** A task that may be reworded: of a draft, or of a request that was sent while nobody has answered it (W4). */
async function taskToReword(tx: Tx, staff: StaffActor, requestId: string, taskId: string) {
  const request = await requestForUpdate(tx, staff, requestId);
  if (request.status === "draft")
    return { task: await taskOfDraft(tx, staff, requestId, taskId), sent: false };
  insist(mayEditSent(request));
  const task = await sentTaskForUpdate(tx, staff, requestId, taskId);
  insist(mayReword({ ...task, workCompletedAt: request.workCompletedAt }));
  return { task, sent: true };
}

const otherKind =
  "The kind of a task stays once it was sent. Take this task out and add another of the kind you need.";

/**
 * Changes a task. Of a sent request the earlier words are kept, and its recipients are told (W4). `seen` is the version the
 * form was drawn with (W12): another's change in between is shown, not overwritten.
 */
export async function editTask(
  staff: StaffActor,
  requestId: string,
  taskId: string,
  asked: TaskAsked,
  seen?: number,
): Promise<void> {
  await withFirm(staff, async (tx) => {
    const { task: before, sent } = await taskToReword(tx, staff, requestId, taskId);
    const chosen = before.forEveryone ? null : await recipientsOfTask(tx, staff, taskId);
    const now = textOfAsked({ ...before, recipientIds: chosen });
    const typed = textOfAsked(asked);
    if (JSON.stringify(now) === JSON.stringify(typed)) return;
    await insistUnchanged(tx, staff, before, seen, { now, typed });
    if (sent && asked.kind !== before.kind) throw new Refused("conflict", otherKind);
    const { recipientIds, ...columns } = asked;
    if (sent && recipientIds) await insistGaveNothing(tx, staff, { requestId, taskId, kept: recipientIds });
    await tx
      .update(tasks)
      .set({
        ...columns,
        forEveryone: recipientIds === null,
        ...(sent ? { rewordedAt: sql`now()` } : {}),
        ...editedBy(staff),
      })
      .where(and(ofRequest(staff, requestId), eq(tasks.id, taskId)));
    if (recipientIds) await setTaskRecipients(tx, staff, requestId, taskId, recipientIds);
    await record(tx, staff, sent ? "task.reworded" : "task.changed", { requestId, taskId });
    if (!sent) return;
    const { title, description: body, details } = before;
    await keepEarlierWords(tx, staff, { requestId, taskId, title, body, details });
    await noteForClients(tx, staff, { taskId });
  });
}

/** A second task like the first, just after it. Documents that were attached are not copied. Returns its id. */
export async function duplicateTask(staff: StaffActor, requestId: string, taskId: string): Promise<string> {
  return withFirm(staff, async (tx) => {
    const { kind, title, description, details, allMust, forEveryone, position } = await taskOfDraft(
      tx,
      staff,
      requestId,
      taskId,
    );
    const recipientIds = forEveryone ? null : await recipientsOfTask(tx, staff, taskId);
    const [copy = ""] = await insertTasks(tx, staff, requestId, [
      { kind, title, description, details, allMust, recipientIds },
    ]);
    await tx
      .update(tasks)
      .set({ position: sql`${tasks.position} + 1` })
      .where(and(ofRequest(staff, requestId), sql`${tasks.position} > ${position}`));
    await tx
      .update(tasks)
      .set({ position: position + 1 })
      .where(and(ofRequest(staff, requestId), eq(tasks.id, copy)));
    await record(tx, staff, "task.created", { requestId, taskId: copy });
    return copy;
  });
}

/** Takes a task out of a draft, with what was attached to it. */
export async function removeTask(staff: StaffActor, requestId: string, taskId: string): Promise<void> {
  await withFirm(staff, async (tx) => {
    insist(mayEditDraft(await requestForUpdate(tx, staff, requestId)));
    const one = and(ofRequest(staff, requestId), eq(tasks.id, taskId));
    const [task] = await tx.select({ id: tasks.id }).from(tasks).where(one).for("update");
    if (!task) return;
    const ofTask = and(eq(files.firmId, staff.firmId), eq(files.taskId, taskId));
    if ((await tx.$count(files, and(ofTask, ne(files.state, "withdrawn")))) > 0)
      throw new Refused("conflict", "Documents are attached to this task. Remove them first, then the task.");
    // no client ever saw what was taken back from a draft
    await tx.delete(files).where(ofTask);
    await tx
      .delete(taskRecipients)
      .where(and(eq(taskRecipients.firmId, staff.firmId), eq(taskRecipients.taskId, taskId)));
    await tx.delete(tasks).where(one);
    await record(tx, staff, "task.removed", { requestId, taskId });
  });
}

/** Moves a task of a draft one place up or down; at the edge nothing moves. */
export async function moveTask(
  staff: StaffActor,
  requestId: string,
  taskId: string,
  direction: "up" | "down",
): Promise<void> {
  await inOrder(staff, requestId, (ids) => {
    const at = ids.indexOf(taskId);
    const to = direction === "up" ? at - 1 : at + 1;
    if (at < 0 || to < 0 || to >= ids.length) return ids;
    return ids.map((id, i) => (i === at ? (ids[to] ?? id) : i === to ? taskId : id));
  });
}

/**
 * Puts the tasks of a draft into the order that was dragged together. Throws Refused("conflict") when tasks came or went
 * meanwhile.
 */
export async function orderTasks(staff: StaffActor, requestId: string, order: string[]): Promise<void> {
  await inOrder(staff, requestId, (ids) => {
    if (
      order.length !== ids.length ||
      new Set(order).size !== ids.length ||
      order.some((id) => !ids.includes(id))
    )
      throw new Refused(
        "conflict",
        "Tasks were added or removed meanwhile. Load the page again, then move them.",
      );
    return order;
  });
}

async function inOrder(
  staff: StaffActor,
  requestId: string,
  ordered: (ids: string[]) => string[],
): Promise<void> {
  await withFirm(staff, async (tx) => {
    insist(mayEditDraft(await requestForUpdate(tx, staff, requestId)));
    const list = await tx
      .select({ id: tasks.id })
      .from(tasks)
      .where(ofRequest(staff, requestId))
      .orderBy(asc(tasks.position), asc(tasks.id));
    const before = list.map(({ id }) => id);
    const after = ordered(before);
    if (after.every((id, at) => id === before[at])) return;
    await tx
      .update(tasks)
      .set({ position: sql`array_position(${sql.param(after)}::uuid[], ${tasks.id})` })
      .where(ofRequest(staff, requestId));
    await record(tx, staff, "task.moved", { requestId });
  });
}
