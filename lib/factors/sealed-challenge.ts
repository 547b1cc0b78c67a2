import "server-only";
import { createHmac, randomBytes } from "node:crypto";
import { withFirm } from "@/db/client";
import { passkeyChallenges } from "@/db/schema/logins";
import { deriveKey, sameSecret } from "@/lib/crypto";
import { env } from "@/lib/env";
import { holderColumns, type Holder } from "./owner";
import type { Rp } from "./rp";

const nonceBytes = 16;
const timeBytes = 6;
const headBytes = nonceBytes + timeBytes;
const lastsMs = 5 * 60_000;

type Place = { browserToken: string; rp: Rp };

function mark(head: Uint8Array, { browserToken, rp }: Place): Buffer {
  return createHmac("sha256", deriveKey(env().secret, "staff passkey challenge"))
    .update(JSON.stringify([Buffer.from(head).toString("base64url"), browserToken, rp.origin]))
    .digest();
}

/**
 * A challenge for "Use a passkey" before anybody's firm is known, so that no row can keep it: random, sealed for this
 * browser and host, five minutes (MF8).
 */
export function newSealedChallenge(place: Place, now = Date.now()): Uint8Array<ArrayBuffer> {
  const head = Buffer.alloc(headBytes);
  randomBytes(nonceBytes).copy(head);
  head.writeUIntBE(now + lastsMs, nonceBytes, timeBytes);
  return new Uint8Array(Buffer.concat([head, mark(head, place)]));
}

/**
 * Takes a sealed challenge for good: what was taken stays written in the firm of the passkey until its time is over, so
 * that of one answer sent many times one counts. The row serves no browser and no other door.
 */
export async function takeSealedChallenge(
  of: Holder,
  place: Place,
  challenge: string,
  now = Date.now(),
): Promise<boolean> {
  const bytes = Buffer.from(challenge, "base64url");
  const head = bytes.subarray(0, headBytes);
  if (bytes.length <= headBytes || bytes.toString("base64url") !== challenge) return false;
  if (!sameSecret(bytes.subarray(headBytes).toString("base64url"), mark(head, place).toString("base64url")))
    return false;
  const endsAt = head.readUIntBE(nonceBytes, timeBytes);
  if (endsAt <= now) return false;
  const taken = await withFirm(of, (tx) =>
    tx
      .insert(passkeyChallenges)
      .values({
        ...holderColumns(of),
        purpose: "log_in",
        browserHash: "taken",
        challenge,
        // a while longer than it counts, whatever the clocks say
        endsAt: new Date(endsAt + lastsMs),
      })
      .onConflictDoNothing()
      .returning({ id: passkeyChallenges.id }),
  );
  return taken.length === 1;
}
