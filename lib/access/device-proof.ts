import "server-only";
import { createHmac, createPublicKey, verify } from "node:crypto";
import { sql, type SQL, type SQLWrapper } from "drizzle-orm";
import { deriveKey, hashToken, sameSecret } from "@/lib/crypto";
import { env } from "@/lib/env";

/** How long a signature may take, and how long what it proves lasts; milliseconds. */
const nonceMs = 60_000;
export const proofMs = 10 * 60_000;
/** Clocks of several machines differ a little. */
const skewMs = 5_000;

const sealOf = (purpose: string, ...parts: (string | number)[]): string =>
  createHmac("sha256", deriveKey(env().secret, purpose)).update(parts.join("|")).digest("base64url");

/** What a browser is asked to sign: good for a minute, for this browser of this firm only (A14). Nothing is kept of it. */
export const newNonce = (firmId: string, browserToken: string, now = Date.now()): string =>
  `${now}.${sealOf("device nonce", firmId, hashToken(browserToken), now)}`;

/** True when this nonce was given to this browser within the last minute. */
export function isNonce(firmId: string, browserToken: string, nonce: string, now = Date.now()): boolean {
  const [at = "", seal = ""] = nonce.split(".");
  if (!/^\d{13}$/.test(at) || now - Number(at) > nonceMs || Number(at) - now > skewMs) return false;
  return sameSecret(seal, sealOf("device nonce", firmId, hashToken(browserToken), at));
}

const asKey = (publicKey: string) =>
  createPublicKey({ key: JSON.parse(publicKey) as Record<string, string>, format: "jwk" });

/** A public ES256 key in the one form in which it is stored and compared; undefined when this is none (RFC 7518 6.2). */
export function publicKeyOf(given: string): string | undefined {
  try {
    const { kty, crv, x, y } = JSON.parse(given) as Record<string, unknown>;
    const whole = [x, y].every((half) => typeof half === "string" && /^[A-Za-z0-9_-]{43}$/.test(half));
    if (kty !== "EC" || crv !== "P-256" || !whole) return undefined;
    const key = JSON.stringify({ kty, crv, x, y });
    asKey(key);
    return key;
  } catch {
    return undefined;
  }
}

/** True when the private half of this key signed this nonce, as WebCrypto signs (IEEE P1363). */
export const isSigned = (publicKey: string, nonce: string, signature: string): boolean =>
  verify(
    "sha256",
    Buffer.from(nonce),
    { key: asKey(publicKey), dsaEncoding: "ieee-p1363" },
    Buffer.from(signature, "base64url"),
  );

/** What a signature proved, for ten minutes: the holder of this key is here. */
export function newProof(firmId: string, publicKey: string, now = Date.now()): string {
  const until = now + proofMs;
  const keyHash = hashToken(publicKey);
  return `${until}.${keyHash}.${sealOf("device proof", firmId, keyHash, until)}`;
}

/** The hash of the key that a browser proved lately; empty when it proved none, which matches no key. */
export function provenKey(firmId: string, proof: string | undefined, now = Date.now()): string {
  const [until = "", keyHash = "", seal = ""] = (proof ?? "").split(".");
  if (!/^\d{13}$/.test(until) || Number(until) <= now) return "";
  return sameSecret(seal, sealOf("device proof", firmId, keyHash, until)) ? keyHash : "";
}

/** How many milliseconds a proof still lasts; 0 without a good one. */
export const proofLeft = (firmId: string, proof: string | undefined, now = Date.now()): number =>
  provenKey(firmId, proof, now) === "" ? 0 : Number((proof ?? "").split(".")[0]) - now;

/**
 * The wall (A14): the key that this browser proved lately, or, on a device without one, `bySession`. The same in
 * db/functions/claim.ts.
 */
export const openedBy = (
  device: { publicKey: SQLWrapper },
  firmId: string,
  proof: string | undefined,
  bySession: SQL,
): SQL => sql`opens_device(${device.publicKey}, ${provenKey(firmId, proof)}, ${bySession})`;

/** Where the browser's name alone must not do: whether it sent a live session of its own beside it. */
export const holdsSession = (
  browserId: SQLWrapper,
  firmId: string,
  { session, proof }: { session?: string | undefined; proof?: string | undefined },
): SQL =>
  session
    ? sql`holds_session(${firmId}, ${browserId}, ${hashToken(session)}, ${provenKey(firmId, proof)})`
    : sql`false`;
