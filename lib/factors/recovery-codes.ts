import "server-only";
import { randomBytes } from "node:crypto";
import { eq, isNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { recoveryCodes } from "@/db/schema/logins";
import { allOf } from "@/lib/access/conditions";
import { hashToken } from "@/lib/crypto";
import { base32, plainLetters } from "./base32";
import { heldBy, holderColumns, type Holder } from "./owner";
import { recoveryCodeCount } from "./rules";

/** Sixteen letters: 80 bits, so a plain hash keeps them (MF5, ASVS 6.5.2). */
const codeBytes = 10;

/** What was typed, as it was made: without spaces and bars, and with the letters that were misread put right. */
const asMade = (typed: string): string =>
  typed.toLowerCase().replace(/[\s-]/g, "").replaceAll("o", "0").replace(/[il]/g, "1");

/** Ten new codes; the old ones open nothing any more. They are returned once and kept as hashes. */
export async function newRecoveryCodes(tx: Tx, of: Holder): Promise<string[]> {
  const codes = Array.from({ length: recoveryCodeCount }, () => base32(randomBytes(codeBytes), plainLetters));
  await dropRecoveryCodes(tx, of);
  await tx
    .insert(recoveryCodes)
    .values(codes.map((code) => ({ ...holderColumns(of), codeHash: hashToken(code) })));
  return codes.map((code) => code.match(/.{4}/g)?.join("-") ?? code);
}

/** Uses one recovery code; each works once, however many come at once. */
export async function useRecoveryCode(tx: Tx, of: Holder, typed: string): Promise<boolean> {
  const code = asMade(typed);
  if (!/^[0-9a-hjkmnp-tv-z]{16}$/.test(code)) return false;
  const used = await tx
    .update(recoveryCodes)
    .set({ usedAt: sql`now()` })
    .where(
      allOf(
        heldBy(recoveryCodes, of),
        eq(recoveryCodes.codeHash, hashToken(code)),
        isNull(recoveryCodes.usedAt),
      ),
    )
    .returning({ id: recoveryCodes.id });
  return used.length === 1;
}

/** How many still work. */
export const codesLeft = (tx: Tx, of: Holder): Promise<number> =>
  tx.$count(recoveryCodes, allOf(heldBy(recoveryCodes, of), isNull(recoveryCodes.usedAt)));

/** Takes all of them away. */
export async function dropRecoveryCodes(tx: Tx, of: Holder): Promise<void> {
  await tx.delete(recoveryCodes).where(heldBy(recoveryCodes, of));
}
