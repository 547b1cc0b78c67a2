import "server-only";
import { and, asc, eq, sql, type SQL } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { clientContacts, clients, contacts } from "@/db/schema/people";
import type { Actor, StaffActor } from "@/lib/access/actor";
import { allOf, nothing } from "@/lib/access/conditions";

/** Who sees which contacts: staff their firm's; a contact nobody but itself. */
export function visibleContacts(actor: Actor): SQL {
  const inFirm = allOf(eq(contacts.firmId, actor.firmId));
  if (actor.kind === "staff" || actor.kind === "system") return inFirm;
  return actor.kind === "contact" ? allOf(inFirm, eq(contacts.id, actor.contactId)) : nothing;
}

/** One contact for its staff page: the person, its clients, and what the tabs count (C4). */
export async function contactPage(staff: StaffActor, contactId: string) {
  return withFirm(staff, async (tx) => {
    const [contact] = await tx
      .select({
        id: contacts.id,
        firstName: contacts.firstName,
        lastName: contacts.lastName,
        email: contacts.email,
        phone: contacts.phone,
        deletedAt: contacts.deletedAt,
        erasedAt: contacts.erasedAt,
        version: contacts.version,
        createdAt: contacts.createdAt,
        requests: sql<number>`(select count(*)::int from request_recipients rr where rr.firm_id = contacts.firm_id and rr.contact_id = contacts.id)`,
        documents: sql<number>`(select count(*)::int from files f where f.firm_id = contacts.firm_id and f.contact_id = contacts.id and f.state = 'received')`,
      })
      .from(contacts)
      .where(allOf(visibleContacts(staff), eq(contacts.id, contactId)));
    if (!contact) return undefined;
    const clientRows = await tx
      .select({ id: clients.id, name: clients.name })
      .from(clientContacts)
      .innerJoin(
        clients,
        and(eq(clients.firmId, clientContacts.firmId), eq(clients.id, clientContacts.clientId)),
      )
      .where(and(eq(clientContacts.firmId, staff.firmId), eq(clientContacts.contactId, contactId)))
      .orderBy(asc(clients.name));
    return { ...contact, clients: clientRows };
  });
}

export type ContactPage = NonNullable<Awaited<ReturnType<typeof contactPage>>>;
