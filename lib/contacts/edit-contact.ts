import "server-only";
import { and, asc, eq, inArray, ne, notInArray } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { logins } from "@/db/schema/logins";
import { clientContacts, clients, contacts } from "@/db/schema/people";
import type { StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { record } from "@/lib/audit/record";
import { visibleClients } from "@/lib/clients/queries";
import { editedBy, insistUnchanged } from "@/lib/edited";
import { insist, Refused } from "@/lib/refused";
import { canonicalEmail } from "./email";
import { endAccess } from "./end-access";
import { visibleContacts } from "./queries";
import { mayEditContact, mayMoveContact, type MoveBy } from "./rules";
import { tellMoved } from "./tell-moved";

type ContactFields = {
  firstName: string;
  lastName: string;
  email: string;
  phone: string;
  /** Every client that the contact belongs to from now on. */
  clientIds: string[];
};

const texts = (of: Omit<ContactFields, "clientIds">) => ({
  first_name: of.firstName,
  last_name: of.lastName,
  email: of.email,
  phone: of.phone,
});

/**
 * Changes a contact; of two at once the second is told (W12). Another email address ends the links and devices made
 * through the old one (DECISIONS 9): the person opens a new link at the new address, and the old one is told. Returns how
 * many devices ended. `moveBy` says what stands for a change of the address: the caller has proven anew who is there,
 * unless it says otherwise (AU7).
 */
export async function editContact(
  staff: StaffActor,
  contactId: string,
  typed: ContactFields,
  seen?: number,
  moveBy: MoveBy = "proven",
): Promise<number> {
  const email = canonicalEmail(typed.email);
  if (!email)
    throw new Refused("invalid", "That is not an email address. Write it like name@example.com.", {
      email: "Write it like name@example.com.",
    });
  const { clientIds, ...fields } = { ...typed, email };
  return withFirm(staff, async (tx) => {
    const contact = await contactForUpdate(tx, staff, contactId);
    insist(mayEditContact(contact));
    const moved = email !== contact.email;
    const known = await clientsOf(tx, staff, { contactId });
    const chosen = clientIds.length > 0 ? await clientsOf(tx, staff, { ids: clientIds }) : [];
    if (chosen.length === 0)
      throw new Refused("invalid", "A contact belongs to at least one client. Choose one.", {
        client_ids: "Choose at least one client.",
      });
    await insistUnchanged(tx, staff, contact, seen, {
      now: { ...texts(contact), client_ids: named(known) },
      typed: { ...texts(fields), client_ids: named(chosen) },
    });
    if (moved) insist(mayMoveContact(moveBy, await hasLogin(tx, staff, contactId)));
    await insistFree(tx, staff, contactId, email);
    const endAll = async () => (moved ? endAccess(tx, staff, contactId, "email_changed") : 0);
    // before the address: its change waits for all that uses the contact, and so must hold what these wait for
    const before = await endAll();
    await tx
      .update(contacts)
      .set({ ...fields, ...editedBy(staff) })
      .where(allOf(visibleContacts(staff), eq(contacts.id, contactId)));
    await setClients(
      tx,
      staff,
      contactId,
      chosen.map(({ id }) => id),
    );
    // and what came in until the address changed
    const ended = before + (await endAll());
    if (moved) await tellMoved(tx, staff, { contactId, ...contact });
    await record(tx, staff, "contact.edited", {
      contactId,
      emailChanged: moved ? 1 : 0,
      devicesEnded: ended,
    });
    return ended;
  });
}

async function contactForUpdate(tx: Tx, staff: StaffActor, contactId: string) {
  const [contact] = await tx
    .select({
      firstName: contacts.firstName,
      lastName: contacts.lastName,
      email: contacts.email,
      phone: contacts.phone,
      deletedAt: contacts.deletedAt,
      erasedAt: contacts.erasedAt,
      version: contacts.version,
      changedBy: contacts.changedBy,
    })
    .from(contacts)
    .where(allOf(visibleContacts(staff), eq(contacts.id, contactId)))
    // not "update": what is under way for the contact needs its key, and is waited for below
    .for("no key update");
  if (!contact) throw new Refused("missing", "That contact does not exist.");
  return contact;
}

const hasLogin = async (tx: Tx, { firmId }: StaffActor, contactId: string): Promise<boolean> =>
  (await tx.$count(logins, and(eq(logins.firmId, firmId), eq(logins.contactId, contactId)))) > 0;

const named = (list: { name: string }[]): string => list.map(({ name }) => name).join(", ");

async function clientsOf(tx: Tx, staff: StaffActor, of: { contactId: string } | { ids: string[] }) {
  const list = tx.select({ id: clients.id, name: clients.name }).from(clients).$dynamic();
  const which =
    "ids" in of
      ? inArray(clients.id, of.ids)
      : inArray(
          clients.id,
          tx
            .select({ id: clientContacts.clientId })
            .from(clientContacts)
            .where(and(eq(clientContacts.firmId, staff.firmId), eq(clientContacts.contactId, of.contactId))),
        );
  return list.where(allOf(visibleClients(staff), which)).orderBy(asc(clients.name), asc(clients.id));
}

async function insistFree(tx: Tx, staff: StaffActor, contactId: string, email: string): Promise<void> {
  const [other] = await tx
    .select({ firstName: contacts.firstName, lastName: contacts.lastName })
    .from(contacts)
    .where(allOf(visibleContacts(staff), eq(contacts.email, email), ne(contacts.id, contactId)));
  if (!other) return;
  const name = `${other.firstName} ${other.lastName}`;
  throw new Refused("conflict", `${name} already has this email address. One address is one contact.`, {
    email: `This is ${name}'s address.`,
  });
}

async function setClients(tx: Tx, staff: StaffActor, contactId: string, ids: string[]): Promise<void> {
  const theirs = and(eq(clientContacts.firmId, staff.firmId), eq(clientContacts.contactId, contactId));
  await tx.delete(clientContacts).where(and(theirs, notInArray(clientContacts.clientId, ids)));
  await tx
    .insert(clientContacts)
    .values(ids.map((clientId) => ({ firmId: staff.firmId, clientId, contactId })))
    .onConflictDoNothing();
}
