import "server-only";
import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { devices } from "@/db/schema/access";
import { logins, loginSessions } from "@/db/schema/logins";
import type { ContactActor } from "./actor";

type WayIn = { deviceId: string } | { loginId: string };

/**
 * Which way a contact is in still, asked inside the transaction of an act that began long after its door, or that must end
 * with it; undefined once it has ended. `held`: whoever ends it waits until the transaction is over. What the browser's key
 * proved is the door's to ask: bytes may come for longer than a proof lasts.
 */
export async function wayIn(tx: Tx, client: ContactActor, held?: "held"): Promise<WayIn | undefined> {
  if (client.via === "view") return undefined;
  return client.via === "device" ? byDevice(tx, client, held) : byLogin(tx, client, held);
}

async function byDevice(tx: Tx, client: ContactActor, held?: "held"): Promise<WayIn | undefined> {
  const asked = tx
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
    .$dynamic();
  const [device] = await (held ? asked.for("share") : asked);
  return device;
}

/** The login before its session, as everybody who ends one takes them. */
async function byLogin(tx: Tx, client: ContactActor, held?: "held"): Promise<WayIn | undefined> {
  const login = tx
    .select({ loginId: logins.id })
    .from(logins)
    .where(and(eq(logins.firmId, client.firmId), eq(logins.contactId, client.contactId)))
    .$dynamic();
  const [found] = await (held ? login.for("share") : login);
  const session = tx
    .select({ id: loginSessions.id })
    .from(loginSessions)
    .where(
      and(
        eq(loginSessions.firmId, client.firmId),
        sql`${loginSessions.loginId} = ${found?.loginId ?? null}::uuid`,
        sql`${loginSessions.id} = ${client.loginSessionId ?? null}::uuid`,
        sql`${loginSessions.endsAt} > now()`,
      ),
    )
    .$dynamic();
  const [live] = await (held ? session.for("share") : session);
  return live && found;
}
