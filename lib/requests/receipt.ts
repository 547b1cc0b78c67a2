import "server-only";
import { and, eq, inArray, sql } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { messages } from "@/db/schema/messages";
import { tasks } from "@/db/schema/work";
import { receipt } from "@/emails/receipt";
import type { ContactActor, Giver } from "@/lib/access/actor";
import { newToken } from "@/lib/crypto";
import { firmById } from "@/lib/firms/firm-by-id";
import { letterheadOf } from "@/lib/firms/letterhead";
import { longDayOf, timeOf } from "@/lib/format";
import { enqueue } from "@/lib/messages/enqueue";
import type { TaskKind } from "@/lib/tasks/kinds";
import { plural } from "@/lib/format";
import { referenceOf } from "./reference";

/** Minutes in which a client may think again before the receipt goes out, and for which one receipt is enough. */
const [heldMinutes, enoughMinutes] = [2, 60];

/** A task as it stands for the recipient `rr`. */
const ownState = sql`case when t.all_must then coalesce(a.state, 'open') else t.state end`;

/** The tasks of a request as each of its active recipients has them. */
const partsOf = (firmId: string, requestId: string) => sql`
  request_recipients rr
  join requests q on q.firm_id = rr.firm_id and q.id = rr.request_id and q.status = 'sent'
  join work_items w on w.firm_id = q.firm_id and w.id = q.work_item_id
  join client_contacts cc on cc.firm_id = w.firm_id and cc.client_id = w.client_id and cc.contact_id = rr.contact_id
  join contacts c on c.firm_id = rr.firm_id and c.id = rr.contact_id and c.deleted_at is null and c.email <> ''
  join tasks t on t.firm_id = rr.firm_id and t.request_id = rr.request_id
    and t.taken_out_at is null and (t.for_everyone or exists (
    select 1 from task_recipients tr where tr.firm_id = rr.firm_id and tr.task_id = t.id and tr.contact_id = rr.contact_id))
  left join task_answers a on a.firm_id = rr.firm_id and a.task_id = t.id and a.contact_id = rr.contact_id and t.all_must
  where rr.firm_id = ${firmId}::uuid and rr.request_id = ${requestId}::uuid`;

/** Whether nothing of a request is open for this contact any more. */
export async function isFinished(tx: Tx, firmId: string, requestId: string, contactId: string) {
  const [row] = await tx.execute<{ open: number }>(sql`
    select (count(*) filter (where ${ownState} = 'open'))::int as open
    from ${partsOf(firmId, requestId)} and rr.contact_id = ${contactId}::uuid having count(*) > 0`);
  return row?.open === 0;
}

type Finisher = { contact_id: string; first_name: string; email: string };

/**
 * Mails a receipt to everybody for whom this act finished the request and who gave a part of it, in the transaction of the
 * act. It waits two minutes, and is dropped when something is taken back meanwhile. What is finished again within an hour
 * gets no second one.
 */
export async function mailReceipts(tx: Tx, giver: Giver, requestId: string): Promise<void> {
  const finishers = await tx.execute<Finisher>(sql`
    select rr.contact_id, c.first_name, c.email from ${partsOf(giver.firmId, requestId)}
    group by rr.contact_id, c.first_name, c.email
    having count(*) filter (where ${ownState} = 'open') = 0
      and bool_or(case when t.all_must then a.answer_kind is not null else t.answered_by = rr.contact_id end)`);
  for (const one of finishers) {
    const before = await receiptBefore(tx, giver.firmId, requestId, one.contact_id);
    if (before === undefined) await mailReceipt(tx, giver.firmId, requestId, one);
  }
}

/** A receipt of the last hour that went out or is about to; one that still waits gives way to the new one. */
async function receiptBefore(tx: Tx, firmId: string, requestId: string, contactId: string) {
  const mine = and(
    eq(messages.firmId, firmId),
    eq(messages.kind, "receipt"),
    eq(messages.requestId, requestId),
    eq(messages.contactId, contactId),
  );
  await tx
    .update(messages)
    .set({ state: "cancelled", sealed: null, problem: "A newer receipt took its place." })
    .where(and(mine, eq(messages.state, "pending"), eq(messages.attempts, 0)));
  const [before] = await tx
    .select({ id: messages.id })
    .from(messages)
    .where(
      and(
        mine,
        sql`${messages.state} <> 'cancelled'`,
        sql`${messages.createdAt} > now() - make_interval(mins => ${enoughMinutes})`,
      ),
    )
    .limit(1);
  return before;
}

type Given = {
  title: string;
  kind: TaskKind;
  answer_kind: string | null;
  approved: boolean | null;
  files: string[];
};

