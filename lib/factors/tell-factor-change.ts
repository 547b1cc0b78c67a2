import "server-only";
import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { contacts } from "@/db/schema/people";
import { logins } from "@/db/schema/logins";
import { factorChanged, type FactorChange } from "@/emails/factor-changed";
import { browserInWords } from "@/lib/access/visitor-rules";
import { allOf } from "@/lib/access/conditions";
import { countryOf } from "@/lib/devices/country";
import { deviceInWords, placeInWords } from "@/lib/devices/rules";
import { firmById } from "@/lib/firms/firm-by-id";
import { letterheadOf } from "@/lib/firms/letterhead";
import { longDayOf, timeOf } from "@/lib/format";
import { enqueue } from "@/lib/messages/enqueue";
import { tellStaff } from "@/lib/staff/tell-staff";
import type { Holder } from "./owner";

/** What a person does to the own factors; what the firm does is told by whoever does it. */
type OwnChange = Exclude<
  FactorChange,
  "totp_off_by_firm" | "passkeys_off_by_firm" | "password_changed" | "new_browser"
>;

/** Mails whose factor came or went, at the address they get in with, in the transaction of that change. */
export async function tellFactorChange(tx: Tx, of: Holder, change: OwnChange): Promise<void> {
  if (of.staffId === undefined) await tellLogin(tx, of, change);
  else await tellStaff(tx, { firmId: of.firmId, staffId: of.staffId }, change);
}

/** The same for a contact's login, also for what the firm takes away; `seen` is told in words. */
export async function tellLogin(
  tx: Tx,
  of: { firmId: string; loginId: string },
  change: FactorChange,
  seen?: { agent: string; ip: string },
): Promise<void> {
  const firm = await firmById(tx, of.firmId);
  const [to] = await tx
    .select({ contactId: contacts.id, firstName: contacts.firstName, email: logins.email })
    .from(logins)
    .innerJoin(contacts, allOf(eq(contacts.firmId, logins.firmId), eq(contacts.id, logins.contactId)))
    .where(allOf(eq(logins.firmId, of.firmId), eq(logins.id, of.loginId)));
  if (!to) throw new Error("A login has its contact.");
  const now = new Date();
  await enqueue(tx, of.firmId, {
    kind: "factor_changed",
    // which change it was stays with the mail when the letter is wiped (lib/contacts/timeline.ts)
    dedupeKey: `factor:${change}:${randomUUID()}`,
    to: to.email,
    contactId: to.contactId,
    sender: { name: firm.name, replyTo: null },
    letter: factorChanged({
      ...letterheadOf(firm),
      firstName: to.firstName,
      change,
      at: [`${timeOf(now, firm)} on ${longDayOf(now, firm)}`, await placeOf(seen, firm.locale)]
        .filter(Boolean)
        .join(", in "),
      link: `${firm.origin}/devices`,
    }),
  });
}

/** "Chrome on Windows, Ireland". */
async function placeOf(seen: { agent: string; ip: string } | undefined, locale: string): Promise<string> {
  if (!seen) return "";
  const place = placeInWords({ ip: seen.ip, country: await countryOf(seen.ip) }, locale);
  return [deviceInWords(browserInWords(seen.agent)), place].filter(Boolean).join(", ");
}
