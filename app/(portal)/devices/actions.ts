"use server";

import { redirect } from "next/navigation";
import { portalAction, type ActionResult } from "@/lib/actions";
import { deviceInput, signOutInput } from "@/lib/devices/input";
import { revokeAll } from "@/lib/devices/revoke-all";
import { revokeDevice } from "@/lib/devices/revoke-device";
import { revokeOthers } from "@/lib/devices/revoke-others";

const oneOut = portalAction(deviceInput, async (client, { device_id }) => {
  await revokeDevice(client, device_id);
  return device_id === client.deviceId ? "all" : "one";
});

const manyOut = portalAction(signOutInput, async (client, { which }) => {
  if (which === "all") await revokeAll(client, client.contactId);
  else await revokeOthers(client);
  return which;
});

/** The page says what came of it; who is no longer in sees the door, and a browser that is now somebody else's its own home. */
function goOn(result: ActionResult<"one" | "others" | "all">): never {
  if (result.ok) redirect(result.data === "all" ? "/?out=1" : `/devices?done=${result.data}`);
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
