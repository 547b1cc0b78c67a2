"use server";

import { redirect } from "next/navigation";
import { staffAction } from "@/lib/actions";
import { saveRequest, withdrawRequest } from "@/lib/requests/edit-draft";
import { askAgain } from "@/lib/requests/ask-again";
import { copyRequest } from "@/lib/requests/copy-request";
import { addTask, editTask } from "@/lib/requests/edit-tasks";
import { copyRequestInput, oneRequest, sentRequestInput, taskOfDraftInput } from "@/lib/requests/input";
import { takeOutTask } from "@/lib/requests/take-out-task";
import { changedTaskInput, newTaskInput } from "@/lib/requests/task-of-request-input";
import { refusedAgain, type FormState } from "../form-state";
import { blamedOnTask, taskOf } from "./draft-deeds";
import { refusedDraft, type DraftState } from "./draft-state";

// whom it adds is mailed
const saved = staffAction("requests.send", sentRequestInput, async (staff, input) => {
  const { request_id, title, note, due_on, needs_review, recipient_ids, version } = input;
  const edit = {
    title,
    note,
    dueOn: due_on,
    needsReview: needs_review === "on",
    recipientIds: recipient_ids,
  };
  const told = await saveRequest(staff, request_id, edit, version, { mailAdded: true });
  return { request_id, told };
});

const changed = staffAction("requests.write", changedTaskInput, async (staff, input) => {
  await editTask(staff, input.request_id, input.task_id, input.task, input.version);
  return input.request_id;
});

const taken = staffAction("requests.write", taskOfDraftInput, async (staff, { request_id, task_id }) => {
  await takeOutTask(staff, request_id, task_id);
  return request_id;
});

const again = staffAction("requests.write", taskOfDraftInput, async (staff, { request_id, task_id }) => {
  await askAgain(staff, request_id, task_id);
  return request_id;
});

const copied = staffAction("requests.write", copyRequestInput, (staff, { request_id, work_item_id }) =>
  copyRequest(staff, request_id, work_item_id),
);

const added = staffAction("requests.write", newTaskInput, async (staff, { request_id, task }) => {
  await addTask(staff, request_id, task);
  return request_id;
});

const withdrawn = staffAction("requests.send", oneRequest, async (staff, { request_id }) => {
  await withdrawRequest(staff, request_id);
  return request_id;
});

/** Changes the words, recipients, due day and review of a request that was sent; its recipients are told (W4). */
export async function saveSent(last: FormState | null, form: FormData): Promise<FormState> {
  const result = await saved(last, form);
  if (!result.ok) return refusedAgain(last, result);
  redirect(`/admin/requests/${result.data.request_id}?done=${result.data.told ? "reworded" : "saved"}`);
}

/** Adds a task to a request that was sent; its recipients are told once (W4). */
export async function addToSent(last: DraftState | null, form: FormData): Promise<DraftState> {
  const result = await added({ request_id: form.get("request_id"), task: taskOf(form).asked });
  if (!result.ok) return refusedDraft((last?.nth ?? 0) + 1, form, blamedOnTask(result), true);
  redirect(`/admin/requests/${result.data}?done=added`);
}

/** Changes a task of a request that was sent, while nobody has answered it. */
export async function changeSentTask(last: DraftState | null, form: FormData): Promise<DraftState> {
  const { id, asked } = taskOf(form);
  const version = form.get("task_version");
  const result = await changed({ request_id: form.get("request_id"), task_id: id, task: asked, version });
  if (!result.ok) return refusedDraft((last?.nth ?? 0) + 1, form, blamedOnTask(result), true);
  redirect(`/admin/requests/${result.data}?done=reworded`);
}

/** Takes an unanswered task out of a request that was sent. */
export async function takeOut(last: FormState | null, form: FormData): Promise<FormState> {
  const result = await taken(last, form);
  if (!result.ok) return refusedAgain(last, result);
  redirect(`/admin/requests/${result.data}?done=taken_out`);
}

/** Asks again for a task that was taken out. */
export async function askForAgain(last: FormState | null, form: FormData): Promise<FormState> {
  const result = await again(last, form);
  if (!result.ok) return refusedAgain(last, result);
  redirect(`/admin/requests/${result.data}?done=asked_again`);
}

/** Copies a request into a work item and opens the draft. */
export async function copy(last: FormState | null, form: FormData): Promise<FormState> {
  const result = await copied(last, form);
  if (!result.ok) return refusedAgain(last, result);
  redirect(`/admin/requests/${result.data.requestId}?copied=${String(result.data.leftOut)}`);
}

/** Takes back a request that was sent. */
export async function takeBack(last: FormState | null, form: FormData): Promise<FormState> {
  const result = await withdrawn(last, form);
  if (!result.ok) return refusedAgain(last, result);
  redirect(`/admin/requests/${result.data}?done=withdrawn`);
}
