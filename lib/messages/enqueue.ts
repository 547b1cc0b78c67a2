import "server-only";
import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { messages } from "@/db/schema/messages";
import type { Letter } from "@/emails/parts/letter-look";
import { renderLetter } from "@/emails/render";
import { sealText } from "@/lib/crypto";
import { env } from "@/lib/env";
import { oneLine } from "@/lib/one-line";

/** The whole letter as it goes to the provider; a retry sends these same bytes (DECISIONS 11). */
export type Sealed = { from: string; replyTo: string | null; subject: string; html: string; text: string };

export type Outgoing = {
  kind: (typeof messages.$inferInsert)["kind"];
  /** Names the act, not the attempt: written twice, it is one message. */
  dedupeKey: string;
  to: string;
  sender: { name: string; replyTo: string | null };
  letter: Letter;
  contactId?: string;
  staffId?: string;
  requestId?: string;
  linkId?: string;
  guestId?: string;
  /** Goes out after so many seconds at the earliest; until then it can be cancelled (S10). */
  holdSeconds?: number;
};

/** From: the sender by name, at the operator's address (S7). */
export const fromLine = (name: string): string =>
  `"${oneLine(name.replace(/["<>\\]+/g, " "))}" <${addressOf(env().mailFrom)}>`;

const addressOf = (mailFrom: string): string => /<([^>]+)>/.exec(mailFrom)?.[1] ?? mailFrom;

/** A rendered letter, sealed for a row of the outbox that is still to be written, under the id it is sealed for. */
export function sealLetter(
  firmId: string,
  sender: Outgoing["sender"],
  rendered: Awaited<ReturnType<typeof renderLetter>>,
): { id: string; sealed: string } {
  const id = randomUUID();
  const letter: Sealed = { from: fromLine(sender.name), replyTo: sender.replyTo, ...rendered };
  const place = { table: "messages", column: "sealed", firmId, rowId: id };
  return { id, sealed: sealText(JSON.stringify(letter), place) };
}

/** Puts a message into the outbox, in the transaction of the act that causes it (S8). */
export async function enqueue(tx: Tx, firmId: string, out: Outgoing): Promise<void> {
  const { id, sealed } = sealLetter(firmId, out.sender, await renderLetter(out.letter));
  await tx
    .insert(messages)
    .values({
      id,
      firmId,
      kind: out.kind,
      dedupeKey: out.dedupeKey,
      contactId: out.contactId ?? null,
      staffId: out.staffId ?? null,
      requestId: out.requestId ?? null,
      linkId: out.linkId ?? null,
      guestId: out.guestId ?? null,
      toAddress: out.to,
      sealed,
      nextAt: sql`now() + make_interval(secs => ${out.holdSeconds ?? 0})`,
    })
    .onConflictDoNothing();
}
