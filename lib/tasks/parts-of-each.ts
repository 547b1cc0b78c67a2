import "server-only";
import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Part } from "./each-words";

/** Each active recipient's part of those tasks of a request that each must answer, by name. */
export async function partsOfEach(tx: Tx, firmId: string, requestId: string): Promise<Part[]> {
  const rows = await tx.execute<{
    task_id: string;
    contact_id: string;
    first_name: string;
    last_name: string;
    answered: boolean;
  }>(sql`
    select t.id as task_id, c.id as contact_id, c.first_name, c.last_name, coalesce(a.state, 'open') <> 'open' as answered
    from tasks t
    join requests q on q.firm_id = t.firm_id and q.id = t.request_id
    join work_items w on w.firm_id = q.firm_id and w.id = q.work_item_id
    join request_recipients rr on rr.firm_id = q.firm_id and rr.request_id = q.id
    join client_contacts cc on cc.firm_id = w.firm_id and cc.client_id = w.client_id and cc.contact_id = rr.contact_id
    join contacts c on c.firm_id = rr.firm_id and c.id = rr.contact_id and c.deleted_at is null
    left join task_answers a on a.firm_id = t.firm_id and a.task_id = t.id and a.contact_id = rr.contact_id
    where t.firm_id = ${firmId}::uuid and t.request_id = ${requestId}::uuid and t.all_must and t.taken_out_at is null
      and (t.for_everyone or exists (select 1 from task_recipients tr
        where tr.firm_id = t.firm_id and tr.task_id = t.id and tr.contact_id = rr.contact_id))
    order by t.position, t.id, c.first_name, c.last_name, c.id`);
  return rows.map((row) => ({
    taskId: row.task_id,
    contactId: row.contact_id,
    firstName: row.first_name,
    lastName: row.last_name,
    answered: row.answered,
  }));
}
