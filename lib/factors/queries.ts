import "server-only";
import { desc, eq, sql } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { browsers } from "@/db/schema/access";
import { logins, loginSessions, passkeys, totpSecrets } from "@/db/schema/logins";
import type { ContactActor, StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { visibleFactors } from "./own-login";
import { heldBy } from "./owner";
import { codesLeft } from "./recovery-codes";

const live = sql`${loginSessions.endsAt} > now() and ${loginSessions.lastSeenAt} > now() - interval '60 minutes'`;

/** How a contact logs in: password, app, recovery codes left, passkeys; undefined where there is no login (L11). */
export async function factorsOf(actor: ContactActor | StaffActor, contactId: string) {
  return withFirm(actor, async (tx) => {
    const [login] = await tx
      .select({
        id: logins.id,
        email: logins.email,
        passwordSetAt: logins.passwordSetAt,
        lastLoginAt: logins.lastLoginAt,
        sessions: sql<number>`(select count(*)::int from login_sessions s where s.firm_id = logins.firm_id and s.login_id = logins.id
          and s.ends_at > now() and s.last_seen_at > now() - interval '60 minutes')`,
      })
      .from(logins)
      .where(allOf(visibleFactors(actor), eq(logins.contactId, contactId)));
    if (!login) return undefined;
    const of = { firmId: actor.firmId, loginId: login.id };
    const [totp] = await tx
      .select({ confirmedAt: totpSecrets.confirmedAt })
      .from(totpSecrets)
      .where(heldBy(totpSecrets, of));
    return {
      ...login,
      totpSince: totp?.confirmedAt ?? null,
      codesLeft: await codesLeft(tx, of),
      passkeys: await tx
        .select({
          id: passkeys.id,
          name: passkeys.name,
          rpId: passkeys.rpId,
          createdAt: passkeys.createdAt,
          lastUsedAt: passkeys.lastUsedAt,
        })
        .from(passkeys)
        .where(heldBy(passkeys, of))
        .orderBy(passkeys.createdAt, passkeys.id),
    };
  });
}

export type FactorsOf = NonNullable<Awaited<ReturnType<typeof factorsOf>>>;

/** Where a contact is logged in now, newest first; none to a device that only claimed a link. */
export async function loginSessionsOf(client: ContactActor) {
  return withFirm(client, (tx) =>
    tx
      .select({
        id: loginSessions.id,
        browser: browsers.name,
        system: browsers.system,
        since: loginSessions.createdAt,
        lastSeenAt: loginSessions.lastSeenAt,
      })
      .from(loginSessions)
      .innerJoin(logins, allOf(eq(logins.firmId, loginSessions.firmId), eq(logins.id, loginSessions.loginId)))
      .innerJoin(
        browsers,
        allOf(eq(browsers.firmId, loginSessions.firmId), eq(browsers.id, loginSessions.browserId)),
      )
      .where(allOf(visibleFactors(client), live))
      .orderBy(desc(loginSessions.createdAt)),
  );
}
