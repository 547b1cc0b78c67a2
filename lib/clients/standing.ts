import "server-only";
import { sql, type SQL } from "drizzle-orm";

const openWork = sql`from tasks t join requests r on r.firm_id = t.firm_id and r.id = t.request_id
    join work_items w on w.firm_id = r.firm_id and w.id = r.work_item_id
    where w.firm_id = clients.firm_id and w.client_id = clients.id and r.status = 'sent' and w.completed_at is null`;
const seenBy = sql`from devices d join client_contacts cc on cc.firm_id = d.firm_id and cc.contact_id = d.contact_id
    where cc.firm_id = clients.firm_id and cc.client_id = clients.id`;
const ownWork = sql`from work_items w join staff_members s on s.firm_id = w.firm_id and s.id = w.owner_id
    where w.firm_id = clients.firm_id and w.client_id = clients.id and w.completed_at is null and w.archived_at is null`;

/** Something waits on the client. */
export const waits = sql`exists (select 1 ${openWork} and t.state = 'open')`;

/** Something waits on the client that was due before this day. */
export const waitsLate = (today: string): SQL =>
  sql`exists (select 1 ${openWork} and t.state = 'open' and r.due_on < ${today}::date)`;

/** Something waits on the client, of whom nobody ever opened the portal. */
export const waitsUnopened = sql`(${waits} and not exists (select 1 ${seenBy}))`;

/** A staff member owns work for the client that is not completed. */
export const ownedBy = (staffId: string): SQL =>
  sql`exists (select 1 ${ownWork} and w.owner_id = ${staffId})`;

/** The tasks of open work that wait on the client, or on the firm. */
export const tasksOnClient = sql<number>`(select count(*)::int ${openWork} and t.state = 'open')`;
export const tasksOnFirm = sql<number>`(select count(*)::int ${openWork} and t.state in ('with_firm', 'declined'))`;

export const oldestDue = sql<string | null>`(select min(r.due_on)::text ${openWork} and t.state = 'open')`;
export const lastSeen = sql<string | null>`(select max(d.last_seen_at)::text ${seenBy})`;
/** Who owns the newest open work. */
export const newestOwner = sql<
  string | null
>`(select s.name ${ownWork} order by w.created_at desc, w.id desc limit 1)`;

/** How the newest mail to each contact went: the worst of them. */
export const mailState = sql<MailOf | null>`(select case when bool_or(m.state = 'dead') then 'failed'
      when bool_or(m.state = 'ambiguous') then 'unsure' when bool_or(m.state = 'sent') then 'sent' end
    from client_contacts cc join contacts c on c.firm_id = cc.firm_id and c.id = cc.contact_id and c.deleted_at is null
    cross join lateral (select m.state from messages m where m.firm_id = cc.firm_id and m.contact_id = cc.contact_id
      and m.state in ('sent', 'dead', 'ambiguous') order by m.created_at desc limit 1) m
    where cc.firm_id = clients.firm_id and cc.client_id = clients.id)`;

export type MailOf = "sent" | "unsure" | "failed";
