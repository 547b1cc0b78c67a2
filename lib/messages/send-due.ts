import "server-only";
import { and, asc, eq, inArray, or, sql } from "drizzle-orm";
import { DatabaseAway, withFirm, type Tx } from "@/db/client";
import { messages } from "@/db/schema/messages";
import { systemActor } from "@/lib/access/system";
import { record } from "@/lib/audit/record";
import { openText, SealBroken, type Place } from "@/lib/crypto";
import { log } from "@/lib/log";
import type { Sealed } from "./enqueue";
import { backoffSeconds, mostAttempts } from "./rules";
import { cancelReason } from "./still-wanted";
import { transport, type Outcome, type Transport } from "./transport";

const leaseSeconds = 60;
const batch = 12;

type Leased = { id: string; fence: number; attempts: number; to: string; sealed: string };

/** Sends what is due for one firm; returns how many messages were taken up. */
export async function sendDue(firmId: string, by: Transport = transport()): Promise<number> {
  const leased = await lease(firmId, by);
  await Promise.all(leased.map((message) => sendOne(firmId, message, by)));
  return leased.length;
}

/**
 * Takes messages for a minute, under a new fence: a worker slower than its lease finds the fence moved and its
 * finish refused (BARS R8). One whose call had begun and never ended is ambiguous where a repeat could double it.
 */
async function lease(firmId: string, by: Transport): Promise<Leased[]> {
  return withFirm({ firmId }, async (tx) => {
    const due = await tx
      .select({ id: messages.id, callingAt: messages.callingAt })
      .from(messages)
      .where(
        and(
          eq(messages.firmId, firmId),
          inArray(messages.state, ["pending", "leased"]),
          sql`${messages.nextAt} <= now()`,
          sql`(${messages.leaseUntil} is null or ${messages.leaseUntil} < now())`,
        ),
      )
      .orderBy(asc(messages.nextAt), asc(messages.id))
      .limit(batch)
      .for("update", { skipLocked: true });
    const unsure = by.repeatable ? [] : due.filter((row) => row.callingAt !== null);
    for (const { id } of unsure) {
      await finalState(tx, firmId, id, {
        state: "ambiguous",
        problem: "Lodge stopped while the mail was handed over.",
      });
    }
    const ids = due.filter((row) => !unsure.includes(row)).map((row) => row.id);
    if (ids.length === 0) return [];
    const rows = await tx
      .update(messages)
      .set({
        state: "leased",
        fence: sql`${messages.fence} + 1`,
        attempts: sql`${messages.attempts} + 1`,
        leaseUntil: sql`now() + make_interval(secs => ${leaseSeconds})`,
      })
      .where(and(eq(messages.firmId, firmId), inArray(messages.id, ids)))
      .returning({
        id: messages.id,
        fence: messages.fence,
        attempts: messages.attempts,
        to: messages.toAddress,
        sealed: messages.sealed,
      });
    return rows.flatMap((row) => (row.sealed === null ? [] : [{ ...row, sealed: row.sealed }]));
  });
}

/** The letter's text; undefined when it was sealed by a secret that is gone. */
function readSealed(sealed: string, place: Place): string | undefined {
  try {
    return openText(sealed, place);
  } catch (problem) {
    if (problem instanceof SealBroken) return undefined;
    throw problem;
  }
}

async function sendOne(firmId: string, message: Leased, by: Transport): Promise<void> {
  try {
    if (!(await begin(firmId, message))) return;
    await finishSurely(firmId, message, await handOver(firmId, message, by));
  } catch (problem) {
    log.error("message.failed", problem, { firmId, messageId: message.id });
    // without the database nothing can be written down: the lease runs out and the message is taken up again
    if (problem instanceof DatabaseAway) return;
    await finish(firmId, message, {
      kind: "retry",
      problem: "Lodge could not prepare it. Its log says why.",
    }).catch((again: unknown) => log.error("message.failed", again, { firmId, messageId: message.id }));
  }
}

/** Gives the letter to the provider. What it does not foresee itself may have gone out. */
async function handOver(firmId: string, message: Leased, by: Transport): Promise<Outcome> {
  const place = { table: "messages", column: "sealed", firmId, rowId: message.id };
  const opened = readSealed(message.sealed, place);
  if (opened === undefined)
    return { kind: "dead", problem: "The letter cannot be read: the secret has changed." };
  try {
    return await by.deliver({ ...(JSON.parse(opened) as Sealed), id: message.id, to: message.to });
  } catch (problem) {
    log.error("message.failed", problem, { firmId, messageId: message.id });
    return {
      kind: by.repeatable ? "retry" : "ambiguous",
      problem: "Lodge failed while the mail was handed over. Its log says why.",
    };
  }
}

