import "server-only";
import { and, asc, eq, sql } from "drizzle-orm";
import { DatabaseAway, withFirm, type Tx } from "@/db/client";
import { clientNotices } from "@/db/schema/conversation";
import { clientNotice } from "@/emails/client-notice";
import { issueLink } from "@/lib/access/issue-link";
import { systemActor } from "@/lib/access/system";
import { record } from "@/lib/audit/record";
import { firmById } from "@/lib/firms/firm-by-id";
import { mailsCarryWords } from "@/lib/firms/mails-carry-words";
import { letterheadOf } from "@/lib/firms/letterhead";
import { log } from "@/lib/log";
import { enqueue } from "@/lib/messages/enqueue";
import { wordsSince } from "./words-since";

type Item = {
  id: string;
  title: string;
  deed: "sent_back" | "added" | "asked_again" | "reworded" | "taken_out" | "commented";
  request_id: string;
  client_name: string;
  staff_id: string;
};

/**
 * Mails the contacts of one firm what was written, sent back or added for them since, when their ten minutes are over;
 * notice and mail in one transaction, so that each is told once. One whose letter cannot be made is logged and put off, and
 * keeps no other contact's waiting. Returns how many were told.
 */
export async function sendNotices(firmId: string): Promise<number> {
  for (let told = 0; ;) {
    const end = await sendOne(firmId);
    if (end === "none") return told;
    if (end === "told") told++;
  }
}

const ofContact = (firmId: string, contactId: string) =>
  and(eq(clientNotices.firmId, firmId), eq(clientNotices.contactId, contactId));

async function sendOne(firmId: string): Promise<"told" | "put_off" | "none"> {
  let contactId: string | undefined;
  try {
    return await withFirm({ firmId }, async (tx) => {
      const [notice] = await tx
        .select({ contactId: clientNotices.contactId, since: clientNotices.since })
        .from(clientNotices)
        .where(and(eq(clientNotices.firmId, firmId), sql`${clientNotices.dueAt} <= now()`))
        .orderBy(asc(clientNotices.dueAt))
        .limit(1)
        .for("update", { skipLocked: true });
      if (!notice) return "none";
      contactId = notice.contactId;
      // what is held may be undone yet: the whole notice waits until it is not
      if (await isAnythingHeld(tx, firmId, notice.contactId)) {
        await tx
          .update(clientNotices)
          .set({ dueAt: sql`now() + interval '1 minute'` })
          .where(ofContact(firmId, notice.contactId));
        return "put_off";
      }
      await tell(tx, firmId, notice.contactId, notice.since);
      await tx.delete(clientNotices).where(ofContact(firmId, notice.contactId));
      return "told";
    });
  } catch (problem) {
    // the database's own absence is no fault of this notice
    if (contactId === undefined || problem instanceof DatabaseAway) throw problem;
    log.error("notice.failed", problem, { firmId, contactId });
    await putOff(firmId, contactId);
    return "put_off";
  }
}

/** Whether a first sending to this contact can still be undone, so that no client sees it yet (S10). */
async function isAnythingHeld(tx: Tx, firmId: string, contactId: string): Promise<boolean> {
  const [row] = await tx.execute<{ held: boolean }>(sql`
    select exists (select 1 from request_recipients rr
      join requests r on r.firm_id = rr.firm_id and r.id = rr.request_id and r.status = 'sent' and r.sent_at > now()
      where rr.firm_id = ${firmId}::uuid and rr.contact_id = ${contactId}::uuid) as held`);
  return row?.held ?? false;
}

/** Tried again after as long as it has waited already, at most six hours: about twice as long each time. */
async function putOff(firmId: string, contactId: string): Promise<void> {
  await withFirm({ firmId }, (tx) =>
    tx
      .update(clientNotices)
      .set({
        dueAt: sql`now() + least(greatest(now() - ${clientNotices.since}, interval '1 minute'), interval '6 hours')`,
      })
      .where(ofContact(firmId, contactId)),
  );
}

async function tell(tx: Tx, firmId: string, contactId: string, since: Date): Promise<void> {
  const items = await itemsFor(tx, firmId, contactId, since);
  const [first] = items;
  if (!first) return;
  const [who] = await tx.execute<{
    first_name: string;
    email: string;
    name: string;
    title: string;
    from: string;
  }>(sql`
    select c.first_name, c.email, s.name, s.title, s.email as from from contacts c, staff_members s
    where c.firm_id = ${firmId}::uuid and c.id = ${contactId}::uuid and c.deleted_at is null
      and s.firm_id = ${firmId}::uuid and s.id = ${first.staff_id}::uuid`);
  if (!who) return;
  const firm = await firmById(tx, firmId);
  const oneRequest = items.every((item) => item.request_id === first.request_id);
  const { linkId, url } = await issueLink(tx, firm, {
    purpose: "request",
    contactId,
    email: who.email,
    requestId: oneRequest ? first.request_id : null,
  });
  const words = (await mailsCarryWords(tx, firmId))
    ? await wordsSince(tx, firmId, { contactId, taskIds: items.map(({ id }) => id), since })
    : undefined;
  const of = (deed: Item["deed"]) =>
    items
      .filter((item) => item.deed === deed)
      .map(({ id, title }) => ({ title, words: words?.get(id) ?? [] }));
  await enqueue(tx, firmId, {
    kind: "client_notice",
    dedupeKey: `notice:${contactId}:${since.toISOString()}`,
    to: who.email,
    contactId,
    linkId,
    sender: { name: `${who.name} (${firm.name})`, replyTo: who.from },
    letter: clientNotice({
      ...letterheadOf(firm),
      sender: { name: who.name, role: who.title, email: who.from },
      firstName: who.first_name,
      clientName: first.client_name,
      sentBack: of("sent_back"),
      added: of("added"),
      askedAgain: of("asked_again"),
      reworded: of("reworded"),
      takenOut: of("taken_out"),
      commented: of("commented"),
      link: url,
    }),
  });
  await record(tx, systemActor(firmId), "contact.told", { contactId, tasks: items.length });
}

