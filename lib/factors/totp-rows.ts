import "server-only";
import { randomUUID } from "node:crypto";
import { eq, isNotNull, lt, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { totpSecrets } from "@/db/schema/logins";
import { allOf } from "@/lib/access/conditions";
import { openText, sealText } from "@/lib/crypto";
import { heldBy, holderColumns, type Holder } from "./owner";
import { freshStep, typedCode } from "./totp";

const place = (firmId: string, rowId: string) => ({
  table: "totp_secrets",
  column: "sealed_secret",
  firmId,
  rowId,
});

/** Keeps an app whose first code was right; that code is used up by it (MF1). False when it was not, or one is kept already. */
export async function keepTotp(tx: Tx, of: Holder, secret: string, typed: string): Promise<boolean> {
  const code = typedCode(typed);
  const step = code === undefined ? undefined : freshStep(secret, code, 0, Date.now());
  if (step === undefined) return false;
  const id = randomUUID();
  const kept = await tx
    .insert(totpSecrets)
    .values({
      id,
      ...holderColumns(of),
      sealedSecret: sealText(secret, place(of.firmId, id)),
      confirmedAt: sql`now()`,
      lastStep: step,
    })
    .onConflictDoNothing()
    .returning({ id: totpSecrets.id });
  return kept.length === 1;
}

/** Uses a code of the holder's app: right, and not used before, however many come at once (MF1). */
export async function useTotp(tx: Tx, of: Holder, typed: string): Promise<boolean> {
  const code = typedCode(typed);
  if (code === undefined) return false;
  const [row] = await tx
    .select()
    .from(totpSecrets)
    .where(allOf(heldBy(totpSecrets, of), isNotNull(totpSecrets.confirmedAt)));
  if (!row) return false;
  const secret = openText(row.sealedSecret, place(of.firmId, row.id));
  const step = freshStep(secret, code, row.lastStep, Date.now());
  if (step === undefined) return false;
  const used = await tx
    .update(totpSecrets)
    .set({ lastStep: step })
    .where(allOf(heldBy(totpSecrets, of), eq(totpSecrets.id, row.id), lt(totpSecrets.lastStep, step)))
    .returning({ id: totpSecrets.id });
  return used.length === 1;
}

/** Takes the holder's app away; false when there was none. */
export async function dropTotp(tx: Tx, of: Holder): Promise<boolean> {
  const gone = await tx.delete(totpSecrets).where(heldBy(totpSecrets, of)).returning({ id: totpSecrets.id });
  return gone.length === 1;
}
