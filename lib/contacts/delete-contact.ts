import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { contacts } from "@/db/schema/people";
import type { StaffActor } from "@/lib/access/actor";
import { record } from "@/lib/audit/record";
import { insist, Refused } from "@/lib/refused";
import { endAccess } from "./end-access";
import { mayRestoreContact } from "./rules";

/** Deletes a contact: devices and links stop at once and for good (A13, DECISIONS 9); the row stays for the record. */
export async function deleteContact(staff: StaffActor, contactId: string): Promise<void> {
  await withFirm(staff, async (tx) => {
    const [contact] = await tx
      .update(contacts)
      .set({ deletedAt: sql`coalesce(${contacts.deletedAt}, now())` })
      .where(and(eq(contacts.firmId, staff.firmId), eq(contacts.id, contactId)))
      .returning({ id: contacts.id });
    if (!contact) throw new Refused("missing", "That contact does not exist.");
    const ended = await endAccess(tx, staff, contactId, "contact_deleted");
    await record(tx, staff, "contact.deleted", { contactId, devicesEnded: ended });
  });
}

/** Restores a deleted contact. Links from before stay dead; devices claim anew. */
export async function restoreContact(staff: StaffActor, contactId: string): Promise<void> {
  await withFirm(staff, async (tx) => {
    const one = and(eq(contacts.firmId, staff.firmId), eq(contacts.id, contactId));
    const [contact] = await tx
      .select({ erasedAt: contacts.erasedAt })
      .from(contacts)
      .where(one)
      .for("no key update");
    if (!contact) throw new Refused("missing", "That contact does not exist.");
    insist(mayRestoreContact(contact));
    await tx.update(contacts).set({ deletedAt: null }).where(one);
    await record(tx, staff, "contact.restored", { contactId });
  });
}
