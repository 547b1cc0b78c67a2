import "server-only";
import { createHmac, randomBytes } from "node:crypto";
import { deriveKey, sameSecret } from "@/lib/crypto";
import { env } from "@/lib/env";

export type StaffId = { firmId: string; staffId: string };

/** How long a browser stays known after a member's newest sign-in in it; milliseconds. */
export const knownMs = 90 * 86_400_000;

const sealOf = (of: StaffId, name: string, issued: string): string =>
  createHmac("sha256", deriveKey(env().secret, "staff browser"))
    .update([of.firmId, of.staffId, name, issued].join("|"))
    .digest("base64url");

/**
 * What a browser keeps after this member signed in: that it was here, under a random name (OWASP: device cookies). It opens
 * nothing, and nothing is kept of it. A browser known already keeps its name, so that a sign-in makes no new turns.
 */
export function newStaffBrowser(of: StaffId, earlier: string | undefined, now = Date.now()): string {
  const name = knownStaffBrowser(of, earlier, now) ?? randomBytes(16).toString("base64url");
  return [of.staffId, name, now, sealOf(of, name, String(now))].join(".");
}

/** The name of a browser in which this very member signed in within 90 days; undefined for every other one. */
export function knownStaffBrowser(
  of: StaffId,
  statement: string | undefined,
  now = Date.now(),
): string | undefined {
  const [staffId, name = "", issued = "", seal = "", ...more] = (statement ?? "").split(".");
  if (staffId !== of.staffId || more.length > 0) return undefined;
  if (!/^[\w-]{22}$/.test(name) || !/^\d{13}$/.test(issued) || now - Number(issued) > knownMs)
    return undefined;
  return sameSecret(seal, sealOf(of, name, issued)) ? name : undefined;
}
