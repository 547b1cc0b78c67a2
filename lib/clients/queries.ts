import "server-only";
import { and, asc, eq, sql, type SQL } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { clientContacts, clients, contacts } from "@/db/schema/people";
import type { Actor, StaffActor } from "@/lib/access/actor";
import { allOf, nothing } from "@/lib/access/conditions";

/** Who sees which clients: staff their firm's. */
export const visibleClients = (actor: Actor): SQL =>
  actor.kind === "staff" || actor.kind === "system" ? allOf(eq(clients.firmId, actor.firmId)) : nothing;

const pageSize = 25;
const cursorForm = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

const tasksOf = (condition: SQL) =>
  sql<number>`(select count(*)::int from tasks t join requests r on r.firm_id = t.firm_id and r.id = t.request_id
    join work_items w on w.firm_id = r.firm_id and w.id = r.work_item_id
    where w.firm_id = clients.firm_id and w.client_id = clients.id and r.status = 'sent' and w.completed_at is null and ${condition})`;

/** The firm's clients by name, a page at a time. The cursor is the last client shown. */
export async function clientList(staff: StaffActor, cursor: string | undefined) {
  const after = cursorForm.exec(cursor ?? "")?.[1];
  return withFirm(staff, async (tx) => {
    const rows = await tx
      .select({
        id: clients.id,
        name: clients.name,
        kind: clients.kind,
        firstContact: sql<
          string | null
        >`(select trim(c.first_name || ' ' || c.last_name) from ${contacts} c join ${clientContacts} cc
          on cc.firm_id = c.firm_id and cc.contact_id = c.id where cc.firm_id = clients.firm_id and cc.client_id = clients.id
          and c.deleted_at is null order by cc.created_at, c.id limit 1)`,
        contacts: sql<number>`(select count(*)::int from ${clientContacts} cc join ${contacts} c on c.firm_id = cc.firm_id and c.id = cc.contact_id
          where cc.firm_id = clients.firm_id and cc.client_id = clients.id and c.deleted_at is null)`,
        open: tasksOf(sql`t.state = 'open'`),
        done: tasksOf(sql`t.state = 'done'`),
        oldestDue: sql<
          string | null
        >`(select min(r.due_on)::text from requests r join work_items w on w.firm_id = r.firm_id and w.id = r.work_item_id
          where w.firm_id = clients.firm_id and w.client_id = clients.id and r.status = 'sent' and w.completed_at is null
          and exists (select 1 from tasks t where t.firm_id = r.firm_id and t.request_id = r.id and t.state = 'open'))`,
        lastSeen: sql<
          string | null
        >`(select max(d.last_seen_at)::text from devices d join ${clientContacts} cc on cc.firm_id = d.firm_id and cc.contact_id = d.contact_id
          where cc.firm_id = clients.firm_id and cc.client_id = clients.id)`,
      })
      .from(clients)
      .where(
        allOf(
          visibleClients(staff),
          after
            ? sql`(${clients.name}, ${clients.id}) > (select c.name, c.id from clients c where c.firm_id = ${staff.firmId} and c.id = ${after})`
            : sql`true`,
        ),
      )
      .orderBy(asc(clients.name), asc(clients.id))
      .limit(pageSize + 1);
    const shown = rows
      .slice(0, pageSize)
      .map((row) => ({ ...row, lastSeen: row.lastSeen ? new Date(row.lastSeen) : null }));
    return { rows: shown, next: rows.length > pageSize ? shown.at(-1)?.id : undefined };
  });
}

export type ClientRow = Awaited<ReturnType<typeof clientList>>["rows"][number];

/** One client with its contacts. */
export async function clientPage(staff: StaffActor, clientId: string) {
  return withFirm(staff, async (tx) => {
    const [client] = await tx
      .select({ id: clients.id, name: clients.name, kind: clients.kind, createdAt: clients.createdAt })
      .from(clients)
      .where(allOf(visibleClients(staff), eq(clients.id, clientId)));
    if (!client) return undefined;
    const people = await tx
      .select({
        id: contacts.id,
        firstName: contacts.firstName,
        lastName: contacts.lastName,
        email: contacts.email,
        phone: contacts.phone,
        deletedAt: contacts.deletedAt,
      })
      .from(clientContacts)
      .innerJoin(
        contacts,
        and(eq(contacts.firmId, clientContacts.firmId), eq(contacts.id, clientContacts.contactId)),
      )
      .where(and(eq(clientContacts.firmId, staff.firmId), eq(clientContacts.clientId, clientId)))
      .orderBy(asc(contacts.lastName), asc(contacts.firstName), asc(contacts.id));
    return { ...client, contacts: people };
  });
}

/** Every client's name, for the choice on the new-work page; the first 500. */
export async function clientChoices(staff: StaffActor) {
  return withFirm(staff, (tx) =>
    tx
      .select({ id: clients.id, name: clients.name })
      .from(clients)
      .where(visibleClients(staff))
      .orderBy(asc(clients.name), asc(clients.id))
      .limit(500),
  );
}

/** How many clients, work items and requests wait: the counts of the side navigation. */
export async function navCounts(staff: StaffActor): Promise<{ requests: number }> {
  return withFirm(staff, async (tx) => {
    const [row] = await tx
      .select({
        requests: sql<number>`(select count(*)::int from requests r join work_items w on w.firm_id = r.firm_id and w.id = r.work_item_id
          where r.firm_id = ${staff.firmId} and r.status = 'sent' and w.completed_at is null
          and exists (select 1 from tasks t where t.firm_id = r.firm_id and t.request_id = r.id and t.state = 'open'))`,
      })
      .from(sql`(select 1) one`);
    return { requests: row?.requests ?? 0 };
  });
}
