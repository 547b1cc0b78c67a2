import "server-only";
import { and, asc, count, eq, inArray, isNotNull, sql, type SQL } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { comments, files } from "@/db/schema/conversation";
import { clients, contacts } from "@/db/schema/people";
import { staffMembers } from "@/db/schema/staff";
import { requests, taskAnswers, tasks, workItems } from "@/db/schema/work";
import type { Actor, StaffActor } from "@/lib/access/actor";
import { allOf, nothing, visibleTasks } from "@/lib/access/conditions";
import { guestEmailOf, guestsOfTasks, whose } from "@/lib/guests/queries";
import type { WorkStatus } from "./rules";

/** Who sees which work items: staff their firm's. Clients see them through their requests only. */
export const visibleWorkItems = (actor: Actor): SQL =>
  actor.kind === "staff" || actor.kind === "system" ? allOf(eq(workItems.firmId, actor.firmId)) : nothing;

export const clientOfWork = and(eq(clients.firmId, workItems.firmId), eq(clients.id, workItems.clientId));
export const ownerOfWork = and(
  eq(staffMembers.firmId, workItems.firmId),
  eq(staffMembers.id, workItems.ownerId),
);

const tasksOf = (condition: SQL) =>
  sql<number>`(select count(*)::int from ${tasks} t join ${requests} r on r.firm_id = t.firm_id and r.id = t.request_id
    where r.firm_id = ${workItems.firmId} and r.work_item_id = ${workItems.id} and r.status = 'sent' and ${condition})`;

export const listed = {
  id: workItems.id,
  at: workItems.createdAt,
  title: workItems.title,
  status: workItems.status,
  dueOn: workItems.dueOn,
  completedAt: workItems.completedAt,
  archivedAt: workItems.archivedAt,
  startsOn: workItems.startsOn,
  ownerId: workItems.ownerId,
  version: workItems.version,
  clientId: clients.id,
  clientName: clients.name,
  ownerName: staffMembers.name,
  tasks: tasksOf(sql`true`),
  done: tasksOf(sql`t.state = 'done'`),
  open: tasksOf(sql`t.state = 'open'`),
};

export type WorkItemRow = {
  id: string;
  at: Date;
  title: string;
  status: WorkStatus;
  dueOn: string | null;
  completedAt: Date | null;
  archivedAt: Date | null;
  startsOn: string | null;
  ownerId: string;
  version: number;
  clientId: string;
  clientName: string;
  ownerName: string;
  tasks: number;
  done: number;
  /** Tasks that wait on the client. */
  open: number;
};

/** How many sent tasks of a work item still wait on the client. */
export async function openTasksOfWork(tx: Tx, staff: StaffActor, workItemId: string): Promise<number> {
  const [row] = await tx
    .select({ n: count() })
    .from(tasks)
    .innerJoin(requests, and(eq(requests.firmId, tasks.firmId), eq(requests.id, tasks.requestId)))
    .where(
      allOf(
        visibleTasks(staff),
        eq(requests.workItemId, workItemId),
        eq(requests.status, "sent"),
        eq(tasks.state, "open"),
      ),
    );
  return row?.n ?? 0;
}

/** One work item with its requests, and of these every task's answer, comments and files. */
export async function workItemPage(staff: StaffActor, workItemId: string) {
  return withFirm(staff, async (tx) => {
    const [work] = await tx
      .select(listed)
      .from(workItems)
      .innerJoin(clients, clientOfWork)
      .innerJoin(staffMembers, ownerOfWork)
      .where(allOf(visibleWorkItems(staff), eq(workItems.id, workItemId)));
    if (!work) return undefined;
    const requestRows = await tx
      .select({
        id: requests.id,
        title: requests.title,
        status: requests.status,
        dueOn: requests.dueOn,
        sentAt: requests.sentAt,
        timesSent: requests.timesSent,
      })
      .from(requests)
      .where(and(eq(requests.firmId, staff.firmId), eq(requests.workItemId, workItemId)))
      .orderBy(asc(requests.createdAt), asc(requests.id));
    const ids = requestRows.map((row) => row.id);
    const taskRows = ids.length ? await tasksOfRequests(tx, staff, ids) : [];
    const taskIds = taskRows.map((row) => row.id);
    const given = taskIds.length
      ? await givenTo(tx, staff, taskIds)
      : { files: [], takenBack: [], comments: [], answers: [], guests: [] };
    return {
      ...work,
      openTasks: await openTasksOfWork(tx, staff, workItemId),
      requests: requestRows.map((request) => ({
        ...request,
        tasks: taskRows
          .filter((task) => task.requestId === request.id)
          .map((task) => ({
            ...task,
            guests: given.guests.filter((guest) => guest.taskId === task.id),
            answers: given.answers.filter((answer) => answer.taskId === task.id),
            files: given.files.filter((file) => file.taskId === task.id && file.purpose === "answer"),
            takenBack: given.takenBack.filter((file) => file.taskId === task.id),
            reading: given.files.filter((file) => file.taskId === task.id && file.purpose === "reading"),
            comments: given.comments
              .filter((comment) => comment.taskId === task.id)
              .map((comment) => ({
                ...comment,
                files: given.files.filter((file) => file.commentId === comment.id),
              })),
          })),
      })),
    };
  });
}

