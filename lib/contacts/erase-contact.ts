import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { clientContacts, contacts } from "@/db/schema/people";
import type { StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { forgetAddresses } from "@/lib/audit/forget-addresses";
import { record } from "@/lib/audit/record";
import { editedBy } from "@/lib/edited";
import { insist, Refused } from "@/lib/refused";
import { blankMails } from "./blank-mails";
import { dropWaysIn } from "./drop-ways-in";
import { erasedEmail } from "./email";
import { visibleContacts } from "./queries";
import { isNameOf, mayEraseContact } from "./rules";

/**
 * Erases a deleted contact for good on legal request (C2): its name, addresses, login, devices, links and mails go. What it
 * lodged for the client stays with the firm's records as an erased contact's, and the audit log keeps ids only.
 * `typedName` is the contact's name, typed by whoever erases it. The caller has proven anew who is there (AU7).
 */
export async function eraseContact(staff: StaffActor, contactId: string, typedName: string): Promise<void> {
  await withFirm(staff, async (tx) => {
    const contact = await contactForErasure(tx, staff, contactId);
    insist(mayEraseContact(contact));
    insistName(typedName, `${contact.firstName} ${contact.lastName}`.trim());
    const email = erasedEmail(contactId);
    await tx
      .update(contacts)
      .set({
        ...{ firstName: "Erased", lastName: "contact", email, phone: "", erasedAt: sql`now()` },
        ...editedBy(staff),
      })
      .where(allOf(visibleContacts(staff), eq(contacts.id, contactId)));
    const whose = { firmId: staff.firmId, contactId };
    await blankMails(tx, whose, { was: contact.email, now: email });
    await forgetAddresses(tx, contactId);
    await dropWaysIn(tx, whose, contact.email);
    await tx
      .delete(clientContacts)
      .where(and(eq(clientContacts.firmId, staff.firmId), eq(clientContacts.contactId, contactId)));
    await record(tx, staff, "contact.erased", { contactId });
  });
}

async function contactForErasure(tx: Tx, staff: StaffActor, contactId: string) {
  const [contact] = await tx
    .select({
      firstName: contacts.firstName,
      lastName: contacts.lastName,
      email: contacts.email,
      deletedAt: contacts.deletedAt,
      erasedAt: contacts.erasedAt,
    })
    .from(contacts)
    .where(allOf(visibleContacts(staff), eq(contacts.id, contactId)))
    .for("no key update");
  if (!contact) throw new Refused("missing", "That contact does not exist.");
  return contact;
}

function insistName(typed: string, fullName: string): void {
  if (isNameOf(typed, fullName)) return;
  const said = `That is not this contact's name. Type ${fullName} to erase it.`;
  throw new Refused("invalid", said, { name: said });
}
