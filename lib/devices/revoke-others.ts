import "server-only";
import { eq, ne } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { devices } from "@/db/schema/access";
import type { ContactActor } from "@/lib/access/actor";
import { record } from "@/lib/audit/record";
import { endDevices } from "./end-devices";

/** A contact signs out every device but the one in hand; logged in, none is in hand (A16). Links not opened yet stay good. Returns how many devices went out. */
export async function revokeOthers(contact: ContactActor): Promise<number> {
  return withFirm(contact, async (tx) => {
    const which =
      contact.via === "login" ? eq(devices.contactId, contact.contactId) : ne(devices.id, contact.deviceId);
    const ended = await endDevices(tx, contact, which);
    if (ended.devices + ended.guests > 0)
      await record(tx, contact, "devices.revoked_others", {
        contactId: contact.contactId,
        devicesEnded: ended.devices,
        guestsEnded: ended.guests,
      });
    return ended.devices;
  });
}
