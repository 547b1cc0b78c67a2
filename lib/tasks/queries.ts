import "server-only";
import { and, asc, eq, isNotNull, sql, type SQL } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { comments, files } from "@/db/schema/conversation";
import { clients, contacts } from "@/db/schema/people";
import { staffMembers } from "@/db/schema/staff";
import { requests, taskAnswers, taskDrafts, tasks, workItems } from "@/db/schema/work";
import type { Actor, ContactActor } from "@/lib/access/actor";
import { allOf, answerableTasks, visibleTasks as condition } from "@/lib/access/conditions";
import { Refused } from "@/lib/refused";
import { partsOfEach } from "./parts-of-each";
import { answerFor, filesReceivedFor, ownAnswerOf } from "./own-answer";

/** Who sees which tasks. Every read and write of tasks starts from this condition. */
export const visibleTasks = (actor: Actor): SQL => condition(actor);

const requestOfTask = and(eq(requests.firmId, tasks.firmId), eq(requests.id, tasks.requestId));
const workOfRequest = and(eq(workItems.firmId, requests.firmId), eq(workItems.id, requests.workItemId));

/**
 * Locks a task and its work item for a write, so that staff cannot complete the work in between.
 * Throws Refused("missing") when it is not there for this actor, whyever.
 */
export async function taskForUpdate(tx: Tx, actor: Actor, taskId: string) {
  if (actor.kind === "contact" && actor.via === "view")
    throw new Refused("forbidden", "A view as the client changes nothing.");
  await holdContact(tx, actor);
  const [task] = await tx
    .select({
      id: tasks.id,
      requestId: tasks.requestId,
      workItemId: workItems.id,
      ownerId: workItems.ownerId,
      title: tasks.title,
      kind: tasks.kind,
      details: tasks.details,
      allMust: tasks.allMust,
      needsReview: requests.needsReview,
      takenOutAt: tasks.takenOutAt,
      workCompletedAt: workItems.completedAt,
      filesReceived: filesReceivedFor(actor),
      ...answerFor(actor),
    })
    .from(tasks)
    .innerJoin(requests, requestOfTask)
    .innerJoin(workItems, workOfRequest)
    .leftJoin(taskAnswers, ownAnswerOf(actor))
    .where(allOf(answerableTasks(actor), eq(tasks.id, taskId)))
    .for("update", { of: [tasks, workItems] });
  if (!task)
    throw new Refused(
      "missing",
      actor.kind === "guest"
        ? "You can answer this no longer: it is done already, or it was stopped. Nothing was saved now."
        : "That task is no longer open here. Go back to your requests to see what is.",
    );
  return task;
}

/** The contact for whom something is written is not erased before it is: no address of the network comes after (C2). */
async function holdContact(tx: Tx, actor: Actor): Promise<void> {
  if (actor.kind !== "contact" && actor.kind !== "guest") return;
  await tx
    .select({ id: contacts.id })
    .from(contacts)
    .where(and(eq(contacts.firmId, actor.firmId), eq(contacts.id, actor.contactId)))
    .for("key share");
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
        details: tasks.details,
        allMust: tasks.allMust,
        needsReview: requests.needsReview,
        dueOn: requests.dueOn,
        workTitle: workItems.title,
        clientName: clients.name,
        rewordedAt: tasks.rewordedAt,
        takenOutAt: tasks.takenOutAt,
        workCompletedAt: workItems.completedAt,
        filesReceived: filesReceivedFor(actor),
        ...answerFor(actor),
      })
      .from(tasks)
      .innerJoin(requests, requestOfTask)
      .innerJoin(workItems, workOfRequest)
      .leftJoin(taskAnswers, ownAnswerOf(actor))
      .innerJoin(clients, and(eq(clients.firmId, workItems.firmId), eq(clients.id, workItems.clientId)))
      .where(allOf(visibleTasks(actor), eq(tasks.id, taskId)));
    if (!task) return undefined;
    const [thread, drafts, reading, parts] = [
      await threadOf(tx, actor, taskId),
      await draftsOf(tx, actor, taskId),
      await readingOf(tx, actor, taskId),
      task.allMust ? await partsOfEach(tx, actor.firmId, task.requestId) : [],
    ];
    return { ...task, thread, drafts, reading, parts: parts.filter((part) => part.taskId === taskId) };
  });
}

/** What staff attached to a task for the client to read (DECISIONS 10). */
async function readingOf(tx: Tx, actor: Actor, taskId: string) {
  return tx
    .select({ id: files.id, name: files.name, size: files.size, contentType: files.contentType })
    .from(files)
    .innerJoin(tasks, and(eq(tasks.firmId, files.firmId), eq(tasks.id, files.taskId)))
    .where(
      allOf(
        visibleTasks(actor),
        eq(files.taskId, taskId),
        eq(files.purpose, "reading"),
        eq(files.state, "received"),
      ),
    )
    .orderBy(asc(files.createdAt), asc(files.id));
}

/** The comments of a task in time order, with their writers' names and their files (P4). */
export async function threadOf(tx: Tx, actor: Actor, taskId: string) {
  const thread = await tx
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
  if (thread.length === 0) return [];
  const attached = await tx
    .select({ id: files.id, commentId: files.commentId, name: files.name, size: files.size })
    .from(files)
    .where(
      and(
        eq(files.firmId, actor.firmId),
        eq(files.taskId, taskId),
        eq(files.purpose, "comment"),
        eq(files.state, "received"),
        isNotNull(files.commentId),
      ),
    )
    .orderBy(asc(files.createdAt), asc(files.id));
  return thread.map((one) => ({ ...one, files: attached.filter((file) => file.commentId === one.id) }));
}

type Drafts = Partial<Record<"answer" | "comment", { body: string; savedAt: Date }>>;

/** What this contact was typing here and has not sent. */
async function draftsOf(tx: Tx, actor: ContactActor, taskId: string): Promise<Drafts> {
  // what somebody has not sent is nobody else's to read
  if (actor.via === "view") return {};
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
  return Object.fromEntries(rows.map((row) => [row.field, { body: row.body, savedAt: row.savedAt }]));
}
