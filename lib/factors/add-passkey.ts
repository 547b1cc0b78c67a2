import "server-only";
import { withFirm } from "@/db/client";
import type { ContactActor } from "@/lib/access/actor";
import { record } from "@/lib/audit/record";
import { insist, Refused } from "@/lib/refused";
import { heldFactors } from "./held";
import { ownLogin } from "./own-login";
import { checkNewPasskey, keepPasskey, newPasskeyOptions } from "./passkey-enrol";
import { mayAddPasskey, passkeyName } from "./rules";
import type { Rp } from "./rp";
import { tellFactorChange } from "./tell-factor-change";

/** What the browser needs to make a passkey for the login that the person is in by. */
export async function ownPasskeyOptions(client: ContactActor, rp: Rp, browserToken: string) {
  const { of, ...account } = await withFirm(client, async (tx) => {
    const login = await ownLogin(tx, client);
    insist(mayAddPasskey(await heldFactors(tx, login.of)));
    return login;
  });
  return newPasskeyOptions({ of, browserToken }, rp, account);
}

/** Adds a passkey that the person's device has just made (L8, L9). The caller has proven anew who is there. */
export async function addPasskey(
  client: ContactActor,
  rp: Rp,
  given: { passkey: string; browserToken: string; device: string },
): Promise<void> {
  const { of } = await withFirm(client, (tx) => ownLogin(tx, client));
  const made = await checkNewPasskey({ of, browserToken: given.browserToken }, rp, given.passkey);
  if (!made)
    throw new Refused("conflict", "The passkey was not made in time, or on another page. Try it once more.");
  await withFirm(client, async (tx) => {
    const { loginId } = await ownLogin(tx, client);
    insist(mayAddPasskey(await heldFactors(tx, of)));
    const passkeyId = await keepPasskey(tx, of, made, passkeyName("", given.device));
    if (!passkeyId) throw new Refused("conflict", "This device has a passkey here already.");
    await record(tx, client, "passkey.added", { loginId, passkeyId });
    await tellFactorChange(tx, of, "passkey_added");
  });
}
