"use server";

import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cookieNames } from "@/lib/access/cookies";
import { sessionOfOthers } from "@/lib/access/enter-device";
import { originOf } from "@/lib/access/host";
import { lostPressPath } from "@/lib/access/public-post";
import { clientTokens, liveDevicesOf } from "@/lib/access/session";
import type { ContactActor } from "@/lib/access/actor";
import { portalAction, type ActionResult } from "@/lib/actions";
import { deviceInput, signOutInput } from "@/lib/devices/input";
import { revokeAll } from "@/lib/devices/revoke-all";
import { revokeDevice } from "@/lib/devices/revoke-device";
import { revokeOthers } from "@/lib/devices/revoke-others";

const oneOut = portalAction(deviceInput, async (client, { device_id }) => {
  if (device_id === client.deviceId) await leaving(client, () => revokeDevice(client, device_id));
  else await revokeDevice(client, device_id);
  return device_id === client.deviceId ? "all" : "one";
});

const manyOut = portalAction(signOutInput, async (client, { which }) => {
  if (which === "all") await leaving(client, () => revokeAll(client, client.contactId));
  else await revokeOthers(client);
  return which;
});

/** Ends the device in hand; whoever else is in on this browser stays in (A17). */
async function leaving(client: ContactActor, end: () => Promise<unknown>): Promise<void> {
  const tokens = await clientTokens();
  const here = await liveDevicesOf(client.firmId, tokens, originOf(await headers()));
  await end();
  const other = await sessionOfOthers(here, client.contactId);
  const jar = await cookies();
  if (other)
    jar.set(cookieNames.session, other.sessionToken, {
      ...{ path: "/", secure: true, httpOnly: true, sameSite: "lax" },
      expires: other.endsAt,
    });
}

/** The page says what came of it; who is no longer in sees the door, and a browser that is now somebody else's its own home. */
function goOn(result: ActionResult<"one" | "others" | "all">): never {
  if (result.ok) redirect(result.data === "all" ? "/?out=1" : `/devices?done=${result.data}`);
  if (result.unproven) redirect(lostPressPath("/devices"));
  if (result.code === "forbidden" || result.fields?.["as"]) redirect("/");
  redirect(`/devices?problem=${result.code === "limit" ? "limit" : "missing"}`);
}

/** "Sign out" beside one device (A16). */
export async function signOutOne(form: FormData): Promise<void> {
  goOn(await oneOut(form));
}

/** "Sign out all other devices", and everywhere (A1, A16), after the question. */
export async function signOutMany(form: FormData): Promise<void> {
  goOn(await manyOut(form));
}
