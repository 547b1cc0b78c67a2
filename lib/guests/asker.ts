import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { devices } from "@/db/schema/access";
import { logins, loginSessions } from "@/db/schema/logins";
import { contacts } from "@/db/schema/people";
import type { ContactActor } from "@/lib/access/actor";
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
  if (client.via !== "login") {
    const [device] = await tx
      .select({ deviceId: devices.id })
      .from(devices)
      .where(
        and(
          eq(devices.firmId, client.firmId),
          eq(devices.contactId, client.contactId),
          eq(devices.id, client.deviceId),
          sql`${devices.endedAt} is null and ${devices.endsAt} > now()`,
        ),
      )
      .for("share");
    if (!device) throw out();
    return device;
  }
  // the login before its session, as everybody who ends one takes them
  const [login] = await tx
    .select({ loginId: logins.id })
    .from(logins)
    .where(and(eq(logins.firmId, client.firmId), eq(logins.contactId, client.contactId)))
    .for("share");
  const [session] = await tx
    .select({ id: loginSessions.id })
    .from(loginSessions)
    .where(
      and(
        eq(loginSessions.firmId, client.firmId),
        sql`${loginSessions.loginId} = ${login?.loginId ?? null}::uuid`,
        sql`${loginSessions.id} = ${client.loginSessionId ?? null}::uuid`,
      ),
    )
    .for("share");
  if (!login || !session) throw out();
  return login;
}
