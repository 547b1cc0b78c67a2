import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { browsers, devices } from "@/db/schema/access";
import { contacts } from "@/db/schema/people";
import { hashToken } from "@/lib/crypto";
import { Refused } from "@/lib/refused";
import type { Origin } from "./actor";
import { isNonce, isSigned, newProof, provenKey, publicKeyOf } from "./device-proof";
import { visitorOfTokens, type BrowserTokens, type Tokens } from "./session";

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
      "This browser has to show once more that it is still yours. Open your requests in another tab, come back here, then save this again: what you typed is still here.",
    );
  }
}

export type Signed = { key: string; nonce: string; signature: string };

/**
 * What a signature over this browser's nonce proves, for its cookie (A14); undefined when it proves nothing. The key is one of
 * this browser's devices, or new while a device that was just claimed here has none.
 */
export async function proofOf(
  firmId: string,
  tokens: Tokens,
  given: Signed,
  from: Origin,
): Promise<string | undefined> {
  const key = publicKeyOf(given.key);
  if (!tokens.browser || !key || !isNonce(firmId, tokens.browser, given.nonce)) return undefined;
  if (!isSigned(key, given.nonce, given.signature)) return undefined;
  const known = (await keysHere(firmId, tokens.browser)).includes(key);
  const asNew = { ...tokens, login: undefined, quiet: true };
  const mayBind = known || (await visitorOfTokens(firmId, asNew, from))?.key === "new";
  return mayBind ? newProof(firmId, key) : undefined;
}
