import "server-only";
import { and, eq, isNull, ne, sql } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { loginLinks, logins } from "@/db/schema/logins";
import { clientContacts, clients, contacts } from "@/db/schema/people";
import { passwordSet } from "@/emails/password-set";
import type { Origin } from "@/lib/access/actor";
import { mailedToken } from "@/lib/access/cookies";
import type { Firm } from "@/lib/access/host";
import { addressKey, clearTurns, takeTurn } from "@/lib/access/rate-limit";
import { strangerActor } from "@/lib/access/system";
import { record } from "@/lib/audit/record";
import { hashToken } from "@/lib/crypto";
import { letterheadOf } from "@/lib/firms/letterhead";
import { longDayOf, timeOf } from "@/lib/format";
import { enqueue } from "@/lib/messages/enqueue";
import { freeCodesByMail } from "@/lib/factors/code-turns";
import { dropFactors } from "@/lib/factors/drop-factors";
import { forgetWrongProofs } from "@/lib/factors/proof-turns";
import { closeLoginLinks, endSessions } from "./end-sessions";
import { passwordProblem } from "./password";
import { hashPassword } from "./password-hash";
import type { PasswordProblem } from "./rules";
import { modeNow } from "./steps";

type OpenLink = {
  linkId: string;
  contactId: string;
  purpose: "create" | "reset";
  email: string;
  firstName: string;
  lastName: string;
};

/**
 * What a mailed link would set a password for; undefined when it opens nothing: used, over, closed, of a former address or
 * of a deleted contact. A look changes nothing (A3).
 */
export async function lookAtLoginLink(firmId: string, token: string): Promise<OpenLink | undefined> {
  return withFirm({ firmId }, (tx) => openLink(tx, firmId, token));
}

async function openLink(tx: Tx, firmId: string, given: string): Promise<OpenLink | undefined> {
  const token = mailedToken(given);
  if (!token) return undefined;
  const [link] = await tx
    .select({
      linkId: loginLinks.id,
      contactId: loginLinks.contactId,
      purpose: loginLinks.purpose,
      email: loginLinks.email,
      firstName: contacts.firstName,
      lastName: contacts.lastName,
    })
    .from(loginLinks)
    .innerJoin(contacts, and(eq(contacts.firmId, loginLinks.firmId), eq(contacts.id, loginLinks.contactId)))
    .where(
      and(
        eq(loginLinks.firmId, firmId),
        eq(loginLinks.tokenHash, hashToken(token)),
        eq(loginLinks.email, contacts.email),
        isNull(loginLinks.usedAt),
        isNull(loginLinks.revokedAt),
        isNull(contacts.deletedAt),
        sql`${loginLinks.endsAt} > now()`,
      ),
    );
  return link;
}

/** The names of the clients that a contact belongs to: others know them, so no password is made of one. */
export async function clientNamesOf(tx: Tx, firmId: string, contactId: string): Promise<string[]> {
  const rows = await tx
    .select({ name: clients.name })
    .from(clientContacts)
    .innerJoin(
      clients,
      and(eq(clients.firmId, clientContacts.firmId), eq(clients.id, clientContacts.clientId)),
    )
    .where(and(eq(clientContacts.firmId, firmId), eq(clientContacts.contactId, contactId)));
  return rows.map(({ name }) => name);
}

/** `dead`: the link opens nothing (any more). */
export type PasswordAnswer =
  { kind: "set" | "dead" | "limit" | "closed" } | { kind: "refused"; problem: PasswordProblem };

/**
 * "Reset password" (L4, L5): the link's one use. It makes the login where there is none, moves it to the proven address
 * (L13), ends every session and every other such link, logs nobody in, and leaves the second factor asked for. Throws
 * Refused("limit") when too many passwords are worked on at once.
 */
