import "server-only";
import { createHmac } from "node:crypto";
import { generateSync, generateURI } from "otplib";
import { deriveKey, sameSecret } from "@/lib/crypto";
import { env } from "@/lib/env";
import { base32, rfcLetters } from "./base32";
import { idOf, type Holder } from "./owner";

const stepSeconds = 30;
const secretBytes = 20;

/**
 * The secret of an app that is being set up: 160 bits that follow from where it is set up (this challenge or this
 * session) and a salt in the page's address. So the page can be loaded again, no other browser sees it, and nothing
 * is kept until the first code was right (MF3).
 */
export function secretFor(of: Holder, boundTo: string, salt: string): string {
  const key = deriveKey(env().secret, "totp enrolment");
  const bytes = createHmac("sha256", key)
    .update(JSON.stringify([of.firmId, idOf(of), boundTo, salt]))
    .digest();
  return base32(bytes.subarray(0, secretBytes), rfcLetters);
}

/** otpauth://totp/…, as the QR code says it. */
export const totpAddress = (secret: string, issuer: string, account: string): string =>
  generateURI({ secret, issuer: issuer.replaceAll(":", " "), label: account.replaceAll(":", " ") });

/** "ABCD EFGH …": how the secret is typed. */
export const inFours = (secret: string): string => secret.match(/.{1,4}/g)?.join(" ") ?? secret;

/** Six digits out of what was typed; spaces are people's. */
export const typedCode = (typed: string): string | undefined => {
  const code = typed.replace(/[\s-]/g, "");
  return /^\d{6}$/.test(code) ? code : undefined;
};

/**
 * The newest step, of this one and its two neighbours, that the code belongs to and that comes after the last used
 * one (RFC 6238 §5.2, MF1, MF2). `now` in milliseconds.
 */
export function freshStep(secret: string, code: string, lastStep: number, now: number): number | undefined {
  const step = Math.floor(now / 1000 / stepSeconds);
  return [step + 1, step, step - 1].find(
    (at) => at > lastStep && sameSecret(generateSync({ secret, epoch: at * stepSeconds }), code),
  );
}
