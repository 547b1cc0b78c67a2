"use server";

import { redirect } from "next/navigation";
import { staffAction } from "@/lib/actions";
import { editContactInput } from "@/lib/clients/input";
import { editContact } from "@/lib/contacts/edit-contact";
import { clientsFound } from "../choose/find-clients";
import { refusedAgain, type FormState } from "../form-state";

const edited = staffAction("contacts.write", editContactInput, async (staff, input) => {
  const { contact_id: id, version, first_name: firstName, last_name: lastName, email, phone } = input;
  await editContact(staff, id, { firstName, lastName, email, phone, clientIds: input.client_ids }, version);
  return id;
});

/** Saves a contact's name, addresses and clients. */
export async function changeContact(last: FormState | null, form: FormData): Promise<FormState> {
  const found = await clientsFound(last, form, "client_ids");
  if (found) return found;
  const result = await edited(last, form);
  if (!result.ok) return refusedAgain(last, result);
  redirect(`/admin/contacts/${result.data}?tab=details`);
}
