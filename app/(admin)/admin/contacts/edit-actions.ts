"use server";

import { redirect } from "next/navigation";
import { staffAction } from "@/lib/actions";
import { editContactInput } from "@/lib/clients/input";
import { editContact } from "@/lib/contacts/edit-contact";
import { canonicalEmail } from "@/lib/contacts/email";
import { contactPage } from "@/lib/contacts/queries";
import { proveAgain } from "@/lib/factors/prove-again";
import { clientsFound } from "../choose/find-clients";
import { refusedAgain, type FormState } from "../form-state";

const edited = staffAction("contacts.write", editContactInput, async (staff, input) => {
  const { contact_id: id, version, first_name: firstName, last_name: lastName, email, phone } = input;
  const moves = (await contactPage(staff, id))?.email !== canonicalEmail(email);
  if (moves) await proveAgain(staff, input.proof);
  const fields = { firstName, lastName, email, phone, clientIds: input.client_ids };
  await editContact(staff, id, fields, version, moves ? "proven" : "none");
  return id;
});

/** Saves a contact's name, addresses and clients; another address asks again who is there (AU7). */
export async function changeContact(last: FormState | null, form: FormData): Promise<FormState> {
  const found = await clientsFound(last, form, "client_ids");
  if (found) return found;
  const result = await edited(last, form);
  if (!result.ok) return refusedAgain(last, result);
  redirect(`/admin/contacts/${result.data}?tab=details`);
}
