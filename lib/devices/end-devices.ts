import "server-only";
import { and, eq, inArray, ne, sql, type SQL } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { devices, sessions } from "@/db/schema/access";
import { guests } from "@/db/schema/work";
import type { ContactActor, StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { endGuests } from "@/lib/guests/end-guests";
import { visibleDevices } from "./queries";

/** How many devices went out, and guests with them. */
type DevicesOut = { devices: number; guests: number };

/**
 * Ends devices that are in, with their sessions, inside a verb's transaction. The next request of each finds nothing (A12).
 * Whom a device that `which` names asked to answer a task is out with it, also where it had signed out before (A18).
 */
export async function endDevices(tx: Tx, actor: ContactActor | StaffActor, which: SQL): Promise<DevicesOut> {
  const theirs = allOf(visibleDevices(actor), which);
  const ended = await tx
    .update(devices)
    .set({ endedAt: sql`now()`, endedHow: "revoked" })
    .where(allOf(theirs, sql`${devices.endedAt} is null and ${devices.endsAt} > now()`))
    .returning({ id: devices.id });
  const ids = ended.map(({ id }) => id);
  await tx.delete(sessions).where(and(eq(sessions.firmId, actor.firmId), inArray(sessions.deviceId, ids)));
  const inHand = actor.kind === "contact" && actor.deviceId !== "" ? actor.deviceId : undefined;
  // after the devices, as an ask under way holds its device; signing out the one in hand takes nobody's access
  const asked = tx
    .select({ id: devices.id })
    .from(devices)
    .where(inHand === undefined ? theirs : allOf(theirs, ne(devices.id, inHand)));
  const out = await endGuests(tx, actor.firmId, inArray(guests.deviceId, asked), "device_revoked");
  return { devices: ids.length, guests: out.length };
}
