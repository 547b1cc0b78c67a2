"use server";

import { redirect } from "next/navigation";
import { staffAction } from "@/lib/actions";
import { createClient } from "@/lib/clients/create-client";
import { newClientInput, newContactInput } from "@/lib/clients/input";
import { createContact } from "@/lib/contacts/create-contact";
import { refusedAgain, type FormState } from "../form-state";

const made = staffAction("clients.write", newClientInput, createClient);

const added = staffAction("contacts.write", newContactInput, async (staff, input) => {
  const { client_id: clientId, first_name: firstName, last_name: lastName, email, phone } = input;
  await createContact(staff, { clientId, firstName, lastName, email, phone });
  return clientId;
});

/** Makes a client and opens its contacts, the next thing to add. */
export async function makeClient(last: FormState | null, form: FormData): Promise<FormState> {
  const result = await made(last, form);
  if (!result.ok) return refusedAgain(last, result);
  redirect(`/admin/clients/${result.data}?tab=contacts`);
}

/** Adds a contact to a client and goes back to the client. */
export async function addContact(last: FormState | null, form: FormData): Promise<FormState> {
  const result = await added(last, form);
  if (!result.ok) return refusedAgain(last, result);
  redirect(`/admin/clients/${result.data}?tab=contacts`);
}
