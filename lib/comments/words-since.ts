import "server-only";
import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { excerptOf, type MailedWords } from "./rules";

/** The most texts of one task that a mail carries: the newest. */
const mostTexts = 5;

type Row = { task_id: string; text: string; files: string[] };

/**
 * What staff wrote on tasks since, for a mail to a contact who was checked to see them: why a task went back, then the
 * comments, oldest first, with the names of their files. By task id.
 */
export async function wordsSince(
  tx: Tx,
  firmId: string,
  of: { contactId: string; taskIds: string[]; since: Date },
): Promise<Map<string, MailedWords[]>> {
  const [ids, since] = [sql.param(of.taskIds), of.since.toISOString()];
  const rows = await tx.execute<Row>(sql`
    with back as (
      select t.id,
        case when t.all_must then a.sent_back_at else t.sent_back_at end as at,
        case when t.all_must then a.sent_back_reason else t.sent_back_reason end as reason
      from tasks t left join task_answers a
        on a.firm_id = t.firm_id and a.task_id = t.id and a.contact_id = ${of.contactId}::uuid
      where t.firm_id = ${firmId}::uuid and t.id = any(${ids}::uuid[])
    )
    select b.id as task_id, b.reason as text, array[]::text[] as files, b.at
    from back b where b.at >= ${since}::timestamptz and b.reason is not null
    union all
    select k.task_id, k.body, array(select f.name from files f where f.firm_id = k.firm_id and f.comment_id = k.id
      and f.state = 'received' order by f.created_at, f.id), k.created_at
    from comments k where k.firm_id = ${firmId}::uuid and k.task_id = any(${ids}::uuid[])
      and k.staff_id is not null and k.created_at >= ${since}::timestamptz
    order by at`);
  const words = new Map<string, MailedWords[]>();
  for (const { task_id, text, files } of rows) {
    const before = words.get(task_id) ?? [];
    words.set(task_id, [...before, { ...excerptOf(text), files }].slice(-mostTexts));
  }
  return words;
}
