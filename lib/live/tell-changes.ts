import "server-only";
import { sql } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { liveChannel, type Told } from "./told";

/** Changes told at once; the rest follow in the next round. */
const batch = 500;
/** A notification holds 8,000 bytes: above so many people, or things, all of the firm's pages are told. */
const mostNamed = 60;

/**
 * Tells every process what changed in one firm since the last round, and forgets it (W7, DECISIONS 26). Only ids go
 * out: which contacts it concerns, and which work. Returns how many changes were told. One in a transaction that fails is
 * told again; a process that comes later reads the pages anew anyway.
 */
export async function tellChanges(firmId: string): Promise<number> {
  return withFirm({ firmId }, async (tx) => {
    const [found] = await tx.execute<{
      n: number;
      everybody: boolean;
      contacts: string[];
      work: string[];
    }>(sql`
      with told as (
        delete from changes where seq in (
          select seq from changes where firm_id = ${firmId}::uuid order by seq limit ${batch} for update skip locked)
        returning seq
      ), happened as (
        select e.subject, e.actor_kind, e.actor_id, e.action from audit_events e join told using (seq)
      ), asked as (
        select (h.subject->>'requestId')::uuid as id from happened h where h.subject->>'requestId' is not null
        union select t.request_id from happened h
          join tasks t on t.firm_id = ${firmId}::uuid and t.id = (h.subject->>'taskId')::uuid
        union select r.id from happened h
          join requests r on r.firm_id = ${firmId}::uuid and r.work_item_id = (h.subject->>'workItemId')::uuid
      )
      select (select count(*)::int from told) as n,
        exists (select 1 from happened h where h.action in ('firm.mode_chosen', 'firm.plan_changed')) as everybody,
        array(select rr.contact_id from request_recipients rr join asked a on a.id = rr.request_id
                where rr.firm_id = ${firmId}::uuid
              union select (h.subject->>'contactId')::uuid from happened h where h.subject->>'contactId' is not null
              union select h.actor_id from happened h where h.actor_kind = 'contact' and h.actor_id is not null
              limit ${mostNamed + 1})::text[] as contacts,
        array(select r.work_item_id from requests r join asked a on a.id = r.id where r.firm_id = ${firmId}::uuid
              limit ${mostNamed + 1})::text[] as work`);
    if (!found || found.n === 0) return 0;
    const named = (ids: string[]) => (ids.length > mostNamed ? null : ids);
    const told: Told = {
      firmId,
      contacts: found.everybody ? null : named(found.contacts),
      work: named(found.work),
    };
    await tx.execute(sql`select pg_notify(${liveChannel}, ${JSON.stringify(told)})`);
    return found.n;
  });
}
