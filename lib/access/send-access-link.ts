import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { accessAsks, magicLinks } from "@/db/schema/access";
import { contacts } from "@/db/schema/people";
import { accessLink } from "@/emails/access-link";
import { record } from "@/lib/audit/record";
import { canonicalEmail } from "@/lib/contacts/email";
import { hashToken } from "@/lib/crypto";
import { letterheadOf } from "@/lib/firms/letterhead";
import { longDayOf, timeOf } from "@/lib/format";
import { enqueue } from "@/lib/messages/enqueue";
import type { Origin } from "./actor";
import { mailedToken } from "./cookies";
import type { Firm } from "./host";
import { issueLink } from "./issue-link";
import { maskEmail } from "./mask-email";
import { ranOutOn } from "./ran-out";
import { addressKey, takeTurn } from "./rate-limit";
import { sameTime } from "./same-time";
import { namedDevice, type BrowserTokens } from "./session";
import { strangerActor } from "./system";
import { newScreen } from "./waiting";

/** What the person pressed: a link that did not open, an address they typed, or the door of a browser whose session ran out. */
export type Ask = { by: "link"; token: string } | { by: "email"; typed: string } | { by: "browser" };

/** What the key of the browser that asks proved lately, and the key that this press was signed with (A14). */
type Shown = { proof?: string | undefined; publicKey?: string | undefined };

/** `masked`: how the page may name the address; `waitToken`: for the cookie of the screen that waits. `limit`: this browser or address asked too often. */
export type Asked =
  { kind: "asked"; masked: string; waitToken: string } | { kind: "invalid" } | { kind: "limit" };

/**
 * "Send access link" (A6, A8): a newly made link to the address that the old link went to, or to a typed address
 * that is an active contact's, and to no other. Whether it is, nobody can tell: the same answer at the same step of
 * time. Who asks too often is told so before anybody is looked up.
 */
export async function sendAccessLink(
  firm: Firm,
  ask: Ask,
  browserToken: string,
  from: Origin,
  { proof, publicKey }: Shown = {},
): Promise<Asked> {
  const typed = ask.by === "email" ? canonicalEmail(ask.typed) : undefined;
  if (ask.by === "email" && !typed) return { kind: "invalid" };
  return sameTime(async () => {
    const browserHash = hashToken(browserToken);
    const allowed =
      (await takeTurn("asksOfAddress", firm.id, addressKey(from.ip))) &&
      (await takeTurn("asksOfBrowser", firm.id, browserHash));
    if (!allowed) return { kind: "limit" };
    const target = await withFirm({ firmId: firm.id }, (tx) => {
      if (typed) return contactByEmail(tx, firm.id, typed);
      return ask.by === "browser" ? ranOutOn(tx, firm.id, browserToken) : contactByLink(tx, firm.id, ask);
    });
    const masked = typed ? maskEmail(typed) : target ? maskEmail(target.email) : "•••";
    const mayMail =
      target !== undefined && (await mayMailTo(firm.id, target.id, { browser: browserToken, proof }, from));
    const screen = newScreen(typed ?? target?.email ?? (ask.by === "link" ? ask.token : browserToken));
    await withFirm({ firmId: firm.id }, async (tx) => {
      const linkId = target && mayMail ? await mailLink(tx, firm, target, screen.code, from) : null;
      await noteAsk(tx, firm.id, browserHash, {
        ...{ maskedEmail: masked, linkId, publicKey: publicKey ?? null },
        ...screen.kept,
      });
    });
    return { kind: "asked", masked, waitToken: screen.waitToken };
  });
}

type Target = { id: string; email: string; firstName: string; requestId: string | null };

/**
 * 3 in 15 minutes and 10 a day per contact; a browser that the contact is in on has turns of its own beside, so
 * that strangers cannot use up all (DECISIONS 13).
 */
async function mayMailTo(
  firmId: string,
  contactId: string,
  tokens: BrowserTokens,
  from: Origin,
): Promise<boolean> {
  if ((await takeTurn("linkMailsShort", contactId)) && (await takeTurn("linkMailsDay", contactId)))
    return true;
  const known = await namedDevice(firmId, tokens, contactId, from);
  return known !== undefined && takeTurn("linkMailsOfDevice", contactId);
}

async function contactByEmail(tx: Tx, firmId: string, email: string): Promise<Target | undefined> {
  const [row] = await tx
    .select({ id: contacts.id, email: contacts.email, firstName: contacts.firstName })
    .from(contacts)
    .where(and(eq(contacts.firmId, firmId), eq(contacts.email, email), isNull(contacts.deletedAt)));
  return row && { ...row, requestId: null };
}

async function contactByLink(tx: Tx, firmId: string, ask: Ask): Promise<Target | undefined> {
  const token = ask.by === "link" ? mailedToken(ask.token) : undefined;
  if (!token) return undefined;
  const [row] = await tx
    .select({
      id: contacts.id,
      email: magicLinks.email,
      firstName: contacts.firstName,
      requestId: magicLinks.requestId,
    })
    .from(magicLinks)
    .innerJoin(contacts, and(eq(contacts.firmId, magicLinks.firmId), eq(contacts.id, magicLinks.contactId)))
    .where(
      and(
        eq(magicLinks.firmId, firmId),
        eq(magicLinks.tokenHash, hashToken(token)),
        isNull(magicLinks.revokedAt),
        isNull(contacts.deletedAt),
        eq(contacts.email, magicLinks.email),
      ),
    );
  return row;
}

type Noted = Pick<
  typeof accessAsks.$inferInsert,
  "maskedEmail" | "linkId" | "publicKey" | "waitHash" | "codeHash" | "shownNumber"
>;

/** Keeps the newest ask of each browser, for an hour; its code and number for ten minutes (A7). */
async function noteAsk(tx: Tx, firmId: string, browserHash: string, noted: Noted): Promise<void> {
  await tx
    .delete(accessAsks)
    .where(and(eq(accessAsks.firmId, firmId), sql`${accessAsks.askedAt} < now() - interval '1 hour'`));
  const fresh = { ...noted, codeTries: 0, codeEndsAt: sql`now() + interval '10 minutes'` };
  await tx
    .insert(accessAsks)
    .values({ firmId, browserHash, ...fresh })
    .onConflictDoUpdate({
      target: [accessAsks.firmId, accessAsks.browserHash],
      set: {
        ...fresh,
        letInAt: null,
        count: sql`case when access_asks.masked_email = excluded.masked_email and access_asks.asked_at > now() - interval '1 hour'
          then access_asks.count + 1 else 1 end`,
        askedAt: sql`now()`,
      },
    });
}

async function mailLink(tx: Tx, firm: Firm, target: Target, code: string, from: Origin): Promise<string> {
  const now = new Date();
  const { linkId, url } = await issueLink(tx, firm, {
    purpose: "access",
    contactId: target.id,
    email: target.email,
    requestId: target.requestId,
  });
  await enqueue(tx, firm.id, {
    kind: "access_link",
    dedupeKey: `access:${linkId}`,
    to: target.email,
    contactId: target.id,
    linkId,
    sender: { name: firm.name, replyTo: null },
    letter: accessLink({
      ...letterheadOf(firm),
      firstName: target.firstName,
      askedAt: `${timeOf(now, firm)} on ${longDayOf(now, firm)}`,
      link: url,
      code,
    }),
  });
  await record(tx, strangerActor(firm.id, from), "access_link.sent", { contactId: target.id, linkId });
  return linkId;
}
