import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { requests, workItems } from "@/db/schema/work";
import type { StaffActor } from "@/lib/access/actor";
import { record } from "@/lib/audit/record";
import { noteForClients } from "@/lib/comments/note-for-clients";
import { editedBy, insistUnchanged } from "@/lib/edited";
import { insist, Refused } from "@/lib/refused";
import type { TaskAsked } from "@/lib/tasks/kinds";
import { mayChangeWork } from "@/lib/work-items/rules";
import { insertTasks } from "./edit-tasks";
import { mayChangeHeld, mayEditDraft, mayEditSent } from "./rules";
import { given, textOfDraft } from "./draft-text";
import { changeRecipients } from "./change-recipients";
import { keepEarlierWords } from "./earlier-words";
import { requestForUpdate } from "./send-request";
import { contactsOfClient, lastAsked, recipientsOf, setRecipients } from "./set-recipients";

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

export type RequestEdit = {
  title?: string | undefined;
  note?: string | undefined;
  dueOn?: string | null | undefined;
  needsReview?: boolean | undefined;
  recipientIds?: string[] | undefined;
};

/** What a recipient reads of a request itself. */
const read = ["title", "note", "due_on"];

/**
 * Saves what is given of a request: title, note, due day, review and recipients. Of one that was sent the earlier words are
 * kept, and its recipients are told that it changed (W4); `mailAdded`: who is added is mailed at once. `draftOnly`: the
 * editor of drafts, left open in a tab, changes nothing of what a colleague has sent since. `seen` is the version
 * that the form was drawn with (W12). What says the same as before changes nothing. Returns
 * whether its recipients are told.
 */
export async function saveRequest(
  staff: StaffActor,
  requestId: string,
  edit: RequestEdit,
  seen?: number,
  { mailAdded = false, draftOnly = false }: { mailAdded?: boolean; draftOnly?: boolean } = {},
): Promise<boolean> {
  return withFirm(staff, async (tx) => {
    const request = await requestForUpdate(tx, staff, requestId);
    const { recipientIds, ...columns } = edit;
    insist(draftOnly ? mayEditDraft(request) : mayEditSent(request));
    const asked = await recipientsOf(tx, staff, requestId);
    const wanted = { ...request, ...given(columns), recipientIds: recipientIds ?? asked };
    const [now, typed] = [textOfDraft({ ...request, recipientIds: asked }), textOfDraft(wanted)];
    if (Object.entries(now).every(([field, text]) => typed[field] === text)) return false;
    await insistUnchanged(tx, staff, request, seen, { now, typed });
    const sent = request.status === "sent";
    const reworded = sent && read.some((field) => now[field] !== typed[field]);
    await tx
      .update(requests)
      .set({ ...columns, ...(reworded ? { rewordedAt: sql`now()` } : {}), ...editedBy(staff) })
      .where(and(eq(requests.firmId, staff.firmId), eq(requests.id, requestId)));
    if (recipientIds && sent)
      await changeRecipients(tx, staff, { ...request, ...given(columns) }, recipientIds, mailAdded);
    else if (recipientIds) {
      const allowed = await contactsOfClient(tx, staff, request.clientId);
      await setRecipients(tx, staff, requestId, recipientIds, allowed);
    }
    await record(tx, staff, reworded ? "request.reworded" : "request.changed", { requestId });
    if (!reworded) return false;
    const { title, note: body, dueOn } = request;
    await keepEarlierWords(tx, staff, { requestId, title, body, details: { dueOn } });
    await noteForClients(tx, staff, { requestId });
    return true;
  });
}

/** Takes a request back: its links show it no longer, and mails that wait are not sent. Done already stays done. */
export async function withdrawRequest(staff: StaffActor, requestId: string): Promise<void> {
  await withFirm(staff, async (tx) => {
    const request = await requestForUpdate(tx, staff, requestId);
    if (request.status === "withdrawn") return;
    if (request.status === "draft")
      throw new Refused("conflict", "This request was not sent yet, so there is nothing to take back.");
    insist(mayChangeHeld(request));
    await tx
      .update(requests)
      .set({ status: "withdrawn", withdrawnAt: sql`now()`, ...editedBy(staff) })
      .where(and(eq(requests.firmId, staff.firmId), eq(requests.id, requestId)));
    await record(tx, staff, "request.withdrawn", { requestId });
  });
}
