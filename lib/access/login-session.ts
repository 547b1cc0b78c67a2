import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { browsers, devices } from "@/db/schema/access";
import { firms } from "@/db/schema/firms";
import { loginBrowsers, logins, loginSessions } from "@/db/schema/logins";
import { contacts } from "@/db/schema/people";
import { hashToken, newToken } from "@/lib/crypto";
import { effectiveMode, factorsSuffice } from "@/lib/firms/security-mode";
import { minted, type ContactActor, type Origin } from "./actor";
import { browserInWords } from "./visitor-rules";

/** Who is logged in, as far as the session tells. */
export type LoggedIn = {
  actor: ContactActor;
  firstName: string;
  lastName: string;
  email: string;
  since: Date;
  endsAt: Date;
};

/**
 * Who holds this login's session, checked at each request: not idle for an hour, not older than a day, on this browser,
 * its contact active and still at the proven address, and good enough for the firm's mode and plan as they stand now (T3,
 * L6, L10, L13, A13).
 */
export async function loggedIn(
  tx: Tx,
  firmId: string,
  given: { token: string; browserToken: string; quiet?: boolean },
  from: Origin,
): Promise<LoggedIn | undefined> {
  const [row] = await tx
    .select({
      sessionId: loginSessions.id,
      contactId: contacts.id,
      browserId: browsers.id,
      firstName: contacts.firstName,
      lastName: contacts.lastName,
      email: logins.email,
      since: loginSessions.createdAt,
      endsAt: loginSessions.endsAt,
      factors: loginSessions.factors,
      plan: firms.plan,
      mode: firms.securityMode,
      stale: sql<boolean>`${loginSessions.lastSeenAt} < now() - interval '1 minute'`,
    })
    .from(loginSessions)
    .innerJoin(logins, and(eq(logins.firmId, loginSessions.firmId), eq(logins.id, loginSessions.loginId)))
    .innerJoin(contacts, and(eq(contacts.firmId, logins.firmId), eq(contacts.id, logins.contactId)))
    .innerJoin(
      browsers,
      and(eq(browsers.firmId, loginSessions.firmId), eq(browsers.id, loginSessions.browserId)),
    )
    .innerJoin(firms, eq(firms.id, loginSessions.firmId))
    .where(
      and(
        eq(loginSessions.firmId, firmId),
        eq(loginSessions.tokenHash, hashToken(given.token)),
        eq(browsers.tokenHash, hashToken(given.browserToken)),
        sql`${loginSessions.endsAt} > now() and ${loginSessions.lastSeenAt} > now() - interval '60 minutes'`,
        isNull(contacts.deletedAt),
        eq(contacts.email, logins.email),
      ),
    );
  if (!row || !factorsSuffice(effectiveMode(row.plan, row.mode), row.factors)) return undefined;
  if (row.stale && !given.quiet)
    await tx
      .update(loginSessions)
      .set({ lastSeenAt: sql`now()` })
      .where(and(eq(loginSessions.firmId, firmId), eq(loginSessions.id, row.sessionId)));
  return {
    actor: {
      [minted]: true,
      kind: "contact",
      via: "login",
      firmId,
      contactId: row.contactId,
      deviceId: "",
      loginSessionId: row.sessionId,
      browserId: row.browserId,
      from,
    },
    firstName: row.firstName,
    lastName: row.lastName,
    email: row.email,
    since: row.since,
    endsAt: row.endsAt,
  };
}

/** Makes a login's session on one browser; the token is returned once. `isNew`: the contact was never in on it. */
export async function newLoginSession(
  tx: Tx,
  at: { firmId: string; loginId: string; factors: string[] },
  browser: { token: string; agent: string },
): Promise<{ token: string; sessionId: string; isNew: boolean }> {
  const token = newToken();
  const { browser: name, system } = browserInWords(browser.agent);
  const [known] = await tx
    .insert(browsers)
    .values({ firmId: at.firmId, tokenHash: hashToken(browser.token), name, system })
    .onConflictDoUpdate({ target: [browsers.firmId, browsers.tokenHash], set: { name, system } })
    .returning({ id: browsers.id });
  const browserId = known?.id ?? "";
  const [made] = await tx
    .insert(loginSessions)
    .values({
      firmId: at.firmId,
      loginId: at.loginId,
      browserId,
      tokenHash: hashToken(token),
      factors: at.factors,
      endsAt: sql`now() + interval '24 hours'`,
    })
    .returning({ id: loginSessions.id });
  const isNew = await firstTimeHere(tx, { ...at, browserId });
  return { token, sessionId: made?.id ?? "", isNew };
}

/** Whether a login was never used in a browser, nor a link of its contact opened there; from now on it was. */
async function firstTimeHere(
  tx: Tx,
  { firmId, loginId, browserId }: { firmId: string; loginId: string; browserId: string },
): Promise<boolean> {
  const noted = await tx
    .insert(loginBrowsers)
    .values({ firmId, loginId, browserId })
    .onConflictDoNothing()
    .returning({ loginId: loginBrowsers.loginId });
  if (noted.length === 0) return false;
  const [device] = await tx
    .select({ id: devices.id })
    .from(devices)
    .innerJoin(logins, and(eq(logins.firmId, devices.firmId), eq(logins.contactId, devices.contactId)))
    .where(
      and(
        eq(devices.firmId, firmId),
        eq(devices.browserId, browserId),
        eq(logins.id, loginId),
        // a browser that was thrown out is a stranger's again (LG6)
        sql`${devices.endedHow} is distinct from 'revoked'`,
      ),
    )
    .limit(1);
  return device === undefined;
}
