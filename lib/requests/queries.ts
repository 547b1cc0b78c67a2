import "server-only";
import { and, asc, count, desc, eq, sql, type SQL } from "drizzle-orm";
import { cache } from "react";
import { withFirm, type Tx } from "@/db/client";
import { files } from "@/db/schema/conversation";
import { messages } from "@/db/schema/messages";
import { clients, contacts, clientContacts } from "@/db/schema/people";
import { staffMembers } from "@/db/schema/staff";
import { requestRecipients, requests, taskAnswers, taskRecipients, tasks, workItems } from "@/db/schema/work";
import type { Actor, ContactActor, StaffActor } from "@/lib/access/actor";
import { addressedTo, allOf, visibleRequests as condition, visibleTasks } from "@/lib/access/conditions";
import type { Transaction } from "@/lib/tasks/kinds";
import {
  answerFor,
  answeredBySomebody,
  filesReceivedFor,
  ownAnswerOf,
  stateFor,
} from "@/lib/tasks/own-answer";

/** Who sees which requests. Every read and write of requests starts from this condition. */
export const visibleRequests = (actor: Actor): SQL => condition(actor);

export const workOfRequest = and(
  eq(workItems.firmId, requests.firmId),
  eq(workItems.id, requests.workItemId),
);
export const clientOfWork = and(eq(clients.firmId, workItems.firmId), eq(clients.id, workItems.clientId));

const mostWorkItems = 100;

/**
 * What is outstanding for a contact: the tasks of up to 100 open work items, oldest due first, of every client
 * that the contact belongs to (P1, A9).
 */
export async function openTasks(actor: ContactActor, only?: { requestId: string }) {
  return withFirm(actor, (tx) => openTasksIn(tx, actor, only));
}

/** One request as its recipient sees it: its title, the words with it, its tasks. Undefined when it is not theirs. */
export async function openRequest(actor: ContactActor, requestId: string) {
  return withFirm(actor, async (tx) => {
    const [list, [words]] = await Promise.all([
      openTasksIn(tx, actor, { requestId }),
      tx
        .select({ title: requests.title, note: requests.note, rewordedAt: requests.rewordedAt })
        .from(requests)
        .where(allOf(visibleRequests(actor), eq(requests.id, requestId))),
    ]);
    return words && list.length > 0 ? { ...words, tasks: list } : undefined;
  });
}

/** What a row of a list says of a task, and no more: the home page reads a hundred of them. */
function lineColumns(actor: ContactActor) {
  const { state, answer, given, doneAt, sentBackReason } = answerFor(actor);
  return {
    taskId: tasks.id,
    requestId: requests.id,
    kind: tasks.kind,
    title: tasks.title,
    description: tasks.description,
    /** What the bank shows, where a payment is asked about. */
    payment: sql<Transaction | null>`${tasks.details} -> 'transaction'`,
    ...{ state, answer, given, doneAt, sentBackReason },
    /** A text is confirmed by its tick. */
    confirms: sql<boolean>`${tasks.details} ? 'confirm'`,
    filesReceived: filesReceivedFor(actor),
    rewordedAt: tasks.rewordedAt,
    takenOutAt: tasks.takenOutAt,
    sentAt: requests.sentAt,
    dueOn: requests.dueOn,
    workItemId: workItems.id,
    workTitle: workItems.title,
    clientId: clients.id,
    clientName: clients.name,
    place: sql<number>`dense_rank() over (order by ${requests.dueOn} asc nulls last, ${workItems.createdAt}, ${workItems.id})::int`,
  };
}

/** The same with the person who asks, for the home page: one transaction, two questions on their way at once. */
export async function openTasksAndAsker(actor: ContactActor) {
  return withFirm(actor, async (tx) => {
    const [tasks, asker] = await Promise.all([openTasksIn(tx, actor), askerIn(tx, actor)]);
    return { tasks, asker };
  });
}

async function openTasksIn(tx: Tx, actor: ContactActor, only?: { requestId: string }) {
  const rows = await tx
    .select(lineColumns(actor))
    .from(tasks)
    .innerJoin(requests, and(eq(requests.firmId, tasks.firmId), eq(requests.id, tasks.requestId)))
    .innerJoin(workItems, workOfRequest)
    .innerJoin(clients, clientOfWork)
    .leftJoin(taskAnswers, ownAnswerOf(actor))
    .where(only ? allOf(visibleTasks(actor), eq(requests.id, only.requestId)) : visibleTasks(actor))
    .orderBy(
      sql`${requests.dueOn} asc nulls last`,
      asc(workItems.createdAt),
      asc(workItems.id),
      asc(requests.sentAt),
      asc(tasks.position),
    )
    .limit(5_000);
  return rows.filter((row) => row.place <= mostWorkItems);
}

/** How many tasks wait on this contact: the figure in the navigation. */
export async function openTaskCount(actor: ContactActor): Promise<number> {
  return withFirm(actor, async (tx) => {
    const [row] = await tx
      .select({ n: count() })
      .from(tasks)
      .leftJoin(taskAnswers, ownAnswerOf(actor))
      .where(allOf(visibleTasks(actor), sql`${stateFor(actor)} = 'open'`));
    return row?.n ?? 0;
  });
}

export type OpenTask = Awaited<ReturnType<typeof openTasks>>[number];

