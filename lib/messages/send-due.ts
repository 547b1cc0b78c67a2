import "server-only";
import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { magicLinks } from "@/db/schema/access";
import { messages } from "@/db/schema/messages";
import { contacts } from "@/db/schema/people";
import { staffMembers } from "@/db/schema/staff";
import { guests, requests, workItems } from "@/db/schema/work";
import { systemActor } from "@/lib/access/system";
import { record } from "@/lib/audit/record";
import { openText, SealBroken, type Place } from "@/lib/crypto";
import { log } from "@/lib/log";
import type { Sealed } from "./enqueue";
import { backoffSeconds, mostAttempts } from "./rules";
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
    const opened = readSealed(message.sealed, {
      table: "messages",
      column: "sealed",
      firmId,
      rowId: message.id,
    });
    const outcome: Outcome =
      opened === undefined
        ? { kind: "dead", problem: "The letter cannot be read: the secret has changed." }
        : await by.deliver({ ...(JSON.parse(opened) as Sealed), id: message.id, to: message.to });
    await finish(firmId, message, outcome);
  } catch (problem) {
    log.error("message.failed", {
      messageId: message.id,
      problem: problem instanceof Error ? problem.name : "unknown",
    });
  }
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
    const why = await whyNot(tx, firmId, message.id);
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

/** Why a message is not wanted any more, decided at the moment of sending (SECURITY EM3). */
async function whyNot(tx: Tx, firmId: string, messageId: string): Promise<string | undefined> {
  const [row] = await tx
    .select({
      kind: messages.kind,
      to: messages.toAddress,
      contactId: messages.contactId,
      email: contacts.email,
      deletedAt: contacts.deletedAt,
      requestStatus: requests.status,
      completedAt: workItems.completedAt,
      linkRevokedAt: magicLinks.revokedAt,
      guestEndedAt: guests.endedAt,
      staffEndedAt: staffMembers.deactivatedAt,
    })
    .from(messages)
    .leftJoin(contacts, and(eq(contacts.firmId, messages.firmId), eq(contacts.id, messages.contactId)))
    .leftJoin(magicLinks, and(eq(magicLinks.firmId, messages.firmId), eq(magicLinks.id, messages.linkId)))
    .leftJoin(guests, and(eq(guests.firmId, messages.firmId), eq(guests.id, messages.guestId)))
    .leftJoin(
      staffMembers,
      and(eq(staffMembers.firmId, messages.firmId), eq(staffMembers.id, messages.staffId)),
    )
    .leftJoin(requests, and(eq(requests.firmId, messages.firmId), eq(requests.id, messages.requestId)))
    .leftJoin(workItems, and(eq(workItems.firmId, requests.firmId), eq(workItems.id, requests.workItemId)))
    .where(and(eq(messages.firmId, firmId), eq(messages.id, messageId)));
  if (!row) return "The message is gone.";
  // the notice to a former address is wanted there whatever became of the contact
  const toContact = row.contactId && row.kind !== "address_changed";
  if (toContact && row.deletedAt) return "The contact was deleted before it was sent.";
  if (toContact && row.email !== row.to) return "The contact's address changed before it was sent.";
  if (row.linkRevokedAt) return "Its link was revoked before it was sent.";
  if (row.guestEndedAt) return "The access was stopped before it was sent.";
  // what is a client's; that somebody was deactivated is told them all the same
  if (row.kind === "comment" && row.staffEndedAt)
    return "The staff member was deactivated before it was sent.";
  const ofRequest = row.kind === "request" || row.kind === "guest";
  if (ofRequest && row.requestStatus !== "sent") return "The request was withdrawn before it was sent.";
  if (ofRequest && row.completedAt) return "The work was completed before it was sent.";
  return undefined;
}

async function finish(firmId: string, message: Leased, outcome: Outcome): Promise<void> {
  await withFirm({ firmId }, async (tx) => {
    const [still] = await tx
      .select({ id: messages.id })
      .from(messages)
      .where(mine(firmId, message))
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
  await tx
    .update(messages)
    .set({
      state: end.state,
      sealed: null,
      leaseUntil: null,
      problem: end.problem ?? null,
      providerId: end.providerId ?? null,
      sentAt: end.state === "sent" ? sql`now()` : null,
    })
    .where(and(eq(messages.firmId, firmId), eq(messages.id, messageId)));
  await record(tx, systemActor(firmId), `message.${end.state}`, { messageId });
}
