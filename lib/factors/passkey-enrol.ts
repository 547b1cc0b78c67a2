import "server-only";
import {
  generateRegistrationOptions,
  verifyRegistrationResponse,
  type PublicKeyCredentialCreationOptionsJSON,
} from "@simplewebauthn/server";
import { withFirm, type Tx } from "@/db/client";
import { passkeys } from "@/db/schema/logins";
import { heldBy, holderColumns, idOf, type Holder } from "./owner";
import { readAttestation } from "./passkey-answer";
import { newPasskeyChallenge, takePasskeyChallenge } from "./passkey-challenge";
import type { Rp } from "./rp";

type Person = { of: Holder; browserToken: string };

/** What the browser needs to make a passkey for this host: one that can log in by itself, with the person verified. */
export async function newPasskeyOptions(
  { of, browserToken }: Person,
  rp: Rp,
  account: { email: string; fullName: string },
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { challenge, known } = await withFirm(of, async (tx) => ({
    challenge: await newPasskeyChallenge(tx, { firmId: of.firmId, purpose: "enrol", browserToken, of }),
    known: await tx
      .select({ id: passkeys.credentialId, transports: passkeys.transports })
      .from(passkeys)
      .where(heldBy(passkeys, of)),
  }));
  return generateRegistrationOptions({
    rpName: rp.name,
    rpID: rp.id,
    userID: new Uint8Array(Buffer.from(idOf(of))),
    userName: account.email,
    userDisplayName: account.fullName,
    challenge,
    timeout: 300_000,
    attestationType: "none",
    excludeCredentials: known,
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
}

/** A passkey that was checked and is not kept yet. */
export type NewPasskey = Omit<typeof passkeys.$inferInsert, "firmId" | "loginId" | "staffId" | "name">;

/** Checks what the authenticator gave: the challenge is used up, origin and host are this one's, the person was verified. */
export async function checkNewPasskey(
  { of, browserToken }: Person,
  rp: Rp,
  given: string,
): Promise<NewPasskey | undefined> {
  const read = readAttestation(given);
  const asked = { firmId: of.firmId, purpose: "enrol" as const, browserToken, of };
  if (!read || !(await takePasskeyChallenge(asked, read.challenge))) return undefined;
  try {
    const { registrationInfo } = await verifyRegistrationResponse({
      response: read.answer,
      expectedChallenge: read.challenge,
      expectedOrigin: rp.origin,
      expectedRPID: rp.id,
      requireUserVerification: true,
    });
    if (!registrationInfo) return undefined;
    const { credential, credentialBackedUp } = registrationInfo;
    return {
      credentialId: credential.id,
      publicKey: Buffer.from(credential.publicKey).toString("base64url"),
      counter: credential.counter,
      transports: read.answer.response.transports ?? [],
      rpId: rp.id,
      backedUp: credentialBackedUp,
    };
  } catch {
    // the library throws for every answer that is not right
    return undefined;
  }
}

/** Keeps a checked passkey; undefined when this one is kept already. */
export async function keepPasskey(
  tx: Tx,
  of: Holder,
  made: NewPasskey,
  name: string,
): Promise<string | undefined> {
  const [kept] = await tx
    .insert(passkeys)
    .values({ ...made, ...holderColumns(of), name })
    .onConflictDoNothing()
    .returning({ id: passkeys.id });
  return kept?.id;
}
