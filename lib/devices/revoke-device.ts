import "server-only";
import { eq } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { devices } from "@/db/schema/access";
import type { ContactActor, StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { record } from "@/lib/audit/record";
import { Refused } from "@/lib/refused";
import { endDevices } from "./end-devices";
import { visibleDevices } from "./queries";

/**
 * Signs one device out: staff any of their firm, a contact the own ones (A12, A16). It is out at its next request;
 * links that nobody has opened yet stay good; whom it asked to answer a task is out with it (A18). One that is out
 * already stays as it is. Returns whose it was.
 */
export async function revokeDevice(actor: ContactActor | StaffActor, deviceId: string): Promise<string> {
  return withFirm(actor, async (tx) => {
    const [device] = await tx
      .select({ contactId: devices.contactId })
      .from(devices)
      .where(allOf(visibleDevices(actor), eq(devices.id, deviceId)))
      .for("update");
    if (!device)
      throw new Refused(
        "missing",
        "That device is not in the list any more. Load the page again to see what is.",
      );
    const ended = await endDevices(tx, actor, eq(devices.id, deviceId));
    if (ended.devices + ended.guests > 0)
      await record(tx, actor, "device.revoked", {
        deviceId,
        contactId: device.contactId,
        guestsEnded: ended.guests,
      });
    return device.contactId;
  });
}