/** Seconds between tries to write down how a call ended, while the database is away: within the lease. */
const writeAgainAfter = [0.2, 0.5, 1, 2, 4, 8, 8, 8, 8];

/** Writes down how the call ended, also when the database is away just then: else a mail that was taken would be unsure. */
async function finishSurely(firmId: string, message: Leased, outcome: Outcome): Promise<void> {
  for (const seconds of writeAgainAfter) {
    try {
      await finish(firmId, message, outcome);
      return;
    } catch (problem) {
      if (!(problem instanceof DatabaseAway)) throw problem;
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    }
  }
  await finish(firmId, message, outcome);
}

const mine = (firmId: string, message: { id: string; fence: number }) =>
  and(
    eq(messages.firmId, firmId),
    eq(messages.id, message.id),
    eq(messages.fence, message.fence),
    eq(messages.state, "leased"),
  );

/** Checks once more that the mail is still wanted, and notes that the provider is being called now. */
async function begin(firmId: string, message: Leased): Promise<boolean> {
  return withFirm({ firmId }, async (tx) => {
    const why = await cancelReason(tx, firmId, message.id);
    if (why) {
      await finalState(tx, firmId, message.id, { state: "cancelled", problem: why });
      return false;
    }
    const begun = await tx
      .update(messages)
      .set({ callingAt: sql`now()` })
      .where(mine(firmId, message))
      .returning({ id: messages.id });
    return begun.length === 1;
  });
}

/** A mail that was called unsure meanwhile, and which the mail server turns out to have taken. */
const unsure = (firmId: string, message: { id: string; fence: number }) =>
  and(
    eq(messages.firmId, firmId),
    eq(messages.id, message.id),
    eq(messages.fence, message.fence),
    eq(messages.state, "ambiguous"),
  );

async function finish(firmId: string, message: Leased, outcome: Outcome): Promise<void> {
  await withFirm({ firmId }, async (tx) => {
    const [still] = await tx
      .select({ id: messages.id })
      .from(messages)
      .where(
        outcome.kind === "sent" ? or(mine(firmId, message), unsure(firmId, message)) : mine(firmId, message),
      )
      .for("update");
    if (!still) return;
    if (outcome.kind === "sent")
      return finalState(tx, firmId, message.id, { state: "sent", providerId: outcome.providerId });
    if (outcome.kind === "retry" && message.attempts < mostAttempts) {
      const wait = Math.max(outcome.afterSeconds ?? 0, backoffSeconds(message.attempts, Math.random()));
      await tx
        .update(messages)
        .set({
          state: "pending",
          callingAt: null,
          leaseUntil: null,
          problem: outcome.problem,
          nextAt: sql`now() + make_interval(secs => ${wait})`,
        })
        .where(mine(firmId, message));
      return;
    }
    const state = outcome.kind === "ambiguous" ? "ambiguous" : "dead";
    await finalState(tx, firmId, message.id, { state, problem: outcome.problem });
  });
}

/** A final state wipes the letter: links and texts do not stay in the database (DECISIONS 11). */
async function finalState(
  tx: Tx,
  firmId: string,
  messageId: string,
  end: { state: "sent" | "ambiguous" | "dead" | "cancelled"; problem?: string; providerId?: string },
): Promise<void> {
  const [of] = await tx
    .update(messages)
    .set({
      state: end.state,
      sealed: null,
      leaseUntil: null,
      problem: end.problem ?? null,
      providerId: end.providerId ?? null,
      sentAt: end.state === "sent" ? sql`now()` : null,
    })
    .where(and(eq(messages.firmId, firmId), eq(messages.id, messageId)))
    .returning({ requestId: messages.requestId });
  await record(tx, systemActor(firmId), `message.${end.state}`, {
    messageId,
    // open pages of whom it asks hear of it: a first sending shows there when its hold is over
    ...(of?.requestId ? { requestId: of.requestId } : {}),
    ...(end.providerId ? { providerId: end.providerId } : {}),
  });
}