const kindWords: Record<TaskKind, string> = {
  tick: "Done",
  upload: "Done",
  answer: "Answered",
  choice: "Answered",
  approval: "Answered",
  transaction: "Explained",
};

/** What became of a task, in a few words; texts stay in the portal. */
function givenWords({ kind, answer_kind, approved, files }: Given): string {
  if (answer_kind === "not_applicable") return "Not applicable";
  if (answer_kind === "dont_have") return "You don't have this";
  if (kind === "approval" && approved !== null) return approved ? "Approved" : "Declined";
  return files.length > 0 ? `${plural(files.length, "file")}: ${files.join(", ")}` : kindWords[kind];
}

async function mailReceipt(tx: Tx, firmId: string, requestId: string, to: Finisher): Promise<void> {
  const [asked] = await tx.execute<{
    title: string;
    sent_at: string;
    client: string;
    name: string;
    role: string;
    email: string;
    now: string;
  }>(sql`
    select q.title, q.sent_at, k.name as client, s.name, s.title as role, s.email, now() as now from requests q
    join work_items w on w.firm_id = q.firm_id and w.id = q.work_item_id
    join clients k on k.firm_id = w.firm_id and k.id = w.client_id
    join staff_members s on s.firm_id = q.firm_id and s.id = coalesce(q.sent_by, w.owner_id)
    where q.firm_id = ${firmId}::uuid and q.id = ${requestId}::uuid`);
  if (!asked) return;
  const given = await tx.execute<Given>(sql`
    select t.title, t.kind,
      case when t.all_must then a.answer_kind else t.answer_kind end as answer_kind,
      ((case when t.all_must then a.given else t.given end)->>'approved')::boolean as approved,
      array(select f.name from files f where f.firm_id = rr.firm_id and f.task_id = t.id and f.contact_id = rr.contact_id
        and f.purpose = 'answer' and f.state = 'received' order by f.created_at, f.id) as files
    from ${partsOf(firmId, requestId)} and rr.contact_id = ${to.contact_id}::uuid order by t.position, t.id`);
  const firm = await firmById(tx, firmId);
  const now = new Date(asked.now);
  const dedupeKey = `receipt:${requestId}:${to.contact_id}:${newToken()}`;
  await enqueue(tx, firmId, {
    kind: "receipt",
    dedupeKey,
    to: to.email,
    contactId: to.contact_id,
    requestId,
    sender: { name: `${asked.name} (${firm.name})`, replyTo: asked.email },
    letter: receipt({
      ...letterheadOf(firm),
      sender: { name: asked.name, role: asked.role, email: asked.email },
      firstName: to.first_name,
      clientName: asked.client,
      requestTitle: asked.title,
      reference: referenceOf(firm.name, { id: requestId, sentAt: new Date(asked.sent_at) }),
      finishedAt: `${longDayOf(now, firm)}, ${timeOf(now, firm)}`,
      given: given.map((task) => ({ title: task.title, hint: givenWords(task) })),
      // an address that opens nothing by itself: a receipt is handed on more often than a request
      link: `${firm.origin}/requests/${requestId}`,
    }),
  });
  await tx
    .update(messages)
    .set({ nextAt: sql`now() + make_interval(mins => ${heldMinutes})` })
    .where(and(eq(messages.firmId, firmId), eq(messages.dedupeKey, dedupeKey)));
}

/** Whether a receipt of this request waits for this contact, or went to them within the last ten minutes. */
export async function isReceiptOnItsWay(actor: ContactActor, requestId: string): Promise<boolean> {
  return withFirm(actor, async (tx) => {
    const [row] = await tx
      .select({ id: messages.id })
      .from(messages)
      .where(
        and(
          eq(messages.firmId, actor.firmId),
          eq(messages.kind, "receipt"),
          eq(messages.requestId, requestId),
          eq(messages.contactId, actor.contactId),
          inArray(messages.state, ["pending", "leased", "sent"]),
          sql`${messages.createdAt} > now() - interval '10 minutes'`,
        ),
      )
      .limit(1);
    return row !== undefined;
  });
}

/** Writes a receipt anew that still waits: a file of what it lists came or went. In the transaction of that act. */
export async function renewReceipts(tx: Tx, giver: Giver, taskId: string): Promise<void> {
  const [waiting] = await tx
    .select({ requestId: messages.requestId })
    .from(messages)
    .innerJoin(tasks, and(eq(tasks.firmId, messages.firmId), eq(tasks.requestId, messages.requestId)))
    .where(
      and(
        eq(messages.firmId, giver.firmId),
        eq(messages.kind, "receipt"),
        eq(messages.state, "pending"),
        eq(messages.contactId, giver.contactId),
        eq(tasks.id, taskId),
      ),
    )
    .limit(1);
  if (waiting?.requestId) await mailReceipts(tx, giver, waiting.requestId);
}