const nameOf = sql<
  string | null
>`case when ${contacts.id} is null then null else trim(${contacts.firstName} || ' ' || ${contacts.lastName}) end`;

async function tasksOfRequests(tx: Tx, staff: StaffActor, requestIds: string[]) {
  const rows = await tx
    .select({
      id: tasks.id,
      requestId: tasks.requestId,
      kind: tasks.kind,
      title: tasks.title,
      description: tasks.description,
      details: tasks.details,
      allMust: tasks.allMust,
      state: tasks.state,
      answerKind: tasks.answerKind,
      answer: tasks.answer,
      given: tasks.given,
      reason: tasks.reason,
      promisedOn: tasks.promisedOn,
      sentBackAt: tasks.sentBackAt,
      sentBackReason: tasks.sentBackReason,
      answeredAt: tasks.answeredAt,
      answeredBy: nameOf,
      answeredByGuest: guestEmailOf(tasks.answeredByGuest),
      doneAt: tasks.doneAt,
      takenOutAt: tasks.takenOutAt,
    })
    .from(tasks)
    .leftJoin(contacts, and(eq(contacts.firmId, tasks.firmId), eq(contacts.id, tasks.answeredBy)))
    .where(allOf(visibleTasks(staff), inArray(tasks.requestId, requestIds)))
    .orderBy(asc(tasks.position), asc(tasks.id));
  return rows.map(({ answeredByGuest, ...row }) => ({
    ...row,
    answeredBy: whose(row.answeredBy, answeredByGuest),
  }));
}

async function givenTo(tx: Tx, staff: StaffActor, taskIds: string[]) {
  const fileRows = await tx
    .select({
      id: files.id,
      taskId: files.taskId,
      purpose: files.purpose,
      commentId: files.commentId,
      wanted: files.wanted,
      name: files.name,
      size: files.size,
      contentType: files.contentType,
      marks: files.marks,
      sha256: files.sha256,
      receivedAt: files.receivedAt,
      by: nameOf,
      byGuest: guestEmailOf(files.guestId),
    })
    .from(files)
    .leftJoin(contacts, and(eq(contacts.firmId, files.firmId), eq(contacts.id, files.contactId)))
    .where(and(eq(files.firmId, staff.firmId), inArray(files.taskId, taskIds), eq(files.state, "received")))
    .orderBy(asc(files.receivedAt), asc(files.id));
  const takenBack = await tx
    .select({
      id: files.id,
      taskId: files.taskId,
      name: files.name,
      withdrawnAt: files.withdrawnAt,
      by: nameOf,
      byGuest: guestEmailOf(files.guestId),
    })
    .from(files)
    .leftJoin(contacts, and(eq(contacts.firmId, files.firmId), eq(contacts.id, files.contactId)))
    .where(
      and(
        eq(files.firmId, staff.firmId),
        inArray(files.taskId, taskIds),
        eq(files.state, "withdrawn"),
        eq(files.purpose, "answer"),
        isNotNull(files.receivedAt),
      ),
    )
    .orderBy(asc(files.withdrawnAt), asc(files.id));
  const commentRows = await tx
    .select({
      id: comments.id,
      taskId: comments.taskId,
      body: comments.body,
      createdAt: comments.createdAt,
      contactName: nameOf,
      staffName: staffMembers.name,
    })
    .from(comments)
    .leftJoin(contacts, and(eq(contacts.firmId, comments.firmId), eq(contacts.id, comments.contactId)))
    .leftJoin(
      staffMembers,
      and(eq(staffMembers.firmId, comments.firmId), eq(staffMembers.id, comments.staffId)),
    )
    .where(and(eq(comments.firmId, staff.firmId), inArray(comments.taskId, taskIds)))
    .orderBy(asc(comments.createdAt), asc(comments.id));
  const answers = await tx
    .select({
      taskId: taskAnswers.taskId,
      contactId: taskAnswers.contactId,
      by: nameOf,
      byGuest: guestEmailOf(taskAnswers.answeredByGuest),
      state: taskAnswers.state,
      answerKind: taskAnswers.answerKind,
      answer: taskAnswers.answer,
      given: taskAnswers.given,
      reason: taskAnswers.reason,
      promisedOn: taskAnswers.promisedOn,
      answeredAt: taskAnswers.answeredAt,
    })
    .from(taskAnswers)
    .innerJoin(contacts, and(eq(contacts.firmId, taskAnswers.firmId), eq(contacts.id, taskAnswers.contactId)))
    .where(and(eq(taskAnswers.firmId, staff.firmId), inArray(taskAnswers.taskId, taskIds)))
    .orderBy(asc(contacts.lastName), asc(contacts.firstName), asc(contacts.id));
  const named = <R extends { by: string | null; byGuest: string | null }>({ byGuest, ...row }: R) => ({
    ...row,
    by: whose(row.by, byGuest),
  });
  return {
    files: fileRows.map(named),
    takenBack: takenBack.map(named),
    comments: commentRows,
    answers: answers.map(named),
    guests: await guestsOfTasks(tx, staff, taskIds),
  };
}
