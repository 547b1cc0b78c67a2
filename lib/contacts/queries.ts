import "server-only";
import { and, asc, desc, eq, sql, type SQL } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { browsers, devices, linkVisits, magicLinks } from "@/db/schema/access";
import { messages } from "@/db/schema/messages";
import { clientContacts, clients, contacts } from "@/db/schema/people";
import type { Actor, StaffActor } from "@/lib/access/actor";
import { allOf, nothing } from "@/lib/access/conditions";

/** Who sees which contacts: staff their firm's; a contact nobody but itself. */
function visibleContacts(actor: Actor): SQL {
  const inFirm = allOf(eq(contacts.firmId, actor.firmId));
  if (actor.kind === "staff" || actor.kind === "system") return inFirm;
  return actor.kind === "contact" ? allOf(inFirm, eq(contacts.id, actor.contactId)) : nothing;
}

/** One contact for its staff page: clients, devices, the mails sent, and who opened which link when (A12, C4 in part). */
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
        createdAt: contacts.createdAt,
      })
      .from(contacts)
      .where(allOf(visibleContacts(staff), eq(contacts.id, contactId)));
    if (!contact) return undefined;
    const ofContact = { firm: staff.firmId, contact: contactId };
    const clientRows = await tx
      .select({ id: clients.id, name: clients.name })
      .from(clientContacts)
      .innerJoin(
        clients,
        and(eq(clients.firmId, clientContacts.firmId), eq(clients.id, clientContacts.clientId)),
      )
      .where(and(eq(clientContacts.firmId, ofContact.firm), eq(clientContacts.contactId, ofContact.contact)))
      .orderBy(asc(clients.name));
    const deviceRows = await tx
      .select({
        id: devices.id,
        browser: browsers.name,
        system: browsers.system,
        claimedAt: devices.claimedAt,
        endsAt: devices.endsAt,
        endedAt: devices.endedAt,
        endedHow: devices.endedHow,
        lastSeenAt: devices.lastSeenAt,
        live: sql<boolean>`${devices.endedAt} is null and ${devices.endsAt} > now()`,
      })
      .from(devices)
      .innerJoin(browsers, and(eq(browsers.firmId, devices.firmId), eq(browsers.id, devices.browserId)))
      .where(and(eq(devices.firmId, ofContact.firm), eq(devices.contactId, ofContact.contact)))
      .orderBy(desc(devices.claimedAt))
      .limit(20);
    const mails = await tx
      .select({
        id: messages.id,
        kind: messages.kind,
        state: messages.state,
        problem: messages.problem,
        createdAt: messages.createdAt,
        sentAt: messages.sentAt,
        linkId: messages.linkId,
      })
      .from(messages)
      .where(and(eq(messages.firmId, ofContact.firm), eq(messages.contactId, ofContact.contact)))
      .orderBy(desc(messages.createdAt))
      .limit(20);
    const visits = await tx
      .select({
        id: linkVisits.id,
        linkId: linkVisits.linkId,
        at: linkVisits.at,
        visitor: linkVisits.visitor,
        reason: linkVisits.reason,
        browser: linkVisits.browser,
        ip: linkVisits.ip,
      })
      .from(linkVisits)
      .innerJoin(
        magicLinks,
        and(eq(magicLinks.firmId, linkVisits.firmId), eq(magicLinks.id, linkVisits.linkId)),
      )
      .where(and(eq(linkVisits.firmId, ofContact.firm), eq(magicLinks.contactId, ofContact.contact)))
      .orderBy(desc(linkVisits.at))
      .limit(30);
    return { ...contact, clients: clientRows, devices: deviceRows, mails, visits };
  });
}
