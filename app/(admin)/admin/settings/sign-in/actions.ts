"use server";

import type { PublicKeyCredentialCreationOptionsJSON } from "@simplewebauthn/server";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { asToken, cookieNames } from "@/lib/access/cookies";
import { hostOf } from "@/lib/access/host";
import { browserInWords } from "@/lib/access/visitor-rules";
import { staffAction, type ActionResult } from "@/lib/actions";
import { deviceInWords } from "@/lib/devices/rules";
import { addPasskey, ownPasskeyOptions } from "@/lib/factors/add-passkey";
import { addTotp } from "@/lib/factors/add-totp";
import { newPasskeyInput, passkeyInput, passkeyNameInput, proofInput, totpInput } from "@/lib/factors/input";
import { makeRecoveryCodes } from "@/lib/factors/make-recovery-codes";
import { proveAgain } from "@/lib/factors/prove-again";
import { removePasskey } from "@/lib/factors/remove-passkey";
import { removeTotp } from "@/lib/factors/remove-totp";
import { renamePasskey } from "@/lib/factors/rename-passkey";
import { rpOfHost, type Rp } from "@/lib/factors/rp";
import { Refused } from "@/lib/refused";
import { refusedAgain, type FormState } from "../../form-state";

const here = "/admin/settings/sign-in";

/** The host of the page that this action came from; the door has found it to be one of ours. */
async function rpOfPage(): Promise<Rp> {
  const host = await hostOf(new URL((await headers()).get("origin") ?? "").host);
  if (host.kind !== "firm" && host.kind !== "operator")
    throw new Refused("forbidden", "Open the staff side and try again.");
  return rpOfHost(host);
}

/** What a passkey's challenge is bound to: whoever is signed in has a name for the browser since then. */
const browserHere = async () => asToken((await cookies()).get(cookieNames.browser)?.value) ?? "";

const app = staffAction("own.sign_in", totpInput, async (staff, { salt, code, proof }) => {
  await proveAgain(staff, proof);
  await addTotp(staff, { salt, code });
  return `${here}/codes?first=1`;
});
const noApp = staffAction("own.sign_in", proofInput, async (staff, { proof }) => {
  await proveAgain(staff, proof);
  await removeTotp(staff);
  return `${here}?done=app_off`;
});
const codes = staffAction("own.sign_in", proofInput, async (staff, { proof }) => {
  await proveAgain(staff, proof);
  return makeRecoveryCodes(staff);
});
// proven here, once: without this challenge no passkey is added
const passkeyBegun = staffAction("own.sign_in", proofInput, async (staff, { proof }) => {
  await proveAgain(staff, proof);
  return ownPasskeyOptions(staff, await rpOfPage(), await browserHere());
});
const passkeyMade = staffAction("own.sign_in", newPasskeyInput, async (staff, { passkey }) => {
  const device = deviceInWords(browserInWords((await headers()).get("user-agent") ?? ""));
  await addPasskey(staff, await rpOfPage(), { passkey, device, browserToken: await browserHere() });
  return `${here}?done=passkey`;
});
const passkeyNamed = staffAction("own.sign_in", passkeyNameInput, async (staff, { passkey_id, name }) => {
  await renamePasskey(staff, passkey_id, name);
  return `${here}?done=named`;
});
const noPasskey = staffAction("own.sign_in", passkeyInput, async (staff, { passkey_id, proof }) => {
  await proveAgain(staff, proof);
  await removePasskey(staff, passkey_id);
  return `${here}?done=passkey_off`;
});

const goOn = (last: FormState | null, result: ActionResult<string>): FormState =>
  result.ok ? redirect(result.data) : refusedAgain(last, result);

/** Adds the authenticator app whose first code was typed; recovery codes come next (F4). */
export async function addApp(last: FormState | null, form: FormData): Promise<FormState> {
  return goOn(last, await app(form));
}

/** Takes the authenticator app away, with its recovery codes. */
export async function removeApp(last: FormState | null, form: FormData): Promise<FormState> {
  return goOn(last, await noApp(form));
}

/** Ten new recovery codes, shown this once. */
export async function makeCodes(
  _: ActionResult<string[]> | null,
  form: FormData,
): Promise<ActionResult<string[]>> {
  return codes(form);
}

/** What the browser needs to make a passkey, after proving anew who is there. */
export async function beginPasskey(
  form: FormData,
): Promise<ActionResult<PublicKeyCredentialCreationOptionsJSON>> {
  return passkeyBegun(form);
}

/** Keeps the passkey that the device has just made (F4). */
export async function finishPasskey(form: FormData): Promise<FormState> {
  return goOn(null, await passkeyMade(form));
}

/** Gives a passkey another name. */
export async function namePasskey(last: FormState | null, form: FormData): Promise<FormState> {
  return goOn(last, await passkeyNamed(form));
}

/** Takes a passkey away. */
export async function dropPasskey(last: FormState | null, form: FormData): Promise<FormState> {
  return goOn(last, await noPasskey(form));
}
