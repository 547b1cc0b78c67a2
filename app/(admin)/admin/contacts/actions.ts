"use server";

import { redirect } from "next/navigation";
import { staffAction } from "@/lib/actions";
import { contactInput, eraseContactInput } from "@/lib/clients/input";
import { deleteContact, restoreContact } from "@/lib/contacts/delete-contact";
import { eraseContact } from "@/lib/contacts/erase-contact";
import { proveAgain } from "@/lib/factors/prove-again";
import { refusedAgain, type FormState } from "../form-state";

const deleted = staffAction("contacts.write", contactInput, async (staff, { contact_id }) => {
  await deleteContact(staff, contact_id);
  return contact_id;
});

const restored = staffAction("contacts.write", contactInput, async (staff, { contact_id }) => {
  await restoreContact(staff, contact_id);
  return contact_id;
});

const erased = staffAction(
  "contacts.erase",
  eraseContactInput,
  async (staff, { contact_id, name, proof }) => {
    await proveAgain(staff, proof);
    await eraseContact(staff, contact_id, name);
    return contact_id;
  },
);

/** Deletes a contact; its page then says so. */
export async function removeContact(last: FormState | null, form: FormData): Promise<FormState> {
  const result = await deleted(last, form);
  if (!result.ok) return refusedAgain(last, result);
  redirect(`/admin/contacts/${result.data}`);
}

/** Restores a deleted contact. */
export async function bringBackContact(last: FormState | null, form: FormData): Promise<FormState> {
  const result = await restored(last, form);
  if (!result.ok) return refusedAgain(last, result);
  redirect(`/admin/contacts/${result.data}?restored=1`);
}

/** Erases a deleted contact for good; its page then says so. */
export async function wipeContact(last: FormState | null, form: FormData): Promise<FormState> {
  const result = await erased(last, form);
  if (!result.ok) return refusedAgain(last, result);
  redirect(`/admin/contacts/${result.data}`);
}
