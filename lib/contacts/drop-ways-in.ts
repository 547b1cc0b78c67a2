import "server-only";
import { and, eq, inArray, or, type SQL } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Tx } from "@/db/client";
import { accessAsks, clientViews, devices, linkVisits, magicLinks, sessions } from "@/db/schema/access";
import { clientNotices } from "@/db/schema/conversation";
import {
  deviceRevokeLinks,
  loginBrowsers,
  loginChallenges,
  loginLinks,
  logins,
  loginSessions,
  passkeyChallenges,
  passkeys,
  recoveryCodes,
  totpSecrets,
} from "@/db/schema/logins";
import { guests, taskDrafts } from "@/db/schema/work";
import { maskEmail } from "@/lib/access/mask-email";

type Whose = { firmId: string; contactId: string };
type OfContact = PgTable & { firmId: PgColumn; contactId: PgColumn };

const theirs = (table: { firmId: PgColumn; contactId: PgColumn }, { firmId, contactId }: Whose) =>
  and(eq(table.firmId, firmId), eq(table.contactId, contactId));

/**
 * Removes an erased contact's login with all its factors, its links with every visit, its devices and sessions, what it was
 * typing and what it was to be told (C2). `email` is the address that it had.
 */
export async function dropWaysIn(tx: Tx, whose: Whose, email: string): Promise<void> {
  // a guest's row stays, for what it answered: not what its contact was in by
  await tx.update(guests).set({ deviceId: null, loginId: null }).where(theirs(guests, whose));
  await dropLogin(tx, whose);
  await dropLinks(tx, whose, email);
  await dropDevices(tx, whose);
  for (const table of [loginLinks, clientNotices, taskDrafts, clientViews] satisfies OfContact[])
    await tx.delete(table).where(theirs(table, whose));
}

/** The rows' ids, held so that nothing new comes to hang on them. */
async function held(tx: Tx, table: OfContact & { id: PgColumn }, whose: Whose): Promise<string[]> {
  const rows = await tx.select({ id: table.id }).from(table).where(theirs(table, whose)).for("update");
  return rows.map(({ id }) => id as string);
}

type Hanging = PgTable & { firmId: PgColumn };

const dropHanging = async (tx: Tx, firmId: string, table: Hanging, which: SQL): Promise<void> => {
  await tx.delete(table).where(and(eq(table.firmId, firmId), which));
};

async function dropLogin(tx: Tx, whose: Whose): Promise<void> {
  const ids = await held(tx, logins, whose);
  for (const table of [
    loginBrowsers,
    loginSessions,
    loginChallenges,
    passkeyChallenges,
    passkeys,
    recoveryCodes,
    totpSecrets,
  ])
    await dropHanging(tx, whose.firmId, table, inArray(table.loginId, ids));
  await tx.delete(logins).where(theirs(logins, whose));
}

/** With the waiting screens that show the address, masked: two people's may look alike, then one asks again. */
async function dropLinks(tx: Tx, whose: Whose, email: string): Promise<void> {
  const { firmId } = whose;
  const ids = await held(tx, magicLinks, whose);
  const asks = or(inArray(accessAsks.linkId, ids), eq(accessAsks.maskedEmail, maskEmail(email)));
  await tx.delete(accessAsks).where(and(eq(accessAsks.firmId, firmId), asks));
  await dropHanging(tx, firmId, linkVisits, inArray(linkVisits.linkId, ids));
  await tx.delete(magicLinks).where(theirs(magicLinks, whose));
}

async function dropDevices(tx: Tx, whose: Whose): Promise<void> {
  const { firmId } = whose;
  const ids = await held(tx, devices, whose);
  await dropHanging(tx, firmId, sessions, inArray(sessions.deviceId, ids));
  await dropHanging(tx, firmId, deviceRevokeLinks, inArray(deviceRevokeLinks.deviceId, ids));
  await tx.delete(devices).where(theirs(devices, whose));
}
