import "server-only";
import { and, asc, eq, sql, type SQL } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { comments, files } from "@/db/schema/conversation";
import { clients, contacts } from "@/db/schema/people";
import { staffMembers } from "@/db/schema/staff";
import { requests, taskDrafts, tasks, workItems } from "@/db/schema/work";
import type { Actor, ContactActor } from "@/lib/access/actor";
import { allOf, visibleTasks as condition } from "@/lib/access/conditions";
import { Refused } from "@/lib/refused";

/** Who sees which tasks. Every read and write of tasks starts from this condition. */
export const visibleTasks = (actor: Actor): SQL => condition(actor);

const requestOfTask = and(eq(requests.firmId, tasks.firmId), eq(requests.id, tasks.requestId));
const workOfRequest = and(eq(workItems.firmId, requests.firmId), eq(workItems.id, requests.workItemId));

export const filesReceived = sql<number>`(select count(*)::int from ${files} f
  where f.firm_id = ${tasks.firmId} and f.task_id = ${tasks.id} and f.state = 'received')`;

/**
 * Locks a task and its work item for a write, so that staff cannot complete the work in between.
 * Throws Refused("missing") when it is not there for this actor, whyever.
 */
export async function taskForUpdate(tx: Tx, actor: Actor, taskId: string) {
  const [task] = await tx
    .select({
      id: tasks.id,
      requestId: tasks.requestId,
      workItemId: workItems.id,
      ownerId: workItems.ownerId,
      title: tasks.title,
      kind: tasks.kind,
      state: tasks.state,
      answer: tasks.answer,
      workCompletedAt: workItems.completedAt,
      filesReceived,
    })
    .from(tasks)
    .innerJoin(requests, requestOfTask)
    .innerJoin(workItems, workOfRequest)
    .where(allOf(visibleTasks(actor), eq(tasks.id, taskId)))
    .for("update", { of: [tasks, workItems] });
  if (!task)
    throw new Refused(
      "missing",
      "That task is no longer open here. Go back to your requests to see what is.",
    );
  return task;
}

/** One task as its page shows it; undefined when it is not there for this actor. */
export async function taskPage(actor: ContactActor, taskId: string) {
  return withFirm(actor, async (tx) => {
    const [task] = await tx
      .select({
        id: tasks.id,
        requestId: tasks.requestId,
        kind: tasks.kind,
        title: tasks.title,
        description: tasks.description,
        state: tasks.state,
        answer: tasks.answer,
        answeredAt: tasks.answeredAt,
        doneAt: tasks.doneAt,
        dueOn: requests.dueOn,
        workTitle: workItems.title,
        clientName: clients.name,
        workCompletedAt: workItems.completedAt,
        filesReceived,
      })
      .from(tasks)
      .innerJoin(requests, requestOfTask)
      .innerJoin(workItems, workOfRequest)
      .innerJoin(clients, and(eq(clients.firmId, workItems.firmId), eq(clients.id, workItems.clientId)))
      .where(allOf(visibleTasks(actor), eq(tasks.id, taskId)));
    if (!task) return undefined;
    const [thread, drafts] = [await threadOf(tx, actor, taskId), await draftsOf(tx, actor, taskId)];
    return { ...task, thread, drafts };
  });
}

/** The comments of a task in time order, with their writers' names (P4). */
export async function threadOf(tx: Tx, actor: Actor, taskId: string) {
  return tx
    .select({
      id: comments.id,
      body: comments.body,
      createdAt: comments.createdAt,
      contactId: comments.contactId,
      contactName: sql<
        string | null
      >`case when ${contacts.id} is null then null else trim(${contacts.firstName} || ' ' || ${contacts.lastName}) end`,
      staffName: staffMembers.name,
    })
    .from(comments)
    .innerJoin(tasks, and(eq(tasks.firmId, comments.firmId), eq(tasks.id, comments.taskId)))
    .leftJoin(contacts, and(eq(contacts.firmId, comments.firmId), eq(contacts.id, comments.contactId)))
    .leftJoin(
      staffMembers,
      and(eq(staffMembers.firmId, comments.firmId), eq(staffMembers.id, comments.staffId)),
    )
    .where(allOf(visibleTasks(actor), eq(comments.taskId, taskId)))
    .orderBy(asc(comments.createdAt), asc(comments.id));
}

/** What this contact was typing here and has not sent. */
async function draftsOf(tx: Tx, actor: ContactActor, taskId: string) {
  const rows = await tx
    .select({ field: taskDrafts.field, body: taskDrafts.body, savedAt: taskDrafts.savedAt })
    .from(taskDrafts)
    .where(
      and(
        eq(taskDrafts.firmId, actor.firmId),
        eq(taskDrafts.taskId, taskId),
        eq(taskDrafts.contactId, actor.contactId),
      ),
    );
  return Object.fromEntries(
    rows.map((row) => [row.field, { body: row.body, savedAt: row.savedAt }]),
  ) as Partial<Record<"answer" | "comment", { body: string; savedAt: Date }>>;
}
