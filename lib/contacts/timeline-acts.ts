import "server-only";
import { and, desc, eq, inArray, isNull, or, sql, type SQL } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { auditEvents } from "@/db/schema/audit";
import { files } from "@/db/schema/conversation";
import { staffMembers } from "@/db/schema/staff";
import { guests, requestRecipients, requests, tasks } from "@/db/schema/work";
import type { StaffActor } from "@/lib/access/actor";
import { allOf, nothing } from "@/lib/access/conditions";
import { afterCursor, pageOf } from "@/lib/paging";

/** What a contact, or a guest in its place, did. */
const contactActs = [
  "task.completed",
  "task.answered",
  "task.promised",
  "task.reopened",
  "file.received",
  "file.withdrawn",
  "guest.asked",
] as const;
/** What staff did to what was asked of a contact. */
const staffActs = [
  "task.sent_back",
  "task.accepted",
  "task.closed_as_declined",
  "task.reworded",
  "task.taken_out",
  "task.asked_again",
  "request.withdrawn",
  "request.reworded",
  "file.withdrawn",
] as const;
/** What was done about the contact itself. */
const aboutActs = [
  "login.password_set",
  "contact.deleted",
  "contact.restored",
  "contact.edited",
  "request.recipient_added",
  "request.recipient_removed",
  "factors.deactivated",
  "passkeys.removed",
] as const;

type Act = (typeof contactActs | typeof staffActs | typeof aboutActs)[number];

type Ask = { tx: Tx; staff: StaffActor; contactId: string; cursor: string | undefined };

/**
 * What happened between the firm and a contact, from the audit rows: it stays whatever became of the task since. Each way in
 * which a row can concern the contact is asked by an index of its own, a page's worth, before they are laid together.
 */
export async function actsAbout({ tx, staff, contactId, cursor }: Ask) {
  const asked = sql`(select rr.request_id from ${requestRecipients} rr
    where rr.firm_id = ${staff.firmId} and rr.contact_id = ${contactId}
    union select e.request_of_id from ${auditEvents} e where e.firm_id = ${staff.firmId} and e.contact_id = ${contactId}
      and e.action = 'request.recipient_removed')`;
  const askedTasks = sql`(select t.id from ${tasks} t where t.firm_id = ${staff.firmId} and t.request_id in ${asked}
    and (t.for_everyone or exists (select 1 from task_recipients tr
      where tr.firm_id = t.firm_id and tr.task_id = t.id and tr.contact_id = ${contactId})))`;
  const theirGuests = sql`(select g.id from ${guests} g where g.firm_id = ${staff.firmId} and g.contact_id = ${contactId})`;
  const staffDid = eq(auditEvents.actorKind, "staff");
  // a part that was sent back to one of several who each must answer is that one's
  const meant = or(isNull(auditEvents.contactId), eq(auditEvents.contactId, contactId)) ?? nothing;
  const ways: SQL[] = [
    allOf(
      eq(auditEvents.actorKind, "contact"),
      eq(auditEvents.actorId, contactId),
      inArray(auditEvents.action, contactActs),
    ),
    allOf(
      eq(auditEvents.actorKind, "guest"),
      sql`${auditEvents.actorId} in ${theirGuests}`,
      inArray(auditEvents.action, contactActs),
    ),
    allOf(eq(auditEvents.contactId, contactId), inArray(auditEvents.action, aboutActs)),
    allOf(
      staffDid,
      sql`${auditEvents.taskId} in ${askedTasks}`,
      inArray(auditEvents.action, staffActs),
      meant,
    ),
    allOf(
      staffDid,
      sql`${auditEvents.requestOfId} in ${asked}`,
      inArray(auditEvents.action, ["request.withdrawn", "request.reworded"]),
    ),
  ];
  const found = await Promise.all(
    ways.map((way) =>
      tx
        .select({ seq: auditEvents.seq })
        .from(auditEvents)
        .where(
          allOf(
            eq(auditEvents.firmId, staff.firmId),
            way,
            afterCursor(cursor, auditEvents.at, auditEvents.id),
          ),
        )
        .orderBy(desc(auditEvents.at), desc(auditEvents.id))
        .limit(pageOf.size + 1),
    ),
  );
  const seqs = [...new Set(found.flat().map(({ seq }) => seq))];
  if (seqs.length === 0) return [];
  const rows = await tx
    .select({
      id: auditEvents.id,
      at: auditEvents.at,
      act: auditEvents.action,
      by: auditEvents.actorKind,
      subject: auditEvents.subject,
      staffName: staffMembers.name,
      taskId: tasks.id,
      taskTitle: tasks.title,
      taskKind: tasks.kind,
      workItemId: requests.workItemId,
      requestId: requests.id,
      requestTitle: requests.title,
      fileId: files.id,
      fileName: files.name,
      fileState: files.state,
    })
    .from(auditEvents)
    .leftJoin(tasks, and(eq(tasks.firmId, auditEvents.firmId), eq(tasks.id, auditEvents.taskId)))
    .leftJoin(
      requests,
      and(
        eq(requests.firmId, auditEvents.firmId),
        sql`${requests.id} = coalesce(${auditEvents.requestOfId}, ${tasks.requestId})`,
      ),
    )
    .leftJoin(
      files,
      and(eq(files.firmId, auditEvents.firmId), sql`${files.id} = (${auditEvents.subject}->>'fileId')::uuid`),
    )
    .leftJoin(
      staffMembers,
      and(
        eq(staffMembers.firmId, auditEvents.firmId),
        eq(staffMembers.id, auditEvents.actorId),
        eq(auditEvents.actorKind, "staff"),
      ),
    )
    .where(and(eq(auditEvents.firmId, staff.firmId), inArray(auditEvents.seq, seqs)))
    .orderBy(desc(auditEvents.at), desc(auditEvents.id))
    .limit(pageOf.size + 1);
  return rows.map((row) => ({ ...row, act: row.act as Act }));
}
