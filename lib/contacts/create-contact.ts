import "server-only";
import { and, eq } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { clientContacts, clients, contacts } from "@/db/schema/people";
import type { StaffActor } from "@/lib/access/actor";
import { record } from "@/lib/audit/record";
import { Refused } from "@/lib/refused";
import { canonicalEmail } from "./email";

export type NewContact = {
  clientId: string;
  firstName: string;
  lastName: string;
  email: string;
  phone: string;
};

/**
 * A contact of a client. One email is one contact in a firm (C1): a known address of the same name is put to this
 * client as well, so that its person sees both in one portal (A9). Returns the contact's id.
 */
export async function createContact(staff: StaffActor, input: NewContact): Promise<string> {
  const email = canonicalEmail(input.email);
  if (!email)
    throw new Refused("invalid", "That is not an email address. Write it like name@example.com.", {
      email: "Write it like name@example.com.",
    });
  const { clientId, firstName, lastName, phone } = input;
  return withFirm(staff, async (tx) => {
    const [client] = await tx
      .select({ id: clients.id })
      .from(clients)
      .where(and(eq(clients.firmId, staff.firmId), eq(clients.id, clientId)));
    if (!client) throw new Refused("missing", "That client does not exist any more.");
    await tx
      .insert(contacts)
      .values({ firmId: staff.firmId, firstName, lastName, email, phone })
      .onConflictDoNothing();
    const [contact] = await tx
      .select({
        id: contacts.id,
        firstName: contacts.firstName,
        lastName: contacts.lastName,
        deletedAt: contacts.deletedAt,
      })
      .from(contacts)
      .where(and(eq(contacts.firmId, staff.firmId), eq(contacts.email, email)))
      .for("no key update");
    if (!contact) throw new Error("The contact was not stored.");
    if (contact.deletedAt)
      throw new Refused(
        "conflict",
        "A deleted contact has this email address. Restore that contact instead.",
        { email: "This belongs to a deleted contact." },
      );
    if (contact.firstName !== firstName || contact.lastName !== lastName) {
      const known = `${contact.firstName} ${contact.lastName}`;
      throw new Refused(
        "conflict",
        `${known} already has this email address. One address is one contact: use that name, or another address.`,
        { email: `This is ${known}'s address.` },
      );
    }
    await tx
      .insert(clientContacts)
      .values({ firmId: staff.firmId, clientId, contactId: contact.id })
      .onConflictDoNothing();
    await record(tx, staff, "contact.created", { contactId: contact.id, clientId });
    return contact.id;
  });
}
