import "server-only";
import { and, eq, isNull, lt, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { firms } from "@/db/schema/firms";
import { loginChallenges, logins, passkeys, totpSecrets } from "@/db/schema/logins";
import { contacts } from "@/db/schema/people";
import type { Origin } from "@/lib/access/actor";
import { newLoginSession } from "@/lib/access/login-session";
import { strangerActor } from "@/lib/access/system";
import { record } from "@/lib/audit/record";
import { hashToken, newToken } from "@/lib/crypto";
import { tellFactorChange } from "@/lib/factors/tell-factor-change";
import { effectiveMode, factorsSuffice, type SecurityMode } from "@/lib/firms/security-mode";

/** One thing that proved who logs in. */
export type Factor = "password" | "totp" | "recovery" | "passkey";

/** The browser that logs in. */
export type LoginBrowser = { token: string; agent: string };

/** What comes next: in, with the session's token; or a second factor to give or to enrol, with the challenge's. */
export type LoginStep = { kind: "in" | "factor" | "enrol"; token: string };

const challengeTries = 5;

/**
 * The mode that holds now, from the database: what a page remembered may be seconds old (L6, L10). Held, it cannot change
 * before the transaction ends.
 */
export async function modeNow(tx: Tx, firmId: string, held?: "held"): Promise<SecurityMode> {
  const asked = tx
    .select({ plan: firms.plan, mode: firms.securityMode })
    .from(firms)
    .where(eq(firms.id, firmId))
    .$dynamic();
  const [firm] = await (held ? asked.for("share") : asked);
  return firm ? effectiveMode(firm.plan, firm.mode) : "link";
}

/** True when the login has a second factor that can be asked for. */
export async function hasSecondFactor(tx: Tx, firmId: string, loginId: string): Promise<boolean> {
  const [found] = await tx.execute<{ has: boolean }>(sql`
    select exists (select 1 from ${totpSecrets} t where t.firm_id = ${firmId} and t.login_id = ${loginId} and t.confirmed_at is not null)
      or exists (select 1 from ${passkeys} p where p.firm_id = ${firmId} and p.login_id = ${loginId}) as has`);
  return found?.has === true;
}

/** Its contact is active and still at the address that was proven (A13, L13). */
async function mayLogIn(tx: Tx, { firmId, loginId }: { firmId: string; loginId: string }): Promise<boolean> {
  const [found] = await tx
    .select({ id: logins.id })
    .from(logins)
    .innerJoin(contacts, and(eq(contacts.firmId, logins.firmId), eq(contacts.id, logins.contactId)))
    .where(
      and(
        eq(logins.firmId, firmId),
        eq(logins.id, loginId),
        eq(logins.email, contacts.email),
        isNull(contacts.deletedAt),
      ),
    );
  return found !== undefined;
}

/**
 * After a factor was right: lets in, or asks for what the mode and the login's own factors still want (L6, L8). Undefined
 * where the firm has no logins, or this one rests. The caller has locked the login's row.
 */
export async function nextStep(
  tx: Tx,
  at: { firmId: string; loginId: string; factors: Factor[] },
  browser: LoginBrowser,
  from: Origin,
): Promise<LoginStep | undefined> {
  const mode = await modeNow(tx, at.firmId, "held");
  if (mode === "link" || !(await mayLogIn(tx, at))) return undefined;
  const strong = factorsSuffice("link_login_2fa", at.factors);
  const asksSecond = !strong && (await hasSecondFactor(tx, at.firmId, at.loginId));
  if (asksSecond || !factorsSuffice(mode, at.factors)) {
    const stage = asksSecond ? "factor" : "enrol";
    return { kind: stage, token: await newChallenge(tx, at, browser, stage) };
  }
  const { token, sessionId, isNew } = await newLoginSession(tx, at, browser);
  const [login] = await tx
    .update(logins)
    .set({ lastLoginAt: sql`now()`, lastLoginIp: from.ip })
    .where(and(eq(logins.firmId, at.firmId), eq(logins.id, at.loginId)))
    .returning({ contactId: logins.contactId });
  await record(tx, strangerActor(at.firmId, from), "login.logged_in", {
    contactId: login?.contactId ?? null,
    loginSessionId: sessionId,
    factors: at.factors.join("+"),
  });
  if (isNew) await tellFactorChange(tx, at, "new_browser", { agent: browser.agent, ip: from.ip });
  return { kind: "in", token };
}

async function newChallenge(
  tx: Tx,
  at: { firmId: string; loginId: string },
  browser: LoginBrowser,
  stage: "factor" | "enrol",
): Promise<string> {
  const token = newToken();
  await tx
    .delete(loginChallenges)
    .where(and(eq(loginChallenges.firmId, at.firmId), lt(loginChallenges.endsAt, sql`now()`)));
  await tx.insert(loginChallenges).values({
    firmId: at.firmId,
    loginId: at.loginId,
    browserHash: hashToken(browser.token),
    tokenHash: hashToken(token),
    stage,
    endsAt: sql`now() + interval '10 minutes'`,
  });
  return token;
}

/** Whose challenge this browser holds, while it lives and has tries left. Looking uses up no try. */
export async function challengeOf(
  tx: Tx,
  firmId: string,
  given: { challenge: string | undefined; browserToken: string | undefined },
): Promise<{ challengeId: string; loginId: string; stage: "factor" | "enrol" } | undefined> {
  if (!given.challenge || !given.browserToken) return undefined;
  const [found] = await tx
    .select({
      challengeId: loginChallenges.id,
      loginId: loginChallenges.loginId,
      stage: loginChallenges.stage,
    })
    .from(loginChallenges)
    .where(
      and(
        eq(loginChallenges.firmId, firmId),
        eq(loginChallenges.tokenHash, hashToken(given.challenge)),
        eq(loginChallenges.browserHash, hashToken(given.browserToken)),
        sql`${loginChallenges.endsAt} > now()`,
        lt(loginChallenges.tries, challengeTries),
      ),
    );
  return found?.loginId ? { ...found, loginId: found.loginId } : undefined;
}

/** Takes one of a challenge's five tries; false when none is left, however many come at once. */
export async function takeTry(tx: Tx, firmId: string, challengeId: string): Promise<boolean> {
  const taken = await tx
    .update(loginChallenges)
    .set({ tries: sql`${loginChallenges.tries} + 1` })
    .where(
      and(
        eq(loginChallenges.firmId, firmId),
        eq(loginChallenges.id, challengeId),
        lt(loginChallenges.tries, challengeTries),
      ),
    )
    .returning({ id: loginChallenges.id });
  return taken.length === 1;
}

/** Uses a challenge up after a right second factor. False when somebody was quicker. */
export async function endChallenge(tx: Tx, firmId: string, challengeId: string): Promise<boolean> {
  const gone = await tx
    .delete(loginChallenges)
    .where(and(eq(loginChallenges.firmId, firmId), eq(loginChallenges.id, challengeId)))
    .returning({ id: loginChallenges.id });
  return gone.length === 1;
}
