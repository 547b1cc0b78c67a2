import { and, eq, sql, type SQL, type SQLWrapper } from "drizzle-orm";
import { clientContacts, contacts } from "@/db/schema/people";
import {
  guests,
  requestRecipients,
  requests,
  taskAnswers,
  taskRecipients,
  tasks,
  workItems,
} from "@/db/schema/work";
import type { Actor } from "./actor";

/** AND of conditions of which none may be missing: drizzle's and(undefined) would be no filter at all. */
export function allOf(first: SQL, ...more: SQL[]): SQL {
  return and(first, ...more) ?? first;
}

/** A condition that no row meets. */
export const nothing: SQL = sql`false`;

const asked = (requestId: SQLWrapper, firmId: string, contactId: string | SQLWrapper, more: SQL): SQL =>
  sql`exists (select 1 from ${requestRecipients} rr
      join ${requests} r on r.firm_id = rr.firm_id and r.id = rr.request_id
      join ${workItems} w on w.firm_id = r.firm_id and w.id = r.work_item_id
      join ${contacts} c on c.firm_id = rr.firm_id and c.id = rr.contact_id and c.deleted_at is null
      join ${clientContacts} cc on cc.firm_id = w.firm_id and cc.client_id = w.client_id and cc.contact_id = rr.contact_id
      where rr.firm_id = ${firmId} and rr.request_id = ${requestId} and rr.contact_id = ${contactId} and ${more})`;

/** A request was addressed to this contact, who is not deleted and still belongs to its client (A9, A13), and is not held. */
export const addressedTo = (requestId: SQLWrapper, actor: Actor): SQL =>
  actor.kind === "contact"
    ? asked(requestId, actor.firmId, actor.contactId, sql`r.sent_at <= now()`)
    : nothing;

/** Sent, and not held any more: what can be undone is shown to nobody (S10). */
const sent: SQL = sql`r.status = 'sent' and r.sent_at <= now()`;

/** The same, sent, and its work not completed (A11). */
const openFor = (requestId: SQLWrapper, firmId: string, contactId: string | SQLWrapper): SQL =>
  asked(requestId, firmId, contactId, sql`${sent} and w.completed_at is null`);

/** Who sees which requests. Staff: their firm's. A device: what was sent to its contact and is not completed (A9, A11). */
export function visibleRequests(actor: Actor): SQL {
  const inFirm = allOf(eq(requests.firmId, actor.firmId));
  if (actor.kind === "staff" || actor.kind === "system") return inFirm;
  if (actor.kind !== "contact") return nothing;
  return allOf(inFirm, openFor(requests.id, actor.firmId, actor.contactId));
}

const forMe = (actor: { firmId: string; contactId: string | SQLWrapper }): SQL =>
  sql`(${tasks.forEveryone} or exists (select 1 from ${taskRecipients} tr
    where tr.firm_id = ${actor.firmId} and tr.task_id = ${tasks.id} and tr.contact_id = ${actor.contactId}))`;

/**
 * Which tasks somebody logged in may read, those of completed work too (P7); everybody else nothing by this. Only reads
 * begin here: writes begin with visibleTasks, for which completed work is shut (A11).
 */
export function readableTasks(actor: Actor): SQL {
  if (actor.kind !== "contact" || actor.via !== "login") return nothing;
  const sentToMe = asked(tasks.requestId, actor.firmId, actor.contactId, sent);
  return allOf(eq(tasks.firmId, actor.firmId), sentToMe, forMe(actor));
}

/** Who sees which tasks: those of visible requests, and of these the ones meant for this contact. */
export function visibleTasks(actor: Actor): SQL {
  const inFirm = allOf(eq(tasks.firmId, actor.firmId));
  if (actor.kind === "staff" || actor.kind === "system") return inFirm;
  if (actor.kind !== "contact") return nothing;
  return allOf(inFirm, openFor(tasks.requestId, actor.firmId, actor.contactId), forMe(actor));
}

/** Guests who were not stopped and whose 30 days are not over. */
export const standingGuests = (firmId: string): SQL =>
  allOf(eq(guests.firmId, firmId), sql`${guests.endedAt} is null and ${guests.endsAt} > now()`);

/**
 * Which guests may answer, in a query of guests joined with their task: everything that ends them, asked at each request
 * (A18). The task is still open for the contact who asked, who is still there and still sees it.
 */
export const liveGuests = (firmId: string): SQL =>
  allOf(
    standingGuests(firmId),
    eq(tasks.firmId, firmId),
    eq(tasks.id, guests.taskId),
    sql`${tasks.kind} <> 'approval' and not (${tasks.details} ? 'confirm') and ${tasks.takenOutAt} is null`,
    sql`case when ${tasks.allMust} then coalesce((select a.state from ${taskAnswers} a where a.firm_id = ${firmId}
      and a.task_id = ${tasks.id} and a.contact_id = ${guests.contactId}), 'open') else ${tasks.state} end = 'open'`,
    openFor(tasks.requestId, firmId, guests.contactId),
    forMe({ firmId, contactId: guests.contactId }),
  );

/** Which tasks somebody may give an answer to: those they see; a guest the one it was asked for, while that lasts. */
export function answerableTasks(actor: Actor): SQL {
  if (actor.kind !== "guest") return visibleTasks(actor);
  const lets = sql`exists (select 1 from ${guests} where ${eq(guests.id, actor.guestId)} and ${liveGuests(actor.firmId)})`;
  return allOf(eq(tasks.firmId, actor.firmId), eq(tasks.id, actor.taskId), lets);
}
