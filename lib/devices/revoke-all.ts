import "server-only";
import { eq, sql } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { devices, magicLinks } from "@/db/schema/access";
import { contacts } from "@/db/schema/people";
import { guests } from "@/db/schema/work";
import type { ContactActor, StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { record } from "@/lib/audit/record";
import { visibleContacts } from "@/lib/contacts/queries";
import { endGuests } from "@/lib/guests/end-guests";
import { closeLoginLinks, endSessionsOf } from "@/lib/logins/end-sessions";
import { Refused } from "@/lib/refused";
import { endDevices } from "./end-devices";
import { visibleLinks } from "./queries";

/**
 * Signs out every device of a contact, this one too, and closes every link that nobody has opened yet (A1, A12); whom
 * it asked to answer a task are out with it (A18).
 * Opened ones open nothing more by themselves: their devices have ended. A second press changes nothing. Pressed by the
 * contact, "everywhere" means the login too; staff end that apart (L11).
 */
export async function revokeAll(
  actor: ContactActor | StaffActor,
  contactId: string,
): Promise<{ devices: number; links: number }> {
  return withFirm(actor, async (tx) => {
    const [contact] = await tx
      .select({ id: contacts.id })
      .from(contacts)
      .where(allOf(visibleContacts(actor), eq(contacts.id, contactId)))
      // not "update": a claim under way needs the contact's key for its device
      .for("no key update");
    if (!contact) throw new Refused("missing", "That contact does not exist.");
    // links first: a claim under way holds its link's lock, and the device it makes is ended below
    const closed = await tx
      .update(magicLinks)
      .set({ revokedAt: sql`now()` })
      .where(
        allOf(
          visibleLinks(actor),
          eq(magicLinks.contactId, contactId),
          sql`${magicLinks.deviceId} is null and ${magicLinks.revokedAt} is null`,
        ),
      )
      .returning({ id: magicLinks.id });
    const ended = await endDevices(tx, actor, eq(devices.contactId, contactId));
    await closeLoginLinks(tx, actor.firmId, contactId);
    const out = actor.kind === "contact" ? await endSessionsOf(tx, actor.firmId, contactId) : 0;
    // last: an ask under way holds what it is in by, which is ended above, and whom it asked is seen here
    const others = await endGuests(tx, actor.firmId, eq(guests.contactId, contactId), "revoked");
    const guestsOut = ended.guests + others.length;
    const counts = { devices: ended.devices, links: closed.length };
    if (counts.devices + counts.links + out + guestsOut > 0) {
      await record(tx, actor, "devices.revoked_all", {
        contactId,
        devicesEnded: counts.devices,
        linksClosed: counts.links,
        loginsEnded: out,
        guestsEnded: guestsOut,
      });
    }
    return counts;
  });
}
