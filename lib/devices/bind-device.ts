import "server-only";
import { eq, isNull, sql } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { devices } from "@/db/schema/access";
import type { ContactActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { record } from "@/lib/audit/record";
import { Refused } from "@/lib/refused";
import { visibleDevices } from "./queries";

/**
 * Binds the device in hand to the key of its browser: once, within five minutes of its claim (A14, DECISIONS 12). Throws
 * Refused("conflict") later, a second time, and when it is out.
 */
export async function bindDevice(contact: ContactActor, publicKey: string): Promise<void> {
  await withFirm(contact, async (tx) => {
    const bound = await tx
      .update(devices)
      .set({ publicKey })
      .where(
        allOf(
          visibleDevices(contact),
          eq(devices.id, contact.deviceId),
          isNull(devices.publicKey),
          sql`${devices.endedAt} is null and ${devices.endsAt} > now()`,
          sql`${devices.claimedAt} > now() - interval '5 minutes'`,
        ),
      )
      .returning({ id: devices.id });
    if (bound.length === 0)
      throw new Refused(
        "conflict",
        "A key is taken once, right after the link was opened. This device stays as it is.",
      );
    await record(tx, contact, "device.bound", { deviceId: contact.deviceId });
  });
}
