"use server";

import { redirect } from "next/navigation";
import { staffAction } from "@/lib/actions";
import { createRequestWithWork } from "@/lib/requests/create-with-work";
import { createRequest } from "@/lib/requests/edit-draft";
import {
  clientOfRequestInput,
  newRequestInput,
  requestForClientInput,
  sendInput,
  sendToOneInput,
} from "@/lib/requests/input";
import { sendRequest } from "@/lib/requests/send-request";
import { sendToOne } from "@/lib/requests/send-to-one";
import { clientsFound } from "../choose/find-clients";
import { refusedAgain, type FormState } from "../form-state";

const made = staffAction("requests.write", newRequestInput, (staff, { work_item_id, title, contact_id }) =>
  createRequest(staff, {
    workItemId: work_item_id,
    title,
    ...(contact_id ? { recipientIds: [contact_id] } : {}),
  }),
);

const madeForClient = staffAction(
  "requests.write",
  requestForClientInput,
  (staff, { client_id, work_item_id, new_work, title, contact_id }) => {
    const draft = { title, ...(contact_id ? { recipientIds: [contact_id] } : {}) };
    return work_item_id === "new"
      ? createRequestWithWork(staff, { ...draft, clientId: client_id, workTitle: new_work })
      : createRequest(staff, { ...draft, workItemId: work_item_id });
  },
);
const clientChosen = staffAction("requests.write", clientOfRequestInput, (_, { client_id }) =>
  Promise.resolve(client_id),
);

const sent = staffAction("requests.send", sendInput, async (staff, { request_id, times_sent }) => {
  await sendRequest(staff, request_id, times_sent);
  return request_id;
});

const sentToOne = staffAction("requests.send", sendToOneInput, async (staff, { request_id, message_id }) => {
  await sendToOne(staff, request_id, message_id);
  return request_id;
});

/** Makes a draft inside a work item and opens it. */
export async function makeRequest(last: FormState | null, form: FormData): Promise<FormState> {
  const result = await made(last, form);
  if (!result.ok) return refusedAgain(last, result);
  redirect(`/admin/requests/${result.data}`);
}

/** Makes a draft for a client, with a new work item where one is wanted, and opens it. */
export async function makeRequestForClient(last: FormState | null, form: FormData): Promise<FormState> {
  const result = await madeForClient(last, form);
  if (!result.ok) return refusedAgain(last, result);
  redirect(`/admin/requests/${result.data}`);
}

/** Goes on with the client that a new request is for. */
export async function chooseClient(last: FormState | null, form: FormData): Promise<FormState> {
  const found = await clientsFound(last, form, "client_id");
  if (found) return found;
  const result = await clientChosen(last, form);
  if (!result.ok) return refusedAgain(last, result);
  redirect(`/admin/requests/new?client=${result.data}`);
}

/** Sends a request again: each recipient gets a new link, the tasks stay (W4). */
export async function resend(last: FormState | null, form: FormData): Promise<FormState> {
  const result = await sent(last, form);
  if (!result.ok) return refusedAgain(last, result);
  redirect(`/admin/requests/${result.data}?sent=again`);
}

/** Mails one recipient again whose mail failed or may not have arrived. */
export async function resendToOne(last: FormState | null, form: FormData): Promise<FormState> {
  const result = await sentToOne(last, form);
  if (!result.ok) return refusedAgain(last, result);
  redirect(`/admin/requests/${result.data}?sent=one`);
}
