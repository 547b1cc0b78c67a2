import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { contacts } from "@/db/schema/people";
import type { Origin } from "@/lib/access/actor";
import type { Firm } from "@/lib/access/host";
import { addressKey, takeTurn } from "@/lib/access/rate-limit";
import { sameTime } from "@/lib/access/same-time";
import { namedDevice, type BrowserTokens } from "@/lib/access/session";
import { strangerActor } from "@/lib/access/system";
import { canonicalEmail } from "@/lib/contacts/email";
import { hashToken } from "@/lib/crypto";
import { mailLoginLink } from "./mail-login-link";
import { modeNow } from "./steps";

/** `limit`: this browser or address asked too often. `closed`: the firm has no logins now. */
export type LoginLinkAsked = { kind: "asked" | "invalid" | "limit" | "closed" };

/**
 * "Create account" and "Get help signing in" (L3, L5): mails an active contact a link that sets a password, and nobody
 * else anything. Which it was, nobody can tell: the same answer at the same step of time.
 */
export async function askLoginLink(
  firm: Firm,
  typed: string,
  browserToken: string,
  from: Origin,
  proof?: string,
): Promise<LoginLinkAsked> {
  const email = canonicalEmail(typed);
  if (!email) return { kind: "invalid" };
  return sameTime(async () => {
    const allowed =
      (await takeTurn("asksOfAddress", firm.id, addressKey(from.ip))) &&
      (await takeTurn("asksOfBrowser", firm.id, hashToken(browserToken)));
    if (!allowed) return { kind: "limit" };
    const { mode, contact } = await withFirm({ firmId: firm.id }, async (tx) => {
      const [found] = await tx
        .select({ contactId: contacts.id, email: contacts.email, firstName: contacts.firstName })
        .from(contacts)
        .where(and(eq(contacts.firmId, firm.id), eq(contacts.email, email), isNull(contacts.deletedAt)));
      return { mode: await modeNow(tx, firm.id), contact: found };
    });
    if (mode === "link") return { kind: "closed" };
    if (contact && (await mayMail(firm.id, contact.contactId, { browser: browserToken, proof }, from)))
      await withFirm({ firmId: firm.id }, (tx) =>
        mailLoginLink(tx, firm, contact, strangerActor(firm.id, from)),
      );
    return { kind: "asked" };
  });
}

/** Their own count beside the magic links', so that neither uses the other up (L12, DECISIONS 13). */
async function mayMail(
  firmId: string,
  contactId: string,
  tokens: BrowserTokens,
  from: Origin,
): Promise<boolean> {
  if ((await takeTurn("loginMailsShort", contactId)) && (await takeTurn("loginMailsDay", contactId)))
    return true;
  const known = await namedDevice(firmId, tokens, contactId, from);
  return known !== undefined && takeTurn("loginMailsOfDevice", contactId);
}
