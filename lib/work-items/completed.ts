import "server-only";
import { and, asc, count, desc, eq, inArray, isNotNull, isNull, ne, or, sql } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { comments, files } from "@/db/schema/conversation";
import { clients, contacts } from "@/db/schema/people";
import { staffMembers } from "@/db/schema/staff";
import { requests, taskAnswers, tasks, workItems } from "@/db/schema/work";
import type { ContactActor } from "@/lib/access/actor";
import { allOf, nothing, readableTasks } from "@/lib/access/conditions";
import { answerFor, ownAnswerOf } from "@/lib/tasks/own-answer";

const requestOfTask = and(eq(requests.firmId, tasks.firmId), eq(requests.id, tasks.requestId));
const workOfRequest = and(eq(workItems.firmId, requests.firmId), eq(workItems.id, requests.workItemId));
const clientOfWork = and(eq(clients.firmId, workItems.firmId), eq(clients.id, workItems.clientId));

const mostCompleted = 100;

/** The last 100 completed work items that somebody logged in may read, newest first (P1, P7); none for a device. */
export async function completedList(client: ContactActor) {
  if (client.via !== "login") return [];
  return withFirm(client, (tx) =>
    tx
      .select({
        id: workItems.id,
        title: workItems.title,
        clientName: clients.name,
        completedAt: sql<Date>`${workItems.completedAt}`.mapWith((at: string) => new Date(at)),
        tasks: count(tasks.id),
      })
      .from(tasks)
      .innerJoin(requests, requestOfTask)
      .innerJoin(workItems, workOfRequest)
      .innerJoin(clients, clientOfWork)
      .where(allOf(readableTasks(client), isNotNull(workItems.completedAt)))
      .groupBy(workItems.id, workItems.title, workItems.completedAt, clients.name)
      .orderBy(desc(workItems.completedAt), desc(workItems.id))
      .limit(mostCompleted),
  );
}

/** The files of a task that somebody logged in may download: their own, and what the firm gave (P8). */
export const downloadable = (client: ContactActor) =>
  allOf(
    eq(files.firmId, client.firmId),
    eq(files.state, "received"),
    // what its guest sent is the firm's to read (A18)
    or(and(eq(files.contactId, client.contactId), isNull(files.guestId)), isNotNull(files.staffId)) ??
      nothing,
    // what was chosen for a comment that was never made is nobody's to see
    or(ne(files.purpose, "comment"), isNotNull(files.commentId)) ?? nothing,
  );

/** A completed work item as it was: tasks, answers, comments, files; read only (P7). Undefined when it is not theirs. */
export async function completedRecord(client: ContactActor, workItemId: string) {
  return withFirm(client, async (tx) => {
    const asked = await tx
      .select({
        id: tasks.id,
        kind: tasks.kind,
        title: tasks.title,
        description: tasks.description,
        details: tasks.details,
        takenOutAt: tasks.takenOutAt,
        requestTitle: requests.title,
        workTitle: workItems.title,
        completedAt: sql<Date>`${workItems.completedAt}`.mapWith((at: string) => new Date(at)),
        clientName: clients.name,
        ...answerFor(client),
      })
      .from(tasks)
      .innerJoin(requests, requestOfTask)
      .innerJoin(workItems, workOfRequest)
      .innerJoin(clients, clientOfWork)
      .leftJoin(taskAnswers, ownAnswerOf(client))
      .where(allOf(readableTasks(client), eq(workItems.id, workItemId), isNotNull(workItems.completedAt)))
      .orderBy(asc(requests.sentAt), asc(tasks.position), asc(tasks.id))
      .limit(1_000);
    const [first] = asked;
    if (!first) return undefined;
    const ids = asked.map(({ id }) => id);
    const [said, given] = [await commentsOf(tx, client, ids), await filesOf(tx, client, ids)];
    return {
      title: first.workTitle,
      clientName: first.clientName,
      completedAt: first.completedAt,
      tasks: asked.map((task) => ({
        ...task,
        thread: said.filter(({ taskId }) => taskId === task.id),
        files: given.filter(({ taskId }) => taskId === task.id),
      })),
    };
  });
}

export type CompletedTask = NonNullable<Awaited<ReturnType<typeof completedRecord>>>["tasks"][number];

async function commentsOf(tx: Tx, client: ContactActor, taskIds: string[]) {
  return tx
    .select({
      id: comments.id,
      taskId: comments.taskId,
      body: comments.body,
      createdAt: comments.createdAt,
      contactId: comments.contactId,
      contactName: sql<string | null>`trim(${contacts.firstName} || ' ' || ${contacts.lastName})`,
      staffName: staffMembers.name,
    })
    .from(comments)
    .innerJoin(tasks, and(eq(tasks.firmId, comments.firmId), eq(tasks.id, comments.taskId)))
    .leftJoin(contacts, and(eq(contacts.firmId, comments.firmId), eq(contacts.id, comments.contactId)))
    .leftJoin(
      staffMembers,
      and(eq(staffMembers.firmId, comments.firmId), eq(staffMembers.id, comments.staffId)),
    )
    .where(allOf(readableTasks(client), inArray(comments.taskId, taskIds)))
    .orderBy(asc(comments.createdAt), asc(comments.id));
}

async function filesOf(tx: Tx, client: ContactActor, taskIds: string[]) {
  return tx
    .select({
      id: files.id,
      taskId: files.taskId,
      commentId: files.commentId,
      name: files.name,
      size: files.size,
      receivedAt: files.receivedAt,
      byStaff: sql<boolean>`${files.staffId} is not null`,
    })
    .from(files)
    .innerJoin(tasks, and(eq(tasks.firmId, files.firmId), eq(tasks.id, files.taskId)))
    .where(allOf(readableTasks(client), downloadable(client), inArray(files.taskId, taskIds)))
    .orderBy(asc(files.receivedAt), asc(files.id));
}
