"use server";

import { redirect } from "next/navigation";
import { staffAction, type ActionResult } from "@/lib/actions";
import { endKey, makeKey } from "@/lib/api/firm-keys";
import { keyInput, makeKeyInput } from "@/lib/api/input";
import { proveAgain } from "@/lib/factors/prove-again";
import { refusedAgain, type FormState } from "../../form-state";

const made = staffAction("settings.write", makeKeyInput, async (staff, { name, scopes, proof }) => {
  await proveAgain(staff, proof);
  return makeKey(staff, name, scopes);
});
const ended = staffAction("settings.write", keyInput, async (staff, { key_id }) => {
  await endKey(staff, key_id);
  return null;
});

/** Makes an API key; the answer shows it, this once. */
export async function makeApiKey(
  _: ActionResult<string> | null,
  form: FormData,
): Promise<ActionResult<string>> {
  return made(form);
}

/** Ends an API key. */
export async function endApiKey(last: FormState | null, form: FormData): Promise<FormState> {
  const result = await ended(last, form);
  if (!result.ok) return refusedAgain(last, result);
  redirect("/admin/settings/keys?ended=1");
}
