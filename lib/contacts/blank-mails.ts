import "server-only";
import { and, eq, inArray, ne, or, sql, type SQL } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { idempotencyKeys } from "@/db/schema/api";
import { messages } from "@/db/schema/messages";
import { guests } from "@/db/schema/work";
import { allOf, nothing } from "@/lib/access/conditions";
import { endGuests } from "@/lib/guests/end-guests";

type Whose = { firmId: string; contactId: string };

/**
 * Of the mails to an erased contact and its guests only that they were is kept (C2): addresses, letters and what a mail
 * server said go, and what was not sent yet is not. Where it was another contact's guest itself, its address goes too.
 * Answers kept for programs name the contact no more.
 */
export async function blankMails(tx: Tx, whose: Whose, email: { was: string; now: string }): Promise<void> {
  const { firmId, contactId } = whose;
  const itsGuests = and(eq(guests.firmId, firmId), eq(guests.contactId, contactId));
  const asGuest = allOf(
    eq(guests.firmId, firmId),
    ne(guests.contactId, contactId),
    eq(guests.email, email.was),
  );
  const ids = (which: SQL | undefined) => tx.select({ id: guests.id }).from(guests).where(which);
  await blank(
    tx,
    whose,
    email.now,
    or(
      eq(messages.contactId, contactId),
      inArray(messages.guestId, ids(itsGuests)),
      and(inArray(messages.guestId, ids(asGuest)), eq(messages.toAddress, email.was)),
    ),
  );
  await tx
    .update(guests)
    .set({ email: "", ...nobody })
    .where(itsGuests);
  await endGuests(tx, firmId, asGuest, "contact_deleted");
  // the address of the erased contact: by it the log finds these too
  await tx
    .update(guests)
    .set({ email: email.now, ...nobody })
    .where(asGuest);
  await blankAnswers(tx, whose, email.now);
}

const nobody = { browserId: null, sessionHashes: [] };

async function blank(tx: Tx, { firmId }: Whose, email: string, which: SQL | undefined): Promise<void> {
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
    .where(allOf(eq(messages.firmId, firmId), which ?? nothing));
}

async function blankAnswers(tx: Tx, { firmId, contactId }: Whose, email: string): Promise<void> {
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
