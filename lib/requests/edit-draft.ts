import "server-only";
import { and, desc, eq, inArray, isNotNull, isNull, notInArray, sql } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { clientContacts, contacts } from "@/db/schema/people";
import { requestRecipients, requests, taskRecipients, tasks, workItems } from "@/db/schema/work";
import type { StaffActor } from "@/lib/access/actor";
import { record } from "@/lib/audit/record";
import { editedBy, insistUnchanged } from "@/lib/edited";
import { insist, Refused } from "@/lib/refused";
import type { TaskAsked } from "@/lib/tasks/kinds";
import { mayChangeWork } from "@/lib/work-items/rules";
import { insertTasks } from "./edit-tasks";
import { mayEditDraft, mayEditSent } from "./rules";
import { given, textOfDraft } from "./draft-text";
import { requestForUpdate } from "./send-request";

export type NewRequest = {
  workItemId: string;
  title: string;
  note?: string | undefined;
  dueOn?: string | null | undefined;
  needsReview?: boolean | undefined;
  /** Without them: who was asked by the client's last request, else nobody. */
  recipientIds?: string[] | undefined;
  tasks?: TaskAsked[] | undefined;
};

/** A new draft inside a work item, with what is known of it already. Returns its id. */
export async function createRequest(staff: StaffActor, input: NewRequest): Promise<string> {
  return withFirm(staff, (tx) => insertDraft(tx, staff, input));
}

/** The same inside another verb's transaction. */
export async function insertDraft(tx: Tx, staff: StaffActor, input: NewRequest): Promise<string> {
  const [work] = await tx
    .select({ clientId: workItems.clientId, completedAt: workItems.completedAt, dueOn: workItems.dueOn })
    .from(workItems)
    .where(and(eq(workItems.firmId, staff.firmId), eq(workItems.id, input.workItemId)))
    .for("share");
  if (!work) throw new Refused("missing", "That work item does not exist any more.");
  insist(mayChangeWork(work));
  const [request] = await tx
    .insert(requests)
    .values({
      firmId: staff.firmId,
      workItemId: input.workItemId,
      title: input.title,
      note: input.note ?? "",
      dueOn: input.dueOn === undefined ? work.dueOn : input.dueOn,
      needsReview: input.needsReview ?? false,
      createdBy: staff.staffId,
    })
    .returning({ id: requests.id });
  if (!request) throw new Error("The request was not stored.");
  const people = await contactsOfClient(tx, staff, work.clientId);
  const asked = input.recipientIds ?? (await lastAsked(tx, staff, work.clientId, people));
  await setRecipients(tx, staff, request.id, asked, people);
  await insertTasks(tx, staff, request.id, input.tasks ?? []);
  await record(tx, staff, "request.created", { requestId: request.id });
  return request.id;
}

async function contactsOfClient(tx: Tx, staff: StaffActor, clientId: string): Promise<string[]> {
  const rows = await tx
    .select({ id: contacts.id })
    .from(clientContacts)
    .innerJoin(
      contacts,
      and(eq(contacts.firmId, clientContacts.firmId), eq(contacts.id, clientContacts.contactId)),
    )
    .where(
      and(
        eq(clientContacts.firmId, staff.firmId),
        eq(clientContacts.clientId, clientId),
        isNull(contacts.deletedAt),
      ),
    );
  return rows.map((row) => row.id);
}

/** Who was asked by the client's last request that was sent, of those who still can be; nobody where there was none. */
async function lastAsked(tx: Tx, staff: StaffActor, clientId: string, people: string[]): Promise<string[]> {
  const [last] = await tx
    .select({ id: requests.id })
    .from(requests)
    .innerJoin(workItems, and(eq(workItems.firmId, requests.firmId), eq(workItems.id, requests.workItemId)))
    .where(
      and(eq(requests.firmId, staff.firmId), eq(workItems.clientId, clientId), isNotNull(requests.sentAt)),
    )
    .orderBy(desc(requests.sentAt), desc(requests.id))
    .limit(1);
  if (!last) return [];
  const rows = await tx
    .select({ id: requestRecipients.contactId })
    .from(requestRecipients)
    .where(and(eq(requestRecipients.firmId, staff.firmId), eq(requestRecipients.requestId, last.id)));
  return rows.map(({ id }) => id).filter((id) => people.includes(id));
}

