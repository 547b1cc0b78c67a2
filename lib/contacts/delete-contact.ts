import "server-only";
import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { devices, magicLinks, sessions } from "@/db/schema/access";
import { contacts } from "@/db/schema/people";
import type { StaffActor } from "@/lib/access/actor";
import { record } from "@/lib/audit/record";
import { Refused } from "@/lib/refused";

/** Deletes a contact: devices and links stop at once and for good (A13, DECISIONS 9); the row stays for the record. */
export async function deleteContact(staff: StaffActor, contactId: string): Promise<void> {
  await withFirm(staff, async (tx) => {
    const [contact] = await tx
      .update(contacts)
      .set({ deletedAt: sql`coalesce(${contacts.deletedAt}, now())` })
      .where(and(eq(contacts.firmId, staff.firmId), eq(contacts.id, contactId)))
      .returning({ id: contacts.id });
    if (!contact) throw new Refused("missing", "That contact does not exist.");
    // links first: a claim under way holds its link's lock, and what it made is ended below
    await tx
      .update(magicLinks)
      .set({ revokedAt: sql`now()` })
      .where(
        and(
          eq(magicLinks.firmId, staff.firmId),
          eq(magicLinks.contactId, contactId),
          isNull(magicLinks.revokedAt),
        ),
      );
    const ended = await tx
      .update(devices)
      .set({ endedAt: sql`now()`, endedHow: "contact_deleted" })
      .where(and(eq(devices.firmId, staff.firmId), eq(devices.contactId, contactId), isNull(devices.endedAt)))
      .returning({ id: devices.id });
    const endedIds = ended.map(({ id }) => id);
    await tx
      .delete(sessions)
      .where(and(eq(sessions.firmId, staff.firmId), inArray(sessions.deviceId, endedIds)));
    await record(tx, staff, "contact.deleted", { contactId, devicesEnded: ended.length });
  });
}

/** Restores a deleted contact. Links from before stay dead; devices claim anew. */
export async function restoreContact(staff: StaffActor, contactId: string): Promise<void> {
  await withFirm(staff, async (tx) => {
    const [contact] = await tx
      .update(contacts)
      .set({ deletedAt: null })
      .where(and(eq(contacts.firmId, staff.firmId), eq(contacts.id, contactId)))
      .returning({ id: contacts.id });
    if (!contact) throw new Refused("missing", "That contact does not exist.");
    await record(tx, staff, "contact.restored", { contactId });
  });
}