export async function setPassword(
  firm: Firm,
  given: { token: string; password: string },
  from: Origin,
): Promise<PasswordAnswer> {
  if (!(await takeTurn("resetsOfAddress", firm.id, addressKey(from.ip)))) return { kind: "limit" };
  const { mode, link, clientNames } = await withFirm({ firmId: firm.id }, async (tx) => {
    const opened = await openLink(tx, firm.id, given.token);
    return {
      mode: await modeNow(tx, firm.id),
      link: opened,
      clientNames: opened ? await clientNamesOf(tx, firm.id, opened.contactId) : [],
    };
  });
  if (mode === "link") return { kind: "closed" };
  if (!link) return { kind: "dead" };
  const names = [firm.name, firm.slug, link.firstName, link.lastName, link.email, ...clientNames];
  const problem = passwordProblem(given.password, names);
  if (problem) return { kind: "refused", problem };
  const passwordHash = await hashPassword(given.password);
  const loginId = await withFirm({ firmId: firm.id }, async (tx) => {
    // of two at once the second then sees the link used, and no address changes meanwhile
    await tx
      .select({ id: contacts.id })
      .from(contacts)
      .where(and(eq(contacts.firmId, firm.id), eq(contacts.id, link.contactId)))
      .for("no key update");
    const still = await openLink(tx, firm.id, given.token);
    if (!still || (await modeNow(tx, firm.id, "held")) === "link") return undefined;
    return use(tx, firm, still, passwordHash, from);
  });
  if (!loginId) return { kind: "dead" };
  await clearTurns("passwordsOfEmail", firm.id, link.email);
  await clearTurns("passwordsOfEmailLong", firm.id, link.email);
  await forgetWrongProofs({ firmId: firm.id, loginId });
  await freeCodesByMail({ firmId: firm.id, loginId });
  return { kind: "set" };
}

async function use(
  tx: Tx,
  firm: Firm,
  { linkId, contactId, email, firstName }: OpenLink,
  passwordHash: string,
  from: Origin,
): Promise<string | undefined> {
  await tx
    .update(loginLinks)
    .set({ usedAt: sql`now()` })
    .where(and(eq(loginLinks.firmId, firm.id), eq(loginLinks.id, linkId)));
  await closeLoginLinks(tx, firm.id, contactId);
  // a login that rests since its contact moved away from this address makes way
  await tx
    .update(logins)
    .set({ email: sql`${logins.id}::text` })
    .where(and(eq(logins.firmId, firm.id), eq(logins.email, email), ne(logins.contactId, contactId)));
  // who has the new address may be somebody else: what the former one held opens nothing of theirs
  const [before] = await tx
    .select({ id: logins.id, email: logins.email })
    .from(logins)
    .where(and(eq(logins.firmId, firm.id), eq(logins.contactId, contactId)));
  if (before && before.email !== email) await dropFactors(tx, { firmId: firm.id, loginId: before.id });
  const [login] = await tx
    .insert(logins)
    .values({ firmId: firm.id, contactId, email, passwordHash, passwordSetAt: sql`now()` })
    .onConflictDoUpdate({
      target: [logins.firmId, logins.contactId],
      set: { email, passwordHash, passwordSetAt: sql`now()` },
    })
    .returning({ id: logins.id });
  const ended = await endSessions(tx, firm.id, eq(logins.contactId, contactId));
  await record(tx, strangerActor(firm.id, from), "login.password_set", {
    contactId,
    loginId: login?.id ?? null,
    loginsEnded: ended,
    made: before ? "changed" : "new",
  });
  const now = new Date();
  await enqueue(tx, firm.id, {
    kind: "password_set",
    dedupeKey: `password_set:${linkId}`,
    to: email,
    contactId,
    sender: { name: firm.name, replyTo: null },
    letter: passwordSet({
      ...letterheadOf(firm),
      firstName,
      setAt: `${timeOf(now, firm)} on ${longDayOf(now, firm)}`,
      link: `${firm.origin}/login/help`,
    }),
  });
  return login?.id;
}
