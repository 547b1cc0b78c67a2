import "server-only";
import { newDevice } from "@/emails/new-device";
import { hashToken, newToken } from "@/lib/crypto";
import { countryOf } from "@/lib/devices/country";
import { deviceInWords, placeInWords } from "@/lib/devices/rules";
import { letterheadOf } from "@/lib/firms/letterhead";
import { longDayOf, timeOf } from "@/lib/format";
import { sealLetter } from "@/lib/messages/enqueue";
import type { Firm } from "./host";

/** What the claim writes into the outbox if it makes a device (A15). It names nobody, so that it is written before anybody is known. */
export async function newDeviceNotice(
  firm: Firm,
  seen: { browser: string; system: string; ip: string },
): Promise<{ messageId: string; sealed: string; revokeHash: string }> {
  const token = newToken();
  const now = new Date();
  const { id, sealed } = await sealLetter(firm.id, {
    sender: { name: firm.name, replyTo: null },
    letter: newDevice({
      ...letterheadOf(firm),
      device: deviceInWords(seen),
      place: placeInWords({ ip: seen.ip, country: await countryOf(seen.ip) }, firm.locale),
      at: `${timeOf(now, firm)} on ${longDayOf(now, firm)}`,
      link: `${firm.origin}/devices/revoke/${token}`,
    }),
  });
  return { messageId: id, sealed, revokeHash: hashToken(token) };
}
