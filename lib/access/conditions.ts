import { and, eq, sql, type SQL, type SQLWrapper } from "drizzle-orm";
import { requestRecipients, requests, taskRecipients, tasks, workItems } from "@/db/schema/work";
import type { Actor } from "./actor";

/** AND of conditions of which none may be missing: drizzle's and(undefined) would be no filter at all. */
export function allOf(first: SQL, ...more: SQL[]): SQL {
  return and(first, ...more) ?? first;
}

/** A condition that no row meets. */
export const nothing: SQL = sql`false`;

/** The work item of a request is not completed (A11). */
const workStillOpen = (requestId: SQLWrapper, firmId: string): SQL =>
  sql`exists (select 1 from ${requests} r join ${workItems} w on w.firm_id = r.firm_id and w.id = r.work_item_id
      where r.firm_id = ${firmId} and r.id = ${requestId} and r.status = 'sent' and w.completed_at is null)`;

/** A request was addressed to this contact. */
const addressedTo = (requestId: SQLWrapper, firmId: string, contactId: string): SQL =>
  sql`exists (select 1 from ${requestRecipients} rr where rr.firm_id = ${firmId} and rr.request_id = ${requestId} and rr.contact_id = ${contactId})`;

/** Who sees which requests. Staff: their firm's. A device: what was sent to its contact and is not completed (A9, A11). */
export function visibleRequests(actor: Actor): SQL {
  const inFirm = allOf(eq(requests.firmId, actor.firmId));
  if (actor.kind === "staff" || actor.kind === "system") return inFirm;
  if (actor.kind !== "contact") return nothing;
  return allOf(
    inFirm,
    addressedTo(requests.id, actor.firmId, actor.contactId),
    workStillOpen(requests.id, actor.firmId),
  );
}

/** Who sees which tasks: those of visible requests, and of these the ones meant for this contact. */
export function visibleTasks(actor: Actor): SQL {
  const inFirm = allOf(eq(tasks.firmId, actor.firmId));
  if (actor.kind === "staff" || actor.kind === "system") return inFirm;
  if (actor.kind !== "contact") return nothing;
  const forMe = sql`(${tasks.forEveryone} or exists (select 1 from ${taskRecipients} tr
    where tr.firm_id = ${actor.firmId} and tr.task_id = ${tasks.id} and tr.contact_id = ${actor.contactId}))`;
  return allOf(
    inFirm,
    addressedTo(tasks.requestId, actor.firmId, actor.contactId),
    workStillOpen(tasks.requestId, actor.firmId),
    forMe,
  );
}
