"use server";

import type { PublicKeyCredentialCreationOptionsJSON } from "@simplewebauthn/server";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { hostOf } from "@/lib/access/host";
import { clientTokens } from "@/lib/access/session";
import { browserInWords } from "@/lib/access/visitor-rules";
import { portalAction, type ActionResult } from "@/lib/actions";
import { deviceInWords } from "@/lib/devices/rules";
import { addPasskey, ownPasskeyOptions } from "@/lib/factors/add-passkey";
import { addTotp } from "@/lib/factors/add-totp";
import { changePassword } from "@/lib/factors/change-password";
import { endLoginSession } from "@/lib/factors/end-login-session";
import {
  loginSessionInput,
  newPasskeyInput,
  passkeyInput,
  passkeyNameInput,
  passwordInput,
  proofInput,
  totpInput,
} from "@/lib/factors/input";
import { makeRecoveryCodes } from "@/lib/factors/make-recovery-codes";
import { proveAgain } from "@/lib/factors/prove-again";
import { removePasskey } from "@/lib/factors/remove-passkey";
import { removeTotp } from "@/lib/factors/remove-totp";
import { renamePasskey } from "@/lib/factors/rename-passkey";
import { rpOf, type Rp } from "@/lib/factors/rp";
import { Refused } from "@/lib/refused";

type Done = ActionResult<string> | null;

/** The host of the page that this action came from; the door has found it to be this firm's. */
async function rpOfPage(): Promise<Rp> {
  const host = await hostOf(new URL((await headers()).get("origin") ?? "").host);
  if (host.kind !== "firm") throw new Refused("forbidden", "Open the portal and try again.");
  return rpOf(host.firm, host.origin);
}

const browserHere = async () => (await clientTokens()).browser ?? "";

const password = portalAction(passwordInput, async (client, typed) => {
  await changePassword(client, typed);
  return "/devices?done=password#login";
});
const app = portalAction(totpInput, async (client, { salt, code, proof }) => {
  await proveAgain(client, proof);
  await addTotp(client, { salt, code });
  return "/devices/codes?first=1";
});
const noApp = portalAction(proofInput, async (client, { proof }) => {
  await proveAgain(client, proof);
  await removeTotp(client);
  return "/devices?done=app_off#login";
});
const codes = portalAction(proofInput, async (client, { proof }) => {
  await proveAgain(client, proof);
  return makeRecoveryCodes(client);
});
// proven here, once: without this challenge no passkey is added
const passkeyBegun = portalAction(proofInput, async (client, { proof }) => {
  await proveAgain(client, proof);
  return ownPasskeyOptions(client, await rpOfPage(), await browserHere());
});
const passkeyMade = portalAction(newPasskeyInput, async (client, { passkey }) => {
  const device = deviceInWords(browserInWords((await headers()).get("user-agent") ?? ""));
  await addPasskey(client, await rpOfPage(), { passkey, device, browserToken: await browserHere() });
  return "/devices?done=passkey#login";
});
const passkeyNamed = portalAction(passkeyNameInput, async (client, { passkey_id, name }) => {
  await renamePasskey(client, passkey_id, name);
  return "/devices?done=named#login";
});
const noPasskey = portalAction(passkeyInput, async (client, { passkey_id, proof }) => {
  await proveAgain(client, proof);
  await removePasskey(client, passkey_id);
  return "/devices?done=passkey_off#login";
});
const loginEnded = portalAction(loginSessionInput, async (client, { session_id }) => {
  await endLoginSession(client, session_id);
  return "/devices?done=login_off#login";
});

const goOn = (result: ActionResult<string>): Done => (result.ok ? redirect(result.data) : result);

/** Changes the password, by whoever knows the present one (L4). */
export async function setOwnPassword(_: Done, form: FormData): Promise<Done> {
  return goOn(await password(form));
}

/** Adds the authenticator app whose first code was typed; recovery codes come next (L8). */
export async function addApp(_: Done, form: FormData): Promise<Done> {
  return goOn(await app(form));
}

/** Takes the authenticator app away, with its recovery codes. */
export async function removeApp(_: Done, form: FormData): Promise<Done> {
  return goOn(await noApp(form));
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

/** Keeps the passkey that the device has just made (L8, L9). */
export async function finishPasskey(form: FormData): Promise<Done> {
  return goOn(await passkeyMade(form));
}

/** Gives a passkey another name. */
export async function namePasskey(_: Done, form: FormData): Promise<Done> {
  return goOn(await passkeyNamed(form));
}

/** Takes a passkey away. */
export async function dropPasskey(_: Done, form: FormData): Promise<Done> {
  return goOn(await noPasskey(form));
}

/** Logs the contact out in another browser. */
export async function endLogin(form: FormData): Promise<void> {
  const result = await loginEnded(form);
  redirect(result.ok ? result.data : "/devices?problem=missing");
}
