import "server-only";
import { eq, lt, sql } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { passkeyChallenges } from "@/db/schema/logins";
import { allOf } from "@/lib/access/conditions";
import { hashToken, newToken } from "@/lib/crypto";
import { holderColumns, idOf, type Holder } from "./owner";

type Purpose = "enrol" | "log_in" | "second" | "prove";

/** What a challenge is for: the firm, the act, this browser; and whose, where that is known already. */
export type Asked = { firmId: string; purpose: Purpose; browserToken: string; of?: Holder | undefined };

/** Gives out a challenge: five minutes, one answer, this browser (MF8). The bytes are what the authenticator signs. */
export async function newPasskeyChallenge(tx: Tx, asked: Asked): Promise<Uint8Array<ArrayBuffer>> {
  const challenge = newToken();
  await tx
    .delete(passkeyChallenges)
    .where(allOf(eq(passkeyChallenges.firmId, asked.firmId), lt(passkeyChallenges.endsAt, sql`now()`)));
  await tx.insert(passkeyChallenges).values({
    ...(asked.of ? holderColumns(asked.of) : { firmId: asked.firmId }),
    purpose: asked.purpose,
    browserHash: hashToken(asked.browserToken),
    challenge,
    endsAt: sql`now() + interval '5 minutes'`,
  });
  return new Uint8Array(Buffer.from(challenge, "base64url"));
}

/** Takes a challenge for good, in a transaction of its own: an answer that turns out wrong has used it up too. */
export async function takePasskeyChallenge(asked: Asked, challenge: string): Promise<boolean> {
  const taken = await withFirm({ firmId: asked.firmId }, (tx) =>
    tx
      .delete(passkeyChallenges)
      .where(
        allOf(
          eq(passkeyChallenges.firmId, asked.firmId),
          eq(passkeyChallenges.challenge, challenge),
          eq(passkeyChallenges.purpose, asked.purpose),
          eq(passkeyChallenges.browserHash, hashToken(asked.browserToken)),
          sql`coalesce(login_id, staff_id) is not distinct from ${asked.of ? idOf(asked.of) : null}::uuid`,
          sql`ends_at > now()`,
        ),
      )
      .returning({ id: passkeyChallenges.id }),
  );
  return taken.length === 1;
}
