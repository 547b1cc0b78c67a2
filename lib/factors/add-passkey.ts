import "server-only";
import { withFirm } from "@/db/client";
import { record } from "@/lib/audit/record";
import { insist, Refused } from "@/lib/refused";
import { heldFactors } from "./held";
import { dropOtherSessions } from "./own-login";
import { ownHolder, sessionOf, type Self } from "./own";
import { subjectOf } from "./people";
import { checkNewPasskey, keepPasskey, newPasskeyOptions } from "./passkey-enrol";
import { mayAddPasskey, passkeyName } from "./rules";
import type { Rp } from "./rp";
import { tellFactorChange } from "./tell-factor-change";

/** What the browser needs to make a passkey for whoever is in. */
export async function ownPasskeyOptions(self: Self, rp: Rp, browserToken: string) {
  const { of, ...account } = await withFirm(self, async (tx) => {
    const own = await ownHolder(tx, self);
    insist(mayAddPasskey(await heldFactors(tx, own.of)));
    return own;
  });
  return newPasskeyOptions({ of, browserToken }, rp, account);
}

/** Adds a passkey that the person's device has just made (L8, L9, F4), and ends every other session of the person. The caller has proven anew who is there. */
export async function addPasskey(
  self: Self,
  rp: Rp,
  given: { passkey: string; browserToken: string; device: string },
): Promise<void> {
  const { of } = await withFirm(self, (tx) => ownHolder(tx, self));
  const made = await checkNewPasskey({ of, browserToken: given.browserToken }, rp, given.passkey);
  if (!made)
    throw new Refused("conflict", "The passkey was not made in time, or on another page. Try it once more.");
  await withFirm(self, async (tx) => {
    await ownHolder(tx, self);
    insist(mayAddPasskey(await heldFactors(tx, of)));
    const passkeyId = await keepPasskey(tx, of, made, passkeyName("", given.device));
    if (!passkeyId) throw new Refused("conflict", "This device has a passkey here already.");
    const sessionsEnded = await dropOtherSessions(tx, of, sessionOf(self));
    await record(tx, self, "passkey.added", { ...subjectOf(of), passkeyId, sessionsEnded });
    await tellFactorChange(tx, of, "passkey_added");
  });
}