/**
 * What happened to the tasks meant for a contact, each task once under its weightiest deed, and each request whose own
 * words changed, the newest first.
 */
async function itemsFor(tx: Tx, firmId: string, contactId: string, since: Date): Promise<Item[]> {
  const rows = await tx.execute<Item>(sql`
    with mine as (
      select t.id, t.title, t.created_at, t.request_id, r.sent_at, r.sent_by, c.name as client_name, t.changed_by,
        t.reworded_at, t.taken_out_at, t.taken_out_by, t.asked_again_at, t.asked_again_by,
        case when t.all_must then coalesce(a.state, 'open') else t.state end as state,
        case when t.all_must then a.sent_back_at else t.sent_back_at end as sent_back_at
      from request_recipients rr
      join requests r on r.firm_id = rr.firm_id and r.id = rr.request_id and r.status = 'sent' and r.sent_at <= now()
      join work_items w on w.firm_id = r.firm_id and w.id = r.work_item_id and w.completed_at is null
      join clients c on c.firm_id = w.firm_id and c.id = w.client_id
      join client_contacts cc on cc.firm_id = w.firm_id and cc.client_id = w.client_id and cc.contact_id = rr.contact_id
      join tasks t on t.firm_id = r.firm_id and t.request_id = r.id
      left join task_answers a on a.firm_id = t.firm_id and a.task_id = t.id and a.contact_id = rr.contact_id
      where rr.firm_id = ${firmId}::uuid and rr.contact_id = ${contactId}::uuid
        and (t.for_everyone or exists (select 1 from task_recipients tr
          where tr.firm_id = t.firm_id and tr.task_id = t.id and tr.contact_id = rr.contact_id))
    ), deeds as (
      select m.id, 'sent_back' as deed, m.sent_back_at as at, 1 as weight,
        (select e.actor_id from audit_events e where e.firm_id = ${firmId}::uuid and e.action = 'task.sent_back'
          and e.at >= ${since.toISOString()}::timestamptz and e.task_id = m.id order by e.seq desc limit 1) as staff_id
      from mine m where m.state = 'open' and m.taken_out_at is null and m.sent_back_at >= ${since.toISOString()}::timestamptz
      union all
      select m.id, 'added', m.created_at, 2, m.sent_by from mine m
      where m.created_at >= ${since.toISOString()}::timestamptz and m.created_at > m.sent_at
      union all
      select m.id, 'asked_again', m.asked_again_at, 1, m.asked_again_by from mine m
      where m.asked_again_at >= ${since.toISOString()}::timestamptz and m.taken_out_at is null
      union all
      select m.id, 'taken_out', m.taken_out_at, 1, m.taken_out_by from mine m
      where m.taken_out_at >= ${since.toISOString()}::timestamptz
      union all
      select m.id, 'reworded', m.reworded_at, 3, m.changed_by from mine m
      where m.reworded_at >= ${since.toISOString()}::timestamptz and m.taken_out_at is null
      union all
      select m.id, 'commented', k.created_at, 4, k.staff_id from mine m
      join comments k on k.firm_id = ${firmId}::uuid and k.task_id = m.id and k.staff_id is not null
        and k.created_at >= ${since.toISOString()}::timestamptz
    ), weightiest as (
      select distinct on (d.id) d.* from deeds d order by d.id, d.weight, d.at desc
    )
    (select m.id, m.title, d.deed, m.request_id, m.client_name, coalesce(d.staff_id, m.sent_by) as staff_id, d.at
      from weightiest d join mine m on m.id = d.id)
    union all
    (select r.id, r.title, 'reworded', r.id, c.name, w2.replaced_by, r.reworded_at
      from requests r
      join work_items w on w.firm_id = r.firm_id and w.id = r.work_item_id
      join clients c on c.firm_id = w.firm_id and c.id = w.client_id
      cross join lateral (select e.replaced_by from earlier_words e where e.firm_id = r.firm_id and e.request_id = r.id
        and e.task_id is null order by e.replaced_at desc limit 1) w2
      where r.firm_id = ${firmId}::uuid and r.reworded_at >= ${since.toISOString()}::timestamptz
        and r.id in (select m.request_id from mine m))
    order by at desc limit 100`);
  return [...rows];
}
