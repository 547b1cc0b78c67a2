"use server";

import { redirect } from "next/navigation";
import { staffAction } from "@/lib/actions";
import { deactivateTwoFactor } from "@/lib/factors/deactivate-two-factor";
import { contactFactorsInput } from "@/lib/factors/input";
import { proveAgain } from "@/lib/factors/prove-again";
import { removePasskeys } from "@/lib/factors/remove-passkeys";
import { refusedAgain, type FormState } from "../form-state";

const twoFactor = staffAction("contacts.write", contactFactorsInput, async (staff, { contact_id, proof }) => {
  await proveAgain(staff, proof);
  await deactivateTwoFactor(staff, contact_id);
  return contact_id;
});

const passkeys = staffAction("contacts.write", contactFactorsInput, async (staff, { contact_id, proof }) => {
  await proveAgain(staff, proof);
  await removePasskeys(staff, contact_id);
  return contact_id;
});

const details = (contactId: string, took: string) => `/admin/contacts/${contactId}?tab=details&took=${took}`;

/** Deactivates a contact's two-factor authentication, after the dialog (L11). */
export async function switchTwoFactorOff(last: FormState | null, form: FormData): Promise<FormState> {
  const result = await twoFactor(last, form);
  if (!result.ok) return refusedAgain(last, result);
  redirect(details(result.data, "app"));
}

/** Removes a contact's passkeys, after the dialog (L11). */
export async function takePasskeys(last: FormState | null, form: FormData): Promise<FormState> {
  const result = await passkeys(last, form);
  if (!result.ok) return refusedAgain(last, result);
  redirect(details(result.data, "passkeys"));
}
