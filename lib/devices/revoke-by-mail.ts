import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { browsers, devices, sessions } from "@/db/schema/access";
import { deviceRevokeLinks } from "@/db/schema/logins";
import { guests } from "@/db/schema/work";
import type { Origin } from "@/lib/access/actor";
import { mailedToken } from "@/lib/access/cookies";
import { strangerActor } from "@/lib/access/system";
import { record } from "@/lib/audit/record";
import { hashToken } from "@/lib/crypto";
import { endGuests } from "@/lib/guests/end-guests";
import { countryOf } from "./country";

/** The link of a mail about a new device, good for 30 days; 720 hours, as the device's own. */
const goodLink = (firmId: string, token: string) =>
  and(
    eq(deviceRevokeLinks.firmId, firmId),
    eq(deviceRevokeLinks.tokenHash, hashToken(token)),
    sql`${deviceRevokeLinks.issuedAt} > now() - interval '720 hours'`,
  );

/** The device that a mail told of, and whether it is still in (A15). Looking changes nothing; undefined when the link opens nothing. */
export async function mailedDevice(firmId: string, given: string) {
  const token = mailedToken(given);
  if (!token) return undefined;
  const [device] = await withFirm({ firmId }, (tx) =>
    tx
      .select({
        browser: browsers.name,
        system: browsers.system,
        claimedAt: devices.claimedAt,
        ip: devices.firstIp,
        live: sql<boolean>`(${devices.endedAt} is null and ${devices.endsAt} > now())`,
      })
      .from(deviceRevokeLinks)
      .innerJoin(
        devices,
        and(eq(devices.firmId, deviceRevokeLinks.firmId), eq(devices.id, deviceRevokeLinks.deviceId)),
      )
      .innerJoin(browsers, and(eq(browsers.firmId, devices.firmId), eq(browsers.id, devices.browserId)))
      .where(goodLink(firmId, token)),
  );
  return device && { ...device, country: await countryOf(device.ip) };
}

/**
 * "Sign that device out", from the mail (A15): just that device, once, at its next request, and whom it asked to answer a
 * task (A18). A link that opens nothing changes nothing.
 */
export async function revokeByMail(firmId: string, given: string, from: Origin): Promise<void> {
  const token = mailedToken(given);
  if (!token) return;
  await withFirm({ firmId }, async (tx) => {
    const [used] = await tx
      .update(deviceRevokeLinks)
      .set({ usedAt: sql`now()` })
      .where(and(goodLink(firmId, token), sql`${deviceRevokeLinks.usedAt} is null`))
      .returning({ deviceId: deviceRevokeLinks.deviceId });
    if (!used) return;
    const { deviceId } = used;
    const [ended] = await tx
      .update(devices)
      .set({ endedAt: sql`now()`, endedHow: "revoked" })
      .where(
        and(
          eq(devices.firmId, firmId),
          eq(devices.id, deviceId),
          sql`${devices.endedAt} is null and ${devices.endsAt} > now()`,
        ),
      )
      .returning({ contactId: devices.contactId });
    await tx.delete(sessions).where(and(eq(sessions.firmId, firmId), eq(sessions.deviceId, deviceId)));
    const guestsOut = await endGuests(tx, firmId, eq(guests.deviceId, deviceId), "device_revoked");
    if (!ended && guestsOut.length === 0) return;
    await record(tx, strangerActor(firmId, from), "device.revoked", {
      deviceId,
      ...ended,
      by: "mail",
      guestsEnded: guestsOut.length,
    });
  });
}
