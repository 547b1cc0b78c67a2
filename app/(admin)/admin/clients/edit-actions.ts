"use server";

import { redirect } from "next/navigation";
import { staffAction } from "@/lib/actions";
import { archiveClient, restoreClient } from "@/lib/clients/archive-client";
import { editClient } from "@/lib/clients/edit-client";
import { clientInput, editClientInput } from "@/lib/clients/input";
import { refusedAgain, type FormState } from "../form-state";

const edited = staffAction(
  "clients.write",
  editClientInput,
  async (staff, { client_id, version, ...fields }) => {
    await editClient(staff, client_id, fields, version);
    return client_id;
  },
);

const archived = staffAction("clients.write", clientInput, async (staff, { client_id }) => {
  await archiveClient(staff, client_id);
  return client_id;
});

const restored = staffAction("clients.write", clientInput, async (staff, { client_id }) => {
  await restoreClient(staff, client_id);
  return client_id;
});

/** Saves a client's name and kind. */
export async function changeClient(last: FormState | null, form: FormData): Promise<FormState> {
  const result = await edited(last, form);
  if (!result.ok) return refusedAgain(last, result);
  redirect(`/admin/clients/${result.data}`);
}

/** Archives a client; its page then says so and offers to restore it. */
export async function putClientAway(last: FormState | null, form: FormData): Promise<FormState> {
  const result = await archived(last, form);
  if (!result.ok) return refusedAgain(last, result);
  redirect(`/admin/clients/${result.data}`);
}

/** Restores an archived client. */
export async function bringBackClient(last: FormState | null, form: FormData): Promise<FormState> {
  const result = await restored(last, form);
  if (!result.ok) return refusedAgain(last, result);
  redirect(`/admin/clients/${result.data}`);
}
