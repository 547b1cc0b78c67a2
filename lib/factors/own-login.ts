import "server-only";
import { and, eq, ne, sql, type SQL } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { logins, loginChallenges, loginSessions } from "@/db/schema/logins";
import { contacts } from "@/db/schema/people";
import { staffSessions } from "@/db/schema/staff";
import { guests } from "@/db/schema/work";
import type { Actor, ContactActor } from "@/lib/access/actor";
import { allOf, nothing } from "@/lib/access/conditions";
import { endGuests } from "@/lib/guests/end-guests";
import { Refused } from "@/lib/refused";
import { heldBy, type Holder } from "./owner";

/** Who sees how somebody logs in: staff their firm's, a contact the own, and only when logged in (L11). */
export function visibleFactors(actor: Actor): SQL {
  const inFirm = allOf(eq(logins.firmId, actor.firmId));
  if (actor.kind === "staff" || actor.kind === "system") return inFirm;
  if (actor.kind !== "contact" || actor.via !== "login") return nothing;
  return allOf(inFirm, eq(logins.contactId, actor.contactId));
}

const contactOfLogin = and(eq(contacts.firmId, logins.firmId), eq(contacts.id, logins.contactId));

/** Locks the login that the person is in by. Throws Refused("forbidden") for a device that only claimed a link. */
export async function ownLogin(tx: Tx, client: ContactActor) {
  const [login] = await tx
    .select({
      loginId: logins.id,
      email: logins.email,
      fullName: sql<string>`trim(${contacts.firstName} || ' ' || ${contacts.lastName})`,
      passwordHash: logins.passwordHash,
    })
    .from(logins)
    .innerJoin(contacts, contactOfLogin)
    .where(
      allOf(
        visibleFactors(client),
        // also this session: one that was ended a moment ago changes nothing more
        sql`exists (select 1 from login_sessions s where s.firm_id = ${client.firmId}
          and s.login_id = ${logins.id} and s.id = ${client.loginSessionId ?? null}::uuid)`,
      ),
    )
    .for("update", { of: logins });
  if (!login)
    throw new Refused(
      "forbidden",
      "Log in first. How you log in can only be changed by whoever is logged in.",
    );
  const of: Holder & { loginId: string } = { firmId: client.firmId, loginId: login.loginId };
  return { ...login, of };
}

/**
 * Ends every session of a holder, and whatever stands between a first factor and a session; `but` is left in. Whom a
 * contact's login asked to answer a task is out too (A18).
 */
export async function dropSessions(tx: Tx, of: Holder, but?: string): Promise<number> {
  const ended = await dropOtherSessions(tx, of, but);
  if (of.loginId !== undefined) await endGuests(tx, of.firmId, eq(guests.loginId, of.loginId), "login_ended");
  return ended;
}

/**
 * The same when a factor came and none went: whoever else was in has to show it from now on (ASVS 7.4.3), and whom the
 * login asked to answer a task still may.
 */
export async function dropOtherSessions(tx: Tx, of: Holder, but?: string): Promise<number> {
  await tx.delete(loginChallenges).where(heldBy(loginChallenges, of));
  if (of.staffId !== undefined) {
    const theirs = allOf(eq(staffSessions.firmId, of.firmId), eq(staffSessions.staffId, of.staffId));
    const gone = await tx
      .delete(staffSessions)
      .where(but === undefined ? theirs : allOf(theirs, ne(staffSessions.id, but)))
      .returning({ id: staffSessions.id });
    return gone.length;
  }
  const mine = allOf(eq(loginSessions.firmId, of.firmId), eq(loginSessions.loginId, of.loginId));
  const ended = await tx
    .delete(loginSessions)
    .where(but === undefined ? mine : allOf(mine, ne(loginSessions.id, but)))
    .returning({ id: loginSessions.id });
  return ended.length;
}
