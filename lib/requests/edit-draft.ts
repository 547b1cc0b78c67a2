import "server-only";
import { and, asc, count, eq, inArray, isNull, sql } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { clientContacts, contacts } from "@/db/schema/people";
import { requestRecipients, requests, tasks, workItems } from "@/db/schema/work";
import type { StaffActor } from "@/lib/access/actor";
import { record } from "@/lib/audit/record";
import { insist, Refused } from "@/lib/refused";
import { mayChangeWork } from "@/lib/work-items/rules";
import { mayEditDraft } from "./rules";
import { requestForUpdate } from "./send-request";

const mostTasks = 200;

/** A new draft inside a work item, addressed at first to every active contact of the client. Returns its id. */
export async function createRequest(
  staff: StaffActor,
  input: { workItemId: string; title: string },
): Promise<string> {
  return withFirm(staff, async (tx) => {
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
        dueOn: work.dueOn,
        createdBy: staff.staffId,
      })
      .returning({ id: requests.id });
    if (!request) throw new Error("The request was not stored.");
    const people = await contactsOfClient(tx, staff, work.clientId);
    await setRecipients(tx, staff, request.id, people);
    await record(tx, staff, "request.created", { requestId: request.id });
    return request.id;
  });
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

async function setRecipients(
  tx: Tx,
  staff: StaffActor,
  requestId: string,
  contactIds: string[],
): Promise<void> {
  await tx
    .delete(requestRecipients)
    .where(and(eq(requestRecipients.firmId, staff.firmId), eq(requestRecipients.requestId, requestId)));
  if (contactIds.length === 0) return;
  await tx
    .insert(requestRecipients)
    .values(contactIds.map((contactId) => ({ firmId: staff.firmId, requestId, contactId })));
}

/** Saves a draft's title, note, due day and recipients. A recipient who is no active contact of the client is refused. */
export async function saveDraftRequest(
  staff: StaffActor,
  requestId: string,
  draft: { title: string; note: string; dueOn: string | null; recipientIds: string[] },
): Promise<void> {
  await withFirm(staff, async (tx) => {
    const request = await requestForUpdate(tx, staff, requestId);
    insist(mayEditDraft(request));
    const allowed = new Set(await contactsOfClient(tx, staff, request.clientId));
    const chosen = [...new Set(draft.recipientIds)];
    if (chosen.some((id) => !allowed.has(id))) {
      throw new Refused("invalid", "A recipient is no contact of this client any more. Choose again.", {
        recipient_ids: "Choose again.",
      });
    }
    await tx
      .update(requests)
      .set({ title: draft.title, note: draft.note, dueOn: draft.dueOn })
      .where(and(eq(requests.firmId, staff.firmId), eq(requests.id, requestId)));
    await setRecipients(tx, staff, requestId, chosen);
    await record(tx, staff, "request.changed", { requestId });
  });
}

/** Adds a task at the end of a draft. Returns its id. */
export async function addTask(
  staff: StaffActor,
  requestId: string,
  task: { kind: "tick" | "upload" | "answer"; title: string; description: string },
): Promise<string> {
  return withFirm(staff, async (tx) => {
    insist(mayEditDraft(await requestForUpdate(tx, staff, requestId)));
    const [last] = await tx
      .select({ n: count(), position: sql<number>`coalesce(max(${tasks.position}), 0)::int` })
      .from(tasks)
      .where(and(eq(tasks.firmId, staff.firmId), eq(tasks.requestId, requestId)));
    if ((last?.n ?? 0) >= mostTasks)
      throw new Refused(
        "limit",
        `A request holds ${mostTasks} tasks at most. Make another request for the rest.`,
      );
    const [row] = await tx
      .insert(tasks)
      .values({ firmId: staff.firmId, requestId, ...task, position: (last?.position ?? 0) + 1 })
      .returning({ id: tasks.id });
    if (!row) throw new Error("The task was not stored.");
    await record(tx, staff, "task.created", { requestId, taskId: row.id });
    return row.id;
  });
}

/** Takes a task out of a draft. */
export async function removeTask(staff: StaffActor, requestId: string, taskId: string): Promise<void> {
  await withFirm(staff, async (tx) => {
    insist(mayEditDraft(await requestForUpdate(tx, staff, requestId)));
    const gone = await tx
      .delete(tasks)
      .where(and(eq(tasks.firmId, staff.firmId), eq(tasks.requestId, requestId), eq(tasks.id, taskId)))
      .returning({ id: tasks.id });
    if (gone.length > 0) await record(tx, staff, "task.removed", { requestId, taskId });
  });
}

/** Moves a task of a draft one place up or down; at the edge nothing moves. */
export async function moveTask(
  staff: StaffActor,
  requestId: string,
  taskId: string,
  direction: "up" | "down",
): Promise<void> {
  await withFirm(staff, async (tx) => {
    insist(mayEditDraft(await requestForUpdate(tx, staff, requestId)));
    const ofRequest = and(eq(tasks.firmId, staff.firmId), eq(tasks.requestId, requestId));
    const list = await tx
      .select({ id: tasks.id, position: tasks.position })
      .from(tasks)
      .where(ofRequest)
      .orderBy(asc(tasks.position), asc(tasks.id));
    const at = list.findIndex((task) => task.id === taskId);
    const one = list[at];
    const other = list[direction === "up" ? at - 1 : at + 1];
    if (!one || !other) return;
    await tx
      .update(tasks)
      .set({
        position: sql`case when ${tasks.id} = ${one.id} then ${other.position}::int else ${one.position}::int end`,
      })
      .where(and(ofRequest, inArray(tasks.id, [one.id, other.id])));
    await record(tx, staff, "task.moved", { requestId, taskId });
  });
}
