import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { browsers, devices } from "@/db/schema/access";
import { contacts } from "@/db/schema/people";
import { hashToken } from "@/lib/crypto";
import { maskEmail } from "./mask-email";

/**
 * The one contact whose device on this browser no key binds and whose 30 days are not over. Its session ran out, or was
 * cleared, where the browser still brings its name: that alone lets nobody in, but one press mails a fresh link
 * (docs/decisions/0018-a-key-at-the-claim-or-never.md). Undefined where several people used the browser.
 */
export async function ranOutOn(tx: Tx, firmId: string, browserToken: string) {
  const [one, another] = await tx
    .selectDistinct({ id: contacts.id, email: contacts.email, firstName: contacts.firstName })
    .from(devices)
    .innerJoin(browsers, and(eq(browsers.firmId, devices.firmId), eq(browsers.id, devices.browserId)))
    .innerJoin(contacts, and(eq(contacts.firmId, devices.firmId), eq(contacts.id, devices.contactId)))
    .where(
      and(
        eq(devices.firmId, firmId),
        eq(browsers.tokenHash, hashToken(browserToken)),
        isNull(devices.publicKey),
        isNull(contacts.deletedAt),
        sql`${devices.endedAt} is null and ${devices.endsAt} > now()`,
      ),
    )
    .limit(2);
  return one && !another ? { ...one, requestId: null } : undefined;
}

/** The same for the door, which names the address as a link's page does: masked. */
export async function ranOutHere(
  firmId: string,
  browserToken: string | undefined,
): Promise<string | undefined> {
  if (!browserToken) return undefined;
  const contact = await withFirm({ firmId }, (tx) => ranOutOn(tx, firmId, browserToken));
  return contact && maskEmail(contact.email);
}
