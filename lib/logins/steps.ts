import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { firms } from "@/db/schema/firms";
import { logins } from "@/db/schema/logins";
import { contacts } from "@/db/schema/people";
import type { Origin } from "@/lib/access/actor";
import { newLoginSession } from "@/lib/access/login-session";
import { strangerActor } from "@/lib/access/system";
import { record } from "@/lib/audit/record";
import { tellLogin } from "@/lib/factors/tell-factor-change";
import { heldFactors } from "@/lib/factors/held";
import type { Holder } from "@/lib/factors/owner";
import { effectiveMode, factorsSuffice, type SecurityMode } from "@/lib/firms/security-mode";
import { newChallenge } from "./challenges";

/** One thing that proved who logs in. */
export type Factor = "password" | "link" | "totp" | "recovery" | "passkey";

/** The browser that logs in. */
export type LoginBrowser = { token: string; agent: string };

/**
 * What comes next: in, with the session's token; or a second factor to give or to enrol, with the challenge's. `staff` says
 * who is in, where it is a staff member.
 */
export type LoginStep = {
  kind: "in" | "factor" | "enrol";
  token: string;
  staff?: { firmId: string; staffId: string };
};

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

/** True when there is a second factor that can be asked for. */
export async function hasSecondFactor(tx: Tx, of: Holder): Promise<boolean> {
  const held = await heldFactors(tx, of);
  return held.totp || held.passkeys > 0;
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
  const of = { firmId: at.firmId, loginId: at.loginId };
  const mode = await modeNow(tx, at.firmId, "held");
  if (mode === "link" || !(await mayLogIn(tx, at))) return undefined;
  const strong = factorsSuffice("link_login_2fa", at.factors);
  const asksSecond = !strong && (await hasSecondFactor(tx, of));
  if (asksSecond || !factorsSuffice(mode, at.factors)) {
    const stage = asksSecond ? "factor" : "enrol";
    return { kind: stage, token: await newChallenge(tx, of, browser.token, stage) };
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
  if (isNew) await tellLogin(tx, at, "new_browser", { agent: browser.agent, ip: from.ip });
  return { kind: "in", token };
}
