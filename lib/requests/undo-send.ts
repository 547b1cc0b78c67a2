import "server-only";
import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { magicLinks } from "@/db/schema/access";
import { messages } from "@/db/schema/messages";
import { requests, workItems } from "@/db/schema/work";
import type { StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { record } from "@/lib/audit/record";
import { insist } from "@/lib/refused";
import { visibleRequests } from "./queries";
import { mayUndoSend } from "./rules";
import { requestForUpdate, sendingKey } from "./send-request";

/** What an undoing came to: how many mails were held back, how many were gone already, and whether it is a draft again. */
export type Undone = { cancelled: number; gone: number; isDraft: boolean };

/**
 * Undoes the last sending (S10): its mails that the worker has not leased are cancelled, their links revoked, and when
 * none is gone the request is as it was before, a draft after a first sending. `timesSent` is what the page showed: of
 * a newer sending nothing is undone. What has gone is counted and stays sent. Throws Refused.
 */
export async function undoSend(staff: StaffActor, requestId: string, timesSent: number): Promise<Undone> {
  return withFirm(staff, async (tx) => {
    const request = await requestForUpdate(tx, staff, requestId);
    const mails = await mailsOfSending(tx, staff, requestId, timesSent);
    const waiting = mails.filter(({ state, attempts }) => state === "pending" && attempts === 0);
    const gone = mails.filter(({ state }) => state !== "cancelled").length - waiting.length;
    const held = await heldNow(tx, staff, requestId);
    const isFirst = timesSent === 1;
    insist(
      mayUndoSend({
        isLast: request.status === "sent" && request.timesSent === timesSent && held.before !== null,
        inTime: held.inTime,
        isFirst,
        waiting: waiting.length,
        gone,
      }),
    );
    await cancel(tx, staff, waiting);
    if (gone === 0 && held.before) await putBack(tx, staff, request, isFirst, held.before);
    else await forgetHold(tx, staff, requestId);
    await record(tx, staff, isFirst ? "request.send_undone" : "request.resend_undone", {
      requestId,
      cancelled: waiting.length,
      gone,
    });
    // clients see a first sending from then on, so it is not undone a moment later
    if (isFirst && gone === 0 && !(await isStillBefore(tx, held.until)))
      insist(mayUndoSend({ isLast: true, inTime: false, isFirst, waiting: waiting.length, gone }));
    return { cancelled: waiting.length, gone, isDraft: isFirst && gone === 0 };
  });
}

/** Locks the mails of one sending: the worker passes them over meanwhile. */
const mailsOfSending = (tx: Tx, staff: StaffActor, requestId: string, timesSent: number) =>
  tx
    .select({
      id: messages.id,
      linkId: messages.linkId,
      state: messages.state,
      attempts: messages.attempts,
    })
    .from(messages)
    .where(
      and(
        eq(messages.firmId, staff.firmId),
        eq(messages.requestId, requestId),
        sql`starts_with(${messages.dedupeKey}, ${sendingKey(requestId, String(timesSent))})`,
      ),
    )
    .orderBy(messages.id)
    .for("update");

async function heldNow(tx: Tx, staff: StaffActor, requestId: string) {
  const [row] = await tx
    .select({
      until: requests.heldUntil,
      inTime: sql<boolean>`coalesce(${requests.heldUntil} > clock_timestamp(), false)`,
      before: requests.beforeSending,
    })
    .from(requests)
    .where(allOf(visibleRequests(staff), eq(requests.id, requestId)));
  return row ?? { until: null, inTime: false, before: null };
}

async function isStillBefore(tx: Tx, until: Date | null): Promise<boolean> {
  const [row] = await tx.execute<{ before: boolean }>(
    sql`select coalesce(${until?.toISOString() ?? null}::timestamptz > clock_timestamp(), false) as before`,
  );
  return row?.before ?? false;
}

/** Cancels mails that nobody has leased, and revokes their links; the same act can then be done anew. */
async function cancel(
  tx: Tx,
  staff: StaffActor,
  waiting: { id: string; linkId: string | null }[],
): Promise<void> {
  if (waiting.length === 0) return;
  const { firmId } = staff;
  const ids = waiting.map(({ id }) => id);
  await tx
    .update(messages)
    .set({
      state: "cancelled",
      sealed: null,
      problem: "The sending was undone.",
      dedupeKey: sql`${messages.dedupeKey} || ':undone:' || ${messages.id}::text`,
    })
    .where(and(eq(messages.firmId, firmId), inArray(messages.id, ids)));
  const links = waiting.flatMap(({ linkId }) => (linkId === null ? [] : [linkId]));
  if (links.length > 0)
    await tx
      .update(magicLinks)
      .set({ revokedAt: sql`now()` })
      .where(and(eq(magicLinks.firmId, firmId), inArray(magicLinks.id, links), isNull(magicLinks.revokedAt)));
  for (const messageId of ids) await record(tx, staff, "message.cancelled", { messageId });
}

type Before = NonNullable<typeof requests.$inferSelect.beforeSending>;

/** The request and its work as they were before the sending. */
async function putBack(
  tx: Tx,
  staff: StaffActor,
  request: Awaited<ReturnType<typeof requestForUpdate>>,
  isFirst: boolean,
  { sentBy, workStatus }: Before,
): Promise<void> {
  await tx
    .update(requests)
    .set({
      ...(isFirst ? { status: "draft" as const, sentAt: null } : {}),
      sentBy,
      timesSent: request.timesSent - 1,
      heldUntil: null,
      beforeSending: null,
    })
    .where(and(eq(requests.firmId, staff.firmId), eq(requests.id, request.id)));
  await tx
    .update(workItems)
    .set({ status: workStatus })
    .where(
      and(
        eq(workItems.firmId, staff.firmId),
        eq(workItems.id, request.workItemId),
        eq(workItems.status, "waiting"),
      ),
    );
}

const forgetHold = (tx: Tx, staff: StaffActor, requestId: string) =>
  tx
    .update(requests)
    .set({ heldUntil: null, beforeSending: null })
    .where(and(eq(requests.firmId, staff.firmId), eq(requests.id, requestId)));
