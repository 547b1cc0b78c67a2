import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { browsers, devices } from "@/db/schema/access";
import { contacts } from "@/db/schema/people";
import { hashToken } from "@/lib/crypto";
import { Refused } from "@/lib/refused";
import { proofCookie } from "./cookies";
import { isNonce, isSigned, newProof, provenKey, publicKeyOf } from "./device-proof";
import type { BrowserTokens } from "./session";
import { keepsKeys } from "./visitor-rules";

/** The keys that live devices of this browser are bound to. They open nothing by themselves. */
async function keysHere(firmId: string, browserToken: string): Promise<string[]> {
  return withFirm({ firmId }, async (tx) => {
    const rows = await tx
      .selectDistinct({ publicKey: devices.publicKey })
      .from(devices)
      .innerJoin(browsers, and(eq(browsers.firmId, devices.firmId), eq(browsers.id, devices.browserId)))
      .innerJoin(contacts, and(eq(contacts.firmId, devices.firmId), eq(contacts.id, devices.contactId)))
      .where(
        and(
          eq(devices.firmId, firmId),
          eq(browsers.tokenHash, hashToken(browserToken)),
          isNull(contacts.deletedAt),
          sql`${devices.endedAt} is null and ${devices.endsAt} > now() and ${devices.publicKey} is not null`,
        ),
      );
    return rows.flatMap(({ publicKey }) => (publicKey === null ? [] : [publicKey]));
  });
}

/** True when a device here is bound to a key and none was proven lately: the browser has to show its key first (A14). */
export async function mustProve(firmId: string, { browser, proof }: BrowserTokens): Promise<boolean> {
  if (!browser || provenKey(firmId, proof) !== "") return false;
  return (await keysHere(firmId, browser)).length > 0;
}

/** A bound device acts, and its proof has run out: the browser shows its key again, and the same act goes through. */
export class ProofRunOut extends Refused {
  constructor() {
    super(
      "forbidden",
      "This browser had to show once more that it is still yours, so this is not saved yet. Press the button again: what you typed is still here. If that does not help, open your requests in another tab first.",
    );
  }
}

/** What a page's script hands over: the key's public half, the nonce that the server gave, and the signature over it. */
export type Signed = { key: string; nonce: string; signature: string };

/** The public key that signed this browser's nonce, in the form in which it is kept; undefined when nothing is proven. */
function signedKey(firmId: string, browserToken: string, given: Signed): string | undefined {
  const key = publicKeyOf(given.key);
  if (!key || !isNonce(firmId, browserToken, given.nonce)) return undefined;
  return isSigned(key, given.nonce, given.signature) ? key : undefined;
}

/** What a signature by the key of one of this browser's devices proves, for its cookie (A14); undefined when it proves nothing. */
export async function proofOf(
  firmId: string,
  browserToken: string,
  given: Signed,
): Promise<string | undefined> {
  const key = signedKey(firmId, browserToken, given);
  return key && (await keysHere(firmId, browserToken)).includes(key) ? newProof(firmId, key) : undefined;
}

/** `wrong`: signed by nobody, or too long ago. `none`: this browser keeps no key, or its script did not run. */
export type PressedKey =
  { kind: "none" } | { kind: "wrong" } | { kind: "key"; publicKey: string; proof: string };

/**
 * The key that a press was signed with, for the device that it makes (A14). A browser that drops what pages store has none,
 * whatever its form says (DECISIONS 12).
 */
export function pressedKey(press: {
  firm: { id: string };
  browserToken: string;
  agent: string;
  form: URLSearchParams;
}): PressedKey {
  const given = { key: "", nonce: "", signature: "" };
  let said = false;
  for (const name of ["key", "nonce", "signature"] as const) {
    const all = press.form.getAll(name);
    said ||= all.some((value) => value !== "");
    // sent twice is sent by nobody of ours
    given[name] = all.length === 1 ? (all[0] ?? "") : "";
  }
  if (!said || !keepsKeys(press.agent)) return { kind: "none" };
  const publicKey = signedKey(press.firm.id, press.browserToken, given);
  return publicKey
    ? { kind: "key", publicKey, proof: newProof(press.firm.id, publicKey) }
    : { kind: "wrong" };
}

/**
 * The key that "Send access link" was signed with, kept with the ask for the device that its link makes; and the cookie of
 * what it proved. A press that proves nothing asks all the same: that device is then bound by its cookies.
 */
export function askedKey(press: Parameters<typeof pressedKey>[0] & { proof: string | undefined }): {
  shown: { proof: string | undefined; publicKey?: string };
  cookies: string[];
} {
  const signed = pressedKey(press);
  if (signed.kind !== "key") return { shown: { proof: press.proof }, cookies: [] };
  const { publicKey, proof } = signed;
  return { shown: { publicKey, proof }, cookies: [proofCookie(proof)] };
}
