import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { contacts } from "@/db/schema/people";
import type { ContactActor } from "@/lib/access/actor";
import { wayIn } from "@/lib/access/way-in";
import { Refused } from "@/lib/refused";

const out = () => new Refused("missing", "You are no longer in here. Nobody was asked.");

export type Asker = { name: string; firstName: string; email: string };

/** The contact who lets somebody answer: its name, and the address that its mail goes to. */
export async function askerOf(tx: Tx, client: ContactActor): Promise<Asker> {
  const [asker] = await tx
    .select({ firstName: contacts.firstName, lastName: contacts.lastName, email: contacts.email })
    .from(contacts)
    .where(
      and(eq(contacts.firmId, client.firmId), eq(contacts.id, client.contactId), isNull(contacts.deletedAt)),
    );
  if (!asker) throw out();
  const { firstName, email } = asker;
  return { name: `${firstName} ${asker.lastName}`.trim(), firstName, email };
}

/**
 * Which way the contact is in, held until the ask is stored: whoever ends it meanwhile waits, and then ends the guest
 * with it (A18). Throws Refused("missing") once it has ended.
 */
export async function askedThrough(
  tx: Tx,
  client: ContactActor,
): Promise<{ deviceId: string } | { loginId: string }> {
  const through = await wayIn(tx, client, "held");
  if (!through) throw out();
  return through;
}
