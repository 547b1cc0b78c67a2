import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { devices, magicLinks, sessions } from "@/db/schema/access";
import { record } from "@/lib/audit/record";
import { hashToken, newToken } from "@/lib/crypto";
import type { ContactActor } from "./actor";
import { mailedToken } from "./cookies";

export type Entered = { sessionToken: string; endsAt: Date };

/** So many browsers' tabs and switches a device without a key is left; older sessions of it end. */
const mostSessions = 20;

/**
 * A new session for a device that is already in on this browser: same 30 days, a token of its own (T3). Where a key binds the
 * device the sessions before it end. Without one they stay, since whoever copied the cookies could else shut the owner out;
 * and where the browser holds this device's session already, it keeps it.
 */
export async function enterDevice(actor: ContactActor, held?: string): Promise<Entered> {
  const sessionToken = newToken();
  return withFirm(actor, async (tx) => {
    const mine = and(eq(devices.firmId, actor.firmId), eq(devices.id, actor.deviceId));
    const [device] = await tx
      .select({ endsAt: devices.endsAt, bound: sql<boolean>`${devices.publicKey} is not null` })
      .from(devices)
      .where(mine)
      .for("share");
    if (!device) throw new Error("A live device has a row.");
    const ofDevice = and(eq(sessions.firmId, actor.firmId), eq(sessions.deviceId, actor.deviceId));
    const { endsAt, bound } = device;
    if (!bound && held) {
      const there = await tx.$count(sessions, and(ofDevice, eq(sessions.tokenHash, hashToken(held))));
      if (there > 0) return { sessionToken: held, endsAt };
    }
    const kept = bound ? 0 : mostSessions - 1;
    const newest = sql`select s.id from sessions s where s.firm_id = ${actor.firmId} and s.device_id = ${actor.deviceId}
      order by s.created_at desc, s.id limit ${kept}`;
    await tx.delete(sessions).where(and(ofDevice, sql`${sessions.id} not in (${newest})`));
    await tx
      .insert(sessions)
      .values({ firmId: actor.firmId, deviceId: actor.deviceId, tokenHash: hashToken(sessionToken) });
    return { sessionToken, endsAt };
  });
}

/** The contact and request of a link that is neither revoked nor of a former address; it is not claimed. */
export async function linkTarget(
  firmId: string,
  token: string,
): Promise<{ contactId: string; requestId: string | null } | undefined> {
  const known = mailedToken(token);
  if (!known) return undefined;
  return withFirm({ firmId }, async (tx) => {
    const [link] = await tx
      .select({ contactId: magicLinks.contactId, requestId: magicLinks.requestId })
      .from(magicLinks)
      .where(
        and(
          eq(magicLinks.firmId, firmId),
          eq(magicLinks.tokenHash, hashToken(known)),
          sql`${magicLinks.revokedAt} is null`,
          sql`exists (select 1 from contacts c where c.firm_id = ${firmId} and c.id = ${magicLinks.contactId}
              and c.deleted_at is null and c.email = ${magicLinks.email})`,
        ),
      );
    return link;
  });
}

/** "Sign out on this device" (A16): ends this contact's device only; others on the browser stay in (A17). */
export async function signOutDevice(actor: ContactActor): Promise<void> {
  await withFirm(actor, async (tx) => {
    await tx
      .update(devices)
      .set({ endedAt: sql`now()`, endedHow: "signed_out" })
      .where(
        and(
          eq(devices.firmId, actor.firmId),
          eq(devices.browserId, actor.browserId),
          eq(devices.contactId, actor.contactId),
          sql`${devices.endedAt} is null`,
        ),
      );
    await tx
      .delete(sessions)
      .where(and(eq(sessions.firmId, actor.firmId), eq(sessions.deviceId, actor.deviceId)));
    await record(tx, actor, "device.signed_out", { deviceId: actor.deviceId });
  });
}

/**
 * After a contact's sign-out a session of somebody else who was in on this browser just before, if there is anybody: the one
 * session cookie stands for all of them (A17).
 */
export async function sessionOfOthers(
  before: { actor: ContactActor }[],
  contactId: string,
): Promise<Entered | undefined> {
  const other = before.find(({ actor }) => actor.contactId !== contactId);
  return other && enterDevice(other.actor);
}
