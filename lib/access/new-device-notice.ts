import "server-only";
import { newDevice, type NewDeviceProps } from "@/emails/new-device";
import { renderLetter } from "@/emails/render";
import { hashToken, newToken } from "@/lib/crypto";
import { countryOf } from "@/lib/devices/country";
import { deviceInWords, placeInWords } from "@/lib/devices/rules";
import { letterheadOf } from "@/lib/firms/letterhead";
import { longDayOf, timeOf } from "@/lib/format";
import { sealLetter } from "@/lib/messages/enqueue";
import type { Firm } from "./host";
import { remembered } from "./remembered";

type Head = Pick<NewDeviceProps, "colours" | "firm"> & { origin: string };
const blanks = { device: "the-device-goes-here", at: "the-time-goes-here", token: "the-token-goes-here" };

/** A press costs little: a firm's letter is rendered once, with blanks, and filled in at each claim. */
const letterOf = remembered(
  async (head) => {
    const { origin, ...letterhead } = JSON.parse(head) as Head;
    const link = `${origin}/devices/revoke/${blanks.token}`;
    return renderLetter(newDevice({ ...letterhead, device: blanks.device, at: blanks.at, link }));
  },
  { ms: 3_600_000, most: 500 },
);

const entities = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
]);
const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => entities.get(sign) ?? sign);

/** What the claim writes into the outbox if it makes a device (A15). It names nobody, so that it is written before anybody is known. */
export async function newDeviceNotice(
  firm: Firm,
  seen: { browser: string; system: string; ip: string },
): Promise<{ messageId: string; sealed: string; revokeHash: string }> {
  const token = newToken();
  const now = new Date();
  const place = placeInWords({ ip: seen.ip, country: await countryOf(seen.ip) }, firm.locale);
  const device = [deviceInWords(seen), place].filter(Boolean).join(", ");
  const at = `${timeOf(now, firm)} on ${longDayOf(now, firm)}`;
  const letter = await letterOf(
    JSON.stringify({ ...letterheadOf(firm), origin: firm.origin } satisfies Head),
  );
  if (!letter) throw new Error("A letter is always rendered.");
  const filled = (text: string, said = (words: string) => words) =>
    text
      .replaceAll(blanks.device, () => said(device))
      .replaceAll(blanks.at, () => said(at))
      .replaceAll(blanks.token, token);
  const { id, sealed } = sealLetter(
    firm.id,
    { name: firm.name, replyTo: null },
    { subject: letter.subject, html: filled(letter.html, escaped), text: filled(letter.text) },
  );
  return { messageId: id, sealed, revokeHash: hashToken(token) };
}