/** Sets who is asked. Throws Refused for one who is no active contact of the client; a task of a taken-out recipient goes to nobody else. */
async function setRecipients(
  tx: Tx,
  staff: StaffActor,
  requestId: string,
  wanted: string[],
  allowed: string[],
): Promise<void> {
  const chosen = [...new Set(wanted)];
  if (chosen.some((id) => !allowed.includes(id))) {
    throw new Refused("invalid", "A recipient is no contact of this client any more. Choose again.", {
      recipient_ids: "Choose again.",
    });
  }
  const gone = and(
    eq(requestRecipients.firmId, staff.firmId),
    eq(requestRecipients.requestId, requestId),
    chosen.length ? notInArray(requestRecipients.contactId, chosen) : sql`true`,
  );
  await tx.delete(requestRecipients).where(gone);
  if (chosen.length > 0)
    await tx
      .insert(requestRecipients)
      .values(chosen.map((contactId) => ({ firmId: staff.firmId, requestId, contactId })))
      .onConflictDoNothing();
  await dropTaskRecipients(tx, staff, requestId, chosen);
}

/**
 * Tasks that were for some recipients only lose those who are asked no longer. Throws Refused when one would be left for
 * nobody: what was meant for one person never becomes everybody's.
 */
async function dropTaskRecipients(
  tx: Tx,
  staff: StaffActor,
  requestId: string,
  kept: string[],
): Promise<void> {
  const chosenOnly = and(
    eq(tasks.firmId, staff.firmId),
    eq(tasks.requestId, requestId),
    eq(tasks.forEveryone, false),
  );
  const ofRequest = tx.select({ id: tasks.id }).from(tasks).where(chosenOnly);
  await tx
    .delete(taskRecipients)
    .where(
      and(
        eq(taskRecipients.firmId, staff.firmId),
        inArray(taskRecipients.taskId, ofRequest),
        kept.length ? notInArray(taskRecipients.contactId, kept) : sql`true`,
      ),
    );
  const [left] = await tx
    .select({ title: tasks.title })
    .from(tasks)
    .where(
      and(
        chosenOnly,
        sql`not exists (select 1 from task_recipients tr where tr.firm_id = ${staff.firmId} and tr.task_id = tasks.id)`,
      ),
    )
    .limit(1);
  if (left) {
    const said = `“${left.title}” is only for somebody whom you took out. Change first whom that task is for.`;
    throw new Refused("conflict", said, { recipient_ids: said });
  }
}

/** Whom a request asks. */
async function recipientsOf(tx: Tx, staff: StaffActor, requestId: string): Promise<string[]> {
  const rows = await tx
    .select({ id: requestRecipients.contactId })
    .from(requestRecipients)
    .where(and(eq(requestRecipients.firmId, staff.firmId), eq(requestRecipients.requestId, requestId)));
  return rows.map(({ id }) => id);
}

export type RequestEdit = {
  title?: string | undefined;
  note?: string | undefined;
  dueOn?: string | null | undefined;
  needsReview?: boolean | undefined;
  recipientIds?: string[] | undefined;
};

/**
 * Saves what is given of a request: a draft's title, note, due day, review and recipients; of a sent one the due day and
 * the review only. `seen` is the version that the form was drawn with (W12). What says the same as before changes nothing.
 */
export async function saveDraftRequest(
  staff: StaffActor,
  requestId: string,
  edit: RequestEdit,
  seen?: number,
): Promise<void> {
  await withFirm(staff, async (tx) => {
    const request = await requestForUpdate(tx, staff, requestId);
    const { recipientIds, ...columns } = edit;
    const wholeDraft = edit.title !== undefined || edit.note !== undefined || recipientIds !== undefined;
    insist(wholeDraft ? mayEditDraft(request) : mayEditSent(request));
    const asked = await recipientsOf(tx, staff, requestId);
    const wanted = { ...request, ...given(columns), recipientIds: recipientIds ?? asked };
    const [now, typed] = [textOfDraft({ ...request, recipientIds: asked }), textOfDraft(wanted)];
    if (Object.entries(now).every(([field, text]) => typed[field] === text)) return;
    await insistUnchanged(tx, staff, request, seen, { now, typed });
    await tx
      .update(requests)
      .set({ ...columns, ...editedBy(staff) })
      .where(and(eq(requests.firmId, staff.firmId), eq(requests.id, requestId)));
    if (recipientIds)
      await setRecipients(
        tx,
        staff,
        requestId,
        recipientIds,
        await contactsOfClient(tx, staff, request.clientId),
      );
    await record(tx, staff, "request.changed", { requestId });
  });
}

/** Takes a request back: its links show it no longer, and mails that wait are not sent. Done already stays done. */
export async function withdrawRequest(staff: StaffActor, requestId: string): Promise<void> {
  await withFirm(staff, async (tx) => {
    const request = await requestForUpdate(tx, staff, requestId);
    if (request.status === "withdrawn") return;
    if (request.status === "draft")
      throw new Refused("conflict", "This request was not sent yet, so there is nothing to take back.");
    await tx
      .update(requests)
      .set({ status: "withdrawn", withdrawnAt: sql`now()`, ...editedBy(staff) })
      .where(and(eq(requests.firmId, staff.firmId), eq(requests.id, requestId)));
    await record(tx, staff, "request.withdrawn", { requestId });
  });
}
