import "server-only";
import { and, eq, inArray, isNull, or, sql, type SQL } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { loginChallenges, loginLinks, logins, loginSessions } from "@/db/schema/logins";
import { guests } from "@/db/schema/work";
import { endGuests } from "@/lib/guests/end-guests";

/**
 * Ends every session, and every log-in under way, of the firm's logins that `which` names, and whom they asked to answer a
 * task (A18); returns how many were in.
 */
export async function endSessions(tx: Tx, firmId: string, which: SQL): Promise<number> {
  const theirs = tx
    .select({ id: logins.id })
    .from(logins)
    .where(and(eq(logins.firmId, firmId), which));
  await tx
    .delete(loginChallenges)
    .where(and(eq(loginChallenges.firmId, firmId), inArray(loginChallenges.loginId, theirs)));
  const ended = await tx
    .delete(loginSessions)
    .where(and(eq(loginSessions.firmId, firmId), inArray(loginSessions.loginId, theirs)))
    .returning({
      loginId: loginSessions.loginId,
      live: sql<boolean>`${loginSessions.endsAt} > now() and ${loginSessions.lastSeenAt} > now() - interval '60 minutes'`,
    });
  // `which` may ask for a session, and those are gone; after them, as an ask under way holds its session
  const gone = [...new Set(ended.map(({ loginId }) => loginId))];
  const asked = or(inArray(guests.loginId, gone), inArray(guests.loginId, theirs));
  await endGuests(tx, firmId, asked, "login_ended");
  return ended.filter(({ live }) => live).length;
}

/**
 * The same for one contact, whose row the caller has locked. A log-in under way holds its login until its session is made,
 * and has begun before: it is waited for, so that it ends too.
 */
export async function endSessionsOf(tx: Tx, firmId: string, contactId: string): Promise<number> {
  const theirs = and(eq(logins.firmId, firmId), eq(logins.contactId, contactId)) ?? sql`false`;
  await tx.select({ id: logins.id }).from(logins).where(theirs).for("no key update");
  return endSessions(tx, firmId, theirs);
}

/** Closes every mailed link of a contact that sets a password and was not used yet. */
export async function closeLoginLinks(tx: Tx, firmId: string, contactId: string): Promise<void> {
  await tx
    .update(loginLinks)
    .set({ revokedAt: sql`now()` })
    .where(
      and(
        eq(loginLinks.firmId, firmId),
        eq(loginLinks.contactId, contactId),
        isNull(loginLinks.usedAt),
        isNull(loginLinks.revokedAt),
      ),
    );
}
