import "server-only";
import { createHash } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { inOneTransaction, withFirm } from "@/db/client";
import { idempotencyKeys } from "@/db/schema/api";
import type { Program } from "@/lib/access/api-key";
import { Problem } from "./problem";

export type Answer = { status: number; body: string };

/** The Idempotency-Key of a request; undefined without one. Throws Problem for one that cannot be kept. */
export function idempotencyKey(request: Request): string | undefined {
  const key = request.headers.get("idempotency-key");
  if (key === null) return undefined;
  if (!/^[\x21-\x7e]{1,255}$/.test(key))
    throw new Problem(422, "invalid", "An Idempotency-Key is 1 to 255 letters, digits and marks.");
  return key;
}

/** What makes two requests the same: method, address and body. */
export const hashOfRequest = (...parts: string[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("hex");

export const keyReused = () =>
  new Problem(
    422,
    "idempotency_key_reused",
    "This Idempotency-Key was sent with another request before. Use a new one for each act.",
  );

/**
 * Acts once for a key, however often it is sent within 24 hours, also at once and after a crash: the row with the answer
 * is written in the transaction of the act, and a second request waits on it. A refused act leaves no row.
 */
export async function once(
  { actor }: Program,
  key: string,
  requestHash: string,
  act: () => Promise<Answer>,
): Promise<Answer> {
  return inOneTransaction(actor, async (tx) => {
    const { firmId, apiKeyId } = actor;
    const mine = and(
      eq(idempotencyKeys.firmId, firmId),
      eq(idempotencyKeys.apiKeyId, apiKeyId),
      eq(idempotencyKeys.key, key),
    );
    await tx.delete(idempotencyKeys).where(and(mine, sql`created_at < now() - interval '1 day'`));
    const [fresh] = await tx
      .insert(idempotencyKeys)
      .values({ firmId, apiKeyId, key, requestHash, status: 0, body: "" })
      .onConflictDoNothing()
      .returning({ key: idempotencyKeys.key });
    if (!fresh) {
      const [before] = await tx.select().from(idempotencyKeys).where(mine);
      if (before?.requestHash !== requestHash) throw keyReused();
      return { status: before.status, body: before.body };
    }
    const answer = await act();
    await tx.update(idempotencyKeys).set(answer).where(mine);
    return answer;
  });
}

/** Forgets one firm's answers after 24 hours: they may name people. */
export async function sweepIdempotencyKeys(firmId: string): Promise<void> {
  await withFirm({ firmId }, (tx) =>
    tx
      .delete(idempotencyKeys)
      .where(and(eq(idempotencyKeys.firmId, firmId), sql`created_at < now() - interval '1 day'`)),
  );
}
