import "server-only";
import { and, eq, inArray, or, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { idempotencyKeys } from "@/db/schema/api";
import { messages } from "@/db/schema/messages";
import { guests } from "@/db/schema/work";

/**
 * Of the mails to an erased contact and its guests only that they were is kept (C2): addresses, letters and what a mail
 * server said go, and what was not sent yet is not. Answers kept for programs name the contact no more.
 */
export async function blankMails(
  tx: Tx,
  { firmId, contactId }: { firmId: string; contactId: string },
  email: string,
): Promise<void> {
  const itsGuests = and(eq(guests.firmId, firmId), eq(guests.contactId, contactId));
  const guestIds = tx.select({ id: guests.id }).from(guests).where(itsGuests);
  await tx
    .update(messages)
    .set({
      toAddress: email,
      sealed: null,
      state: sql`case when ${messages.state} in ('pending', 'leased') then 'cancelled' else ${messages.state} end`,
      problem: sql`case when ${messages.state} in ('pending', 'leased') then 'The contact was erased before it was sent.' end`,
      leaseUntil: null,
      providerId: null,
      linkId: null,
    })
    .where(
      and(
        eq(messages.firmId, firmId),
        or(eq(messages.contactId, contactId), inArray(messages.guestId, guestIds)),
      ),
    );
  await tx.update(guests).set({ email: "", browserId: null, sessionHashes: [] }).where(itsGuests);
  const begins = `{"id":"${contactId}",`;
  const erased = { first_name: "Erased", last_name: "contact", email, phone: "", client_ids: [] };
  await tx
    .update(idempotencyKeys)
    .set({ body: sql`(${idempotencyKeys.body}::jsonb || ${JSON.stringify(erased)}::text::jsonb)::text` })
    .where(
      and(
        eq(idempotencyKeys.firmId, firmId),
        sql`left(${idempotencyKeys.body}, ${begins.length}::int) = ${begins}`,
      ),
    );
}
