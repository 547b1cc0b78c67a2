import "server-only";
import { and, asc, eq, sql, type SQL } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { clientContacts, clients, contacts } from "@/db/schema/people";
import type { Actor, StaffActor } from "@/lib/access/actor";
import { allOf, nothing } from "@/lib/access/conditions";

/** Who sees which clients: staff their firm's. */
export const visibleClients = (actor: Actor): SQL =>
  actor.kind === "staff" || actor.kind === "system" ? allOf(eq(clients.firmId, actor.firmId)) : nothing;

/** One client with its contacts. */
export async function clientPage(staff: StaffActor, clientId: string) {
  return withFirm(staff, async (tx) => {
    const [client] = await tx
      .select({
        id: clients.id,
        name: clients.name,
        kind: clients.kind,
        archivedAt: clients.archivedAt,
        version: clients.version,
        createdAt: clients.createdAt,
      })
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

/** How many requests wait on clients, for the side navigation; it stops counting at 100, so that every page stays quick. */
export async function navCounts(staff: StaffActor): Promise<{ requests: number }> {
  return withFirm(staff, async (tx) => {
    const [row] = await tx
      .select({
        requests: sql<number>`(select count(*)::int from (select 1 from requests r join work_items w on w.firm_id = r.firm_id and w.id = r.work_item_id
          where r.firm_id = ${staff.firmId} and r.status = 'sent' and w.completed_at is null
          and exists (select 1 from tasks t where t.firm_id = r.firm_id and t.request_id = r.id and t.state = 'open') limit 100) waiting)`,
      })
      .from(sql`(select 1) one`);
    return { requests: row?.requests ?? 0 };
  });
}
