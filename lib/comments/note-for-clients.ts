import "server-only";
import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Actor } from "@/lib/access/actor";

/** Minutes after the last comment, and after the first, at which clients are mailed (DECISIONS 20). */
const noticeMinutes = { afterLast: 10, afterFirst: 30 };
/** Minutes after a task was sent back: long enough to send back the next one in the same mail. */
export const sentBackMinutes = 1;

/** What there is to tell of: one task, or the words of a whole request. */
type Told = { taskId: string } | { requestId: string };

/**
 * Notes that there is something to tell everybody a task or request is meant for: one mail, some minutes after the last such act.
 * Whom nothing was sent to yet, or whose work is completed, is not told.
 */
export async function noteForClients(
  tx: Tx,
  actor: Actor,
  told: Told,
  minutes = noticeMinutes.afterLast,
): Promise<void> {
  // a notice never moves to later than half an hour after its first act; a more urgent act moves it nearer
  const of =
    "taskId" in told ? sql`t.id = ${told.taskId}::uuid` : sql`t.request_id = ${told.requestId}::uuid`;
  await tx.execute(sql`
    insert into client_notices as n (firm_id, contact_id, since, due_at)
    select distinct rr.firm_id, rr.contact_id, now(), now() + make_interval(mins => ${minutes}::int)
    from tasks t
    join requests r on r.firm_id = t.firm_id and r.id = t.request_id and r.status = 'sent'
    join work_items w on w.firm_id = r.firm_id and w.id = r.work_item_id and w.completed_at is null
    join request_recipients rr on rr.firm_id = r.firm_id and rr.request_id = r.id
    join client_contacts cc on cc.firm_id = w.firm_id and cc.client_id = w.client_id and cc.contact_id = rr.contact_id
    join contacts c on c.firm_id = rr.firm_id and c.id = rr.contact_id and c.deleted_at is null
    where t.firm_id = ${actor.firmId}::uuid and ${of}
      and (t.for_everyone or exists (select 1 from task_recipients tr
        where tr.firm_id = t.firm_id and tr.task_id = t.id and tr.contact_id = rr.contact_id))
    order by rr.contact_id
    on conflict (firm_id, contact_id) do update set due_at = case
      when ${minutes}::int < ${noticeMinutes.afterLast}::int then least(n.due_at, excluded.due_at)
      else least(greatest(n.due_at, excluded.due_at), n.since + make_interval(mins => ${noticeMinutes.afterFirst}::int)) end`);
}