async function askerIn(tx: Tx, actor: ContactActor, requestId?: string) {
  const [asker] = await tx
    .select({ name: staffMembers.name, title: staffMembers.title, phone: staffMembers.phone })
    .from(requests)
    .innerJoin(
      staffMembers,
      and(eq(staffMembers.firmId, requests.firmId), eq(staffMembers.id, requests.sentBy)),
    )
    .where(
      allOf(
        eq(requests.firmId, actor.firmId),
        addressedTo(requests.id, actor),
        requestId ? eq(requests.id, requestId) : sql`true`,
      ),
    )
    .orderBy(desc(requests.sentAt))
    .limit(1);
  return asker;
}

const askerOnce = cache((actor: ContactActor, requestId: string | undefined) =>
  withFirm(actor, (tx) => askerIn(tx, actor, requestId)),
);

/**
 * The person who asks: on every portal page, in the same place (LOOKS 1.7). The newest sender, else the first owner.
 * Looked up once a page, however many of its parts name them.
 */
export async function askerOf(actor: ContactActor, requestId?: string) {
  return askerOnce(actor, requestId);
}

export type RequestRow = {
  id: string;
  at: Date;
  title: string;
  status: "draft" | "sent" | "withdrawn";
  dueOn: string | null;
  sentAt: Date | null;
  timesSent: number;
  workItemId: string;
  workTitle: string;
  workCompletedAt: Date | null;
  clientName: string;
  /** Whose work it is. */
  ownerName: string;
  /** When a person last opened a link of it; when its last mail left. */
  openedAt: Date | null;
  mailedAt: Date | null;
  tasks: number;
  done: number;
  /** Tasks that wait on the client. */
  open: number;
};

/** One request for its staff page: its tasks, who gets it, who could, and each mail's state. */
export async function requestPage(staff: StaffActor, requestId: string) {
  return withFirm(staff, async (tx) => {
    const mine = allOf(visibleRequests(staff), eq(requests.id, requestId));
    const [request] = await tx
      .select({
        id: requests.id,
        title: requests.title,
        note: requests.note,
        status: requests.status,
        dueOn: requests.dueOn,
        sentAt: requests.sentAt,
        timesSent: requests.timesSent,
        heldUntil: requests.heldUntil,
        needsReview: requests.needsReview,
        version: requests.version,
        workItemId: workItems.id,
        workTitle: workItems.title,
        workCompletedAt: workItems.completedAt,
        clientId: clients.id,
        clientName: clients.name,
      })
      .from(requests)
      .innerJoin(workItems, workOfRequest)
      .innerJoin(clients, clientOfWork)
      .where(mine);
    if (!request) return undefined;
    const people = await tx
      .select({
        contactId: contacts.id,
        firstName: contacts.firstName,
        lastName: contacts.lastName,
        email: contacts.email,
        deletedAt: contacts.deletedAt,
        erasedAt: contacts.erasedAt,
        chosen: sql<boolean>`exists (select 1 from ${requestRecipients} rr where rr.firm_id = ${staff.firmId} and rr.request_id = ${requestId} and rr.contact_id = contacts.id)`,
      })
      .from(contacts)
      .where(
        allOf(
          eq(contacts.firmId, staff.firmId),
          sql`(exists (select 1 from ${clientContacts} cc where cc.firm_id = ${staff.firmId} and cc.client_id = ${request.clientId} and cc.contact_id = ${contacts.id})
            or exists (select 1 from ${requestRecipients} rr where rr.firm_id = ${staff.firmId} and rr.request_id = ${requestId} and rr.contact_id = ${contacts.id}))`,
        ),
      )
      .orderBy(asc(contacts.lastName), asc(contacts.firstName), asc(contacts.id));
    const list = await tx
      .select({
        id: tasks.id,
        kind: tasks.kind,
        title: tasks.title,
        description: tasks.description,
        details: tasks.details,
        forEveryone: tasks.forEveryone,
        allMust: tasks.allMust,
        version: tasks.version,
        state: tasks.state,
        rewordedAt: tasks.rewordedAt,
        takenOutAt: tasks.takenOutAt,
        answered: answeredBySomebody,
        position: tasks.position,
        recipientIds: sql<
          string[]
        >`array(select tr.contact_id::text from ${taskRecipients} tr where tr.firm_id = ${staff.firmId} and tr.task_id = tasks.id)`,
      })
      .from(tasks)
      .where(allOf(visibleTasks(staff), eq(tasks.requestId, requestId)))
      .orderBy(asc(tasks.position), asc(tasks.id));
    const attached = await tx
      .select({ id: files.id, taskId: files.taskId, name: files.name, size: files.size, marks: files.marks })
      .from(files)
      .innerJoin(tasks, and(eq(tasks.firmId, files.firmId), eq(tasks.id, files.taskId)))
      .where(
        allOf(
          visibleTasks(staff),
          eq(tasks.requestId, requestId),
          eq(files.purpose, "reading"),
          eq(files.state, "received"),
        ),
      )
      .orderBy(asc(files.createdAt), asc(files.id));
    const mails = await tx
      .select({
        id: messages.id,
        contactId: messages.contactId,
        state: messages.state,
        problem: messages.problem,
        createdAt: messages.createdAt,
        sentAt: messages.sentAt,
      })
      .from(messages)
      .where(
        and(
          eq(messages.firmId, staff.firmId),
          eq(messages.requestId, requestId),
          eq(messages.kind, "request"),
        ),
      )
      .orderBy(desc(messages.createdAt))
      .limit(100);
    const reading = (taskId: string) => attached.filter((file) => file.taskId === taskId);
    return { ...request, people, tasks: list.map((task) => ({ ...task, reading: reading(task.id) })), mails };
  });
}
