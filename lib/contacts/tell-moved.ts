import "server-only";
import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Tx } from "@/db/client";
import { devices, magicLinks } from "@/db/schema/access";
import { loginLinks, logins } from "@/db/schema/logins";
import { addressChanged } from "@/emails/address-changed";
import { firmById } from "@/lib/firms/firm-by-id";
import { letterheadOf } from "@/lib/firms/letterhead";
import { longDayOf, timeOf } from "@/lib/format";
import { enqueue } from "@/lib/messages/enqueue";

/** Mails a contact's former address that it is not theirs any more, where it was a way in, inside the change's transaction. */
export async function tellMoved(
  tx: Tx,
  { firmId }: { firmId: string },
  former: { contactId: string; email: string; firstName: string },
): Promise<void> {
  if (!(await hadAccess(tx, firmId, former.contactId))) return;
  const firm = await firmById(tx, firmId);
  const now = new Date();
  await enqueue(tx, firmId, {
    kind: "address_changed",
    dedupeKey: `address_changed:${randomUUID()}`,
    to: former.email,
    // so that an erasure finds it
    contactId: former.contactId,
    sender: { name: firm.name, replyTo: null },
    letter: addressChanged({
      ...letterheadOf(firm),
      firstName: former.firstName,
      at: `${timeOf(now, firm)} on ${longDayOf(now, firm)}`,
      link: `${firm.origin}/login/help`,
    }),
  });
}

async function hadAccess(tx: Tx, firmId: string, contactId: string): Promise<boolean> {
  const ways: (PgTable & { firmId: PgColumn; contactId: PgColumn })[] = [
    devices,
    logins,
    magicLinks,
    loginLinks,
  ];
  for (const way of ways)
    if ((await tx.$count(way, and(eq(way.firmId, firmId), eq(way.contactId, contactId)))) > 0) return true;
  return false;
}
