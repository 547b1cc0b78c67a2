import "server-only";
import { and, eq, lt, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { loginChallenges } from "@/db/schema/logins";
import { hashToken, newToken } from "@/lib/crypto";
import { holderColumns, type Holder } from "@/lib/factors/owner";

/** What a challenge still asks for: a factor to give, or one to set up. */
export type ChallengeStage = "factor" | "enrol";

const challengeTries = 5;

/** What stands between the first factor and the session: ten minutes, five tries, this browser. Returns its token. */
export async function newChallenge(
  tx: Tx,
  of: Holder,
  browserToken: string,
  stage: ChallengeStage,
): Promise<string> {
  const token = newToken();
  await tx
    .delete(loginChallenges)
    .where(and(eq(loginChallenges.firmId, of.firmId), lt(loginChallenges.endsAt, sql`now()`)));
  await tx.insert(loginChallenges).values({
    ...holderColumns(of),
    browserHash: hashToken(browserToken),
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
): Promise<{ challengeId: string; of: Holder; stage: ChallengeStage } | undefined> {
  if (!given.challenge || !given.browserToken) return undefined;
  const [found] = await tx
    .select({
      challengeId: loginChallenges.id,
      loginId: loginChallenges.loginId,
      staffId: loginChallenges.staffId,
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
  if (!found) return undefined;
  const { challengeId, stage, loginId, staffId } = found;
  if (loginId) return { challengeId, stage, of: { firmId, loginId } };
  return staffId ? { challengeId, stage, of: { firmId, staffId } } : undefined;
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
