import "server-only";
import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { loginChallenges, loginSessions } from "@/db/schema/logins";
import { hashToken } from "@/lib/crypto";

/** The tokens of an earlier login on this browser, which the new one replaces. */
export type Earlier = { login: string | undefined; challenge: string | undefined };

/** Ends what this browser was logged in by, or on the way to, before a new login begins there (SE2). */
export async function endEarlier(tx: Tx, firmId: string, { login, challenge }: Earlier): Promise<void> {
  await tx
    .delete(loginSessions)
    .where(and(eq(loginSessions.firmId, firmId), sql`${loginSessions.endsAt} < now()`));
  if (login)
    await tx
      .delete(loginSessions)
      .where(and(eq(loginSessions.firmId, firmId), eq(loginSessions.tokenHash, hashToken(login))));
  if (challenge)
    await tx
      .delete(loginChallenges)
      .where(and(eq(loginChallenges.firmId, firmId), eq(loginChallenges.tokenHash, hashToken(challenge))));
}
