import "server-only";
import {
  generateAuthenticationOptions,
  verifyAuthenticationResponse,
  type AuthenticationResponseJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/server";
import { eq, sql } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { passkeys } from "@/db/schema/logins";
import type { Origin } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { strangerActor } from "@/lib/access/system";
import { record } from "@/lib/audit/record";
import { heldBy, idOf, type Holder } from "./owner";
import { readAssertion } from "./passkey-answer";
import { newPasskeyChallenge, takePasskeyChallenge, type Asked } from "./passkey-challenge";
import type { Rp } from "./rp";

/** What the browser needs to ask for a passkey of this host; of one holder, where it is known who it must be. */
export async function passkeyOptions(asked: Asked, rp: Rp): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { of } = asked;
  const { challenge, known } = await withFirm({ firmId: asked.firmId }, async (tx) => ({
    challenge: await newPasskeyChallenge(tx, asked),
    known: of
      ? await tx
          .select({ id: passkeys.credentialId, transports: passkeys.transports })
          .from(passkeys)
          .where(allOf(heldBy(passkeys, of), eq(passkeys.rpId, rp.id)))
      : [],
  }));
  return generateAuthenticationOptions({
    rpID: rp.id,
    challenge,
    userVerification: "required",
    timeout: 300_000,
    ...(of ? { allowCredentials: known } : {}),
  });
}

type Kept = typeof passkeys.$inferSelect;

/** The counter is compared after the signature, so that only a real passkey's copy raises the alarm. */
async function verified(rp: Rp, answer: AuthenticationResponseJSON, challenge: string, kept: Kept) {
  try {
    const { verified: right, authenticationInfo } = await verifyAuthenticationResponse({
      response: answer,
      expectedChallenge: challenge,
      expectedOrigin: rp.origin,
      expectedRPID: rp.id,
      requireUserVerification: true,
      credential: {
        id: kept.credentialId,
        publicKey: new Uint8Array(Buffer.from(kept.publicKey, "base64url")),
        counter: 0,
      },
    });
    return right ? authenticationInfo : undefined;
  } catch {
    // the library throws for every answer that is not right
    return undefined;
  }
}

const holderOf = ({ firmId, loginId, staffId }: Kept): Holder | undefined =>
  loginId ? { firmId, loginId } : staffId ? { firmId, staffId } : undefined;

/**
 * Whose passkey answered: the challenge was given to this browser and is used up, origin and host are this one's,
 * the person was verified, and the counter went on (WebAuthn L3 §7.2, MF8, MF9). A counter that went back is a copy:
 * it is refused and written down. `take` uses the challenge up, where it was not given out by a row.
 */
export async function passkeyHolder(
  asked: Asked,
  rp: Rp,
  given: string,
  from: Origin,
  take = (challenge: string) => takePasskeyChallenge(asked, challenge),
): Promise<(Holder & { passkeyId: string }) | undefined> {
  const { firmId, of } = asked;
  const read = readAssertion(given);
  if (!read || !(await take(read.challenge))) return undefined;
  const [kept] = await withFirm({ firmId }, (tx) =>
    tx
      .select()
      .from(passkeys)
      .where(
        allOf(
          of ? heldBy(passkeys, of) : eq(passkeys.firmId, firmId),
          eq(passkeys.credentialId, read.answer.id),
          eq(passkeys.rpId, rp.id),
        ),
      ),
  );
  const holder = kept && holderOf(kept);
  if (!kept || !holder) return undefined;
  const { userHandle } = read.answer.response;
  if (userHandle !== undefined && userHandle !== Buffer.from(idOf(holder)).toString("base64url"))
    return undefined;
  const seen = await verified(rp, read.answer, read.challenge, kept);
  if (!seen) return undefined;
  return withFirm({ firmId }, async (tx) => {
    const subject = { passkeyId: kept.id, loginId: kept.loginId, staffId: kept.staffId };
    const used = await tx
      .update(passkeys)
      .set({ counter: seen.newCounter, backedUp: seen.credentialBackedUp, lastUsedAt: sql`now()` })
      .where(
        allOf(
          heldBy(passkeys, holder),
          eq(passkeys.id, kept.id),
          // 0 and 0: the authenticator counts nothing, as synced passkeys do
          sql`(counter < ${seen.newCounter} or (counter = 0 and ${seen.newCounter} = 0))`,
        ),
      )
      .returning({ id: passkeys.id });
    const stranger = strangerActor(firmId, from);
    if (used.length === 0) {
      await record(tx, stranger, "passkey.counter_went_back", { ...subject, counter: seen.newCounter });
      return undefined;
    }
    if (seen.credentialBackedUp !== kept.backedUp)
      await record(tx, stranger, "passkey.backup_changed", {
        ...subject,
        backedUp: seen.credentialBackedUp ? 1 : 0,
      });
    return { ...holder, passkeyId: kept.id };
  });
}

/** The passkey that answered is still there: asked once more under the login's lock, for it may be taken away meanwhile. */
export const isKept = async (tx: Tx, of: Holder, passkeyId: string): Promise<boolean> =>
  (await tx.$count(passkeys, allOf(heldBy(passkeys, of), eq(passkeys.id, passkeyId)))) === 1;
