import "server-only";
import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { devices, magicLinks, sessions } from "@/db/schema/access";
import { guests } from "@/db/schema/work";
import type { StaffActor } from "@/lib/access/actor";
import { endGuests } from "@/lib/guests/end-guests";
import { closeLoginLinks, endSessionsOf } from "@/lib/logins/end-sessions";

/**
 * Ends every link, device and guest of a contact, whose row the caller has locked, for good (A13, DECISIONS 9), and logs it
 * out: the login itself is kept (L13). Returns how many devices ended.
 */
export async function endAccess(
  tx: Tx,
  staff: StaffActor,
  contactId: string,
  how: "contact_deleted" | "email_changed",
): Promise<number> {
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
  await closeLoginLinks(tx, staff.firmId, contactId);
  await endSessionsOf(tx, staff.firmId, contactId);
  const ended = await tx
    .update(devices)
    .set({ endedAt: sql`now()`, endedHow: how })
    .where(and(eq(devices.firmId, staff.firmId), eq(devices.contactId, contactId), isNull(devices.endedAt)))
    .returning({ id: devices.id });
  const endedIds = ended.map(({ id }) => id);
  await tx
    .delete(sessions)
    .where(and(eq(sessions.firmId, staff.firmId), inArray(sessions.deviceId, endedIds)));
  // last, as an ask under way holds what it is in by
  await endGuests(tx, staff.firmId, eq(guests.contactId, contactId), how);
  return ended.length;
}
