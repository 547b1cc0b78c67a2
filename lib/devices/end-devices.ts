import "server-only";
import { and, eq, inArray, sql, type SQL } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { devices, sessions } from "@/db/schema/access";
import type { ContactActor, StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { visibleDevices } from "./queries";

/** Ends devices that are in, with their sessions, inside a verb's transaction; returns their ids. The next request of each finds nothing (A12). */
export async function endDevices(tx: Tx, actor: ContactActor | StaffActor, which: SQL): Promise<string[]> {
  const ended = await tx
    .update(devices)
    .set({ endedAt: sql`now()`, endedHow: "revoked" })
    .where(allOf(visibleDevices(actor), which, sql`${devices.endedAt} is null and ${devices.endsAt} > now()`))
    .returning({ id: devices.id });
  const ids = ended.map(({ id }) => id);
  await tx.delete(sessions).where(and(eq(sessions.firmId, actor.firmId), inArray(sessions.deviceId, ids)));
  return ids;
}
