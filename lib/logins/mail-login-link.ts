import "server-only";
import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { loginLinks, logins } from "@/db/schema/logins";
import { loginLink } from "@/emails/login-link";
import type { Actor } from "@/lib/access/actor";
import type { Firm } from "@/lib/access/host";
import { record } from "@/lib/audit/record";
import { hashToken, newToken } from "@/lib/crypto";
import { letterheadOf } from "@/lib/firms/letterhead";
import { longDayOf, timeOf } from "@/lib/format";
import { enqueue } from "@/lib/messages/enqueue";

/** How long a mailed link sets a password (DECISIONS 7, L5). */
const lasts = { create: "7 days", reset: "30 minutes" } as const;

type Person = { contactId: string; email: string; firstName: string };

/**
 * Mails a contact, whom the caller has found active, a new link that sets a password: the first one where there is no
 * login yet. Only the token's hash is stored; the link is shown to nobody else.
 */
export async function mailLoginLink(
  tx: Tx,
  firm: Firm,
  person: Person,
  by: Actor,
): Promise<"create" | "reset"> {
  const [login] = await tx
    .select({ id: logins.id })
    .from(logins)
    .where(and(eq(logins.firmId, firm.id), eq(logins.contactId, person.contactId)));
  const purpose = login ? "reset" : "create";
  const [token, linkId, now] = [newToken(), randomUUID(), new Date()];
  await tx.insert(loginLinks).values({
    id: linkId,
    firmId: firm.id,
    contactId: person.contactId,
    tokenHash: hashToken(token),
    purpose,
    email: person.email,
    endsAt: sql`now() + ${lasts[purpose]}::text::interval`,
  });
  await enqueue(tx, firm.id, {
    kind: "login_link",
    dedupeKey: `login_link:${linkId}`,
    to: person.email,
    contactId: person.contactId,
    sender: { name: firm.name, replyTo: null },
    letter: loginLink({
      ...letterheadOf(firm),
      firstName: person.firstName,
      purpose,
      lasts: lasts[purpose],
      sentByFirm: by.kind === "staff",
      askedAt: `${timeOf(now, firm)} on ${longDayOf(now, firm)}`,
      link: `${firm.origin}/reset/${token}`,
    }),
  });
  await record(tx, by, "login_link.sent", { contactId: person.contactId, purpose });
  return purpose;
}
