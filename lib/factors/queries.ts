import "server-only";
import { desc, eq, sql } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { browsers } from "@/db/schema/access";
import { logins, loginSessions, passkeys, totpSecrets } from "@/db/schema/logins";
import { staffMembers } from "@/db/schema/staff";
import type { ContactActor, StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { mayUse } from "@/lib/access/permissions";
import { visibleFactors } from "./own-login";
import { heldBy, type Holder } from "./owner";
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
    return { ...login, ...(await factorsHeld(tx, { firmId: actor.firmId, loginId: login.id })) };
  });
}

/** A staff member's second factors, for themselves and for who manages staff; undefined for anybody else (F4). */
export async function staffFactors(staff: StaffActor, staffId: string): Promise<FactorsHeld | undefined> {
  if (staff.staffId !== staffId && !mayUse(staff.role, "staff.write")) return undefined;
  return withFirm(staff, async (tx) => {
    const of = { firmId: staff.firmId, staffId };
    return (await memberExists(tx, of)) ? factorsHeld(tx, of) : undefined;
  });
}

const memberExists = async (tx: Tx, of: { firmId: string; staffId: string }): Promise<boolean> =>
  (await tx.$count(
    staffMembers,
    allOf(eq(staffMembers.firmId, of.firmId), eq(staffMembers.id, of.staffId)),
  )) === 1;

async function factorsHeld(tx: Tx, of: Holder) {
  const [totp] = await tx
    .select({ confirmedAt: totpSecrets.confirmedAt })
    .from(totpSecrets)
    .where(heldBy(totpSecrets, of));
  return {
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
}

export type FactorsHeld = Awaited<ReturnType<typeof factorsHeld>>;
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
