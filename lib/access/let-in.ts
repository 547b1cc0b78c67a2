import "server-only";
import { createHmac } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { accessAsks, magicLinks } from "@/db/schema/access";
import { record } from "@/lib/audit/record";
import { deriveKey, hashToken } from "@/lib/crypto";
import { env } from "@/lib/env";
import type { Origin } from "./actor";
import { mailedToken } from "./cookies";
import { strangerActor } from "./system";

/** The screen that waits for this link, while it may be let in: ten minutes, its link claimed by nobody. */
async function waitingFor(tx: Tx, firmId: string, token: string) {
  const [ask] = await tx
    .select({
      id: accessAsks.id,
      number: accessAsks.shownNumber,
      linkId: magicLinks.id,
      askedAt: accessAsks.askedAt,
    })
    .from(accessAsks)
    .innerJoin(
      magicLinks,
      and(eq(magicLinks.firmId, accessAsks.firmId), eq(magicLinks.id, accessAsks.linkId)),
    )
    .where(
      and(
        eq(accessAsks.firmId, firmId),
        eq(magicLinks.tokenHash, hashToken(token)),
        sql`${magicLinks.revokedAt} is null and ${magicLinks.deviceId} is null`,
        sql`${accessAsks.shownNumber} > 0 and ${accessAsks.letInAt} is null and ${accessAsks.codeEndsAt} > now()`,
      ),
    )
    .for("update", { of: accessAsks });
  return ask;
}

/** Three numbers, always the same for one ask: that a page loaded twice shows other wrong ones would tell the right one. */
function threeOf(askId: string, right: number): number[] {
  const bytes = createHmac("sha256", deriveKey(env().secret, "numbers to pick"))
    .update(`${askId}.${right}`)
    .digest();
  const all = [right];
  for (const byte of bytes) {
    const other = 10 + (byte % 90);
    if (all.length < 3 && !all.includes(other)) all.push(other);
  }
  return all.sort((a, b) => a - b);
}

/** Which numbers the phone asks about, and when the screen asked (A7, DECISIONS 15a); undefined when none waits. */
export async function numbersToPick(firmId: string, given: string) {
  const token = mailedToken(given);
  if (!token) return undefined;
  return withFirm({ firmId }, async (tx) => {
    const ask = await waitingFor(tx, firmId, token);
    return ask?.number ? { numbers: threeOf(ask.id, ask.number), askedAt: ask.askedAt } : undefined;
  });
}

/**
 * "Let in the screen that is waiting": the right one of three numbers lets it in, and a wrong one ends it (A7). The phone
 * itself claims nothing.
 */
export async function letIn(
  firmId: string,
  given: string,
  picked: string,
  from: Origin,
): Promise<"in" | "wrong" | "over"> {
  const token = mailedToken(given);
  if (!token) return "over";
  return withFirm({ firmId }, async (tx) => {
    const ask = await waitingFor(tx, firmId, token);
    if (!ask) return "over";
    const right = picked === String(ask.number);
    await tx
      .update(accessAsks)
      .set(right ? { letInAt: sql`now()` } : { shownNumber: sql`-${accessAsks.shownNumber}` })
      .where(and(eq(accessAsks.firmId, firmId), eq(accessAsks.id, ask.id)));
    const action = right ? "screen.let_in" : "screen.refused";
    await record(tx, strangerActor(firmId, from), action, { linkId: ask.linkId });
    return right ? "in" : "wrong";
  });
}
