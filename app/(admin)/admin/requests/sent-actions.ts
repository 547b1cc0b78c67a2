"use server";

import { redirect } from "next/navigation";
import { staffAction } from "@/lib/actions";
import { saveRequest, withdrawRequest } from "@/lib/requests/edit-draft";
import { addTask } from "@/lib/requests/edit-tasks";
import { oneRequest, sentRequestInput } from "@/lib/requests/input";
import { newTaskInput } from "@/lib/requests/task-of-request-input";
import { refusedAgain, type FormState } from "../form-state";
import { blamedOnTask, taskOf } from "./draft-deeds";
import { refusedDraft, type DraftState } from "./draft-state";

const saved = staffAction("requests.write", sentRequestInput, async (staff, input) => {
  const { request_id, due_on, needs_review, version } = input;
  await saveRequest(staff, request_id, { dueOn: due_on, needsReview: needs_review === "on" }, version);
  return request_id;
});

const added = staffAction("requests.write", newTaskInput, async (staff, { request_id, task }) => {
  await addTask(staff, request_id, task);
  return request_id;
});

const withdrawn = staffAction("requests.send", oneRequest, async (staff, { request_id }) => {
  await withdrawRequest(staff, request_id);
  return request_id;
});

/** Changes the due day and the review of a request that was sent. */
export async function saveSent(last: FormState | null, form: FormData): Promise<FormState> {
  const result = await saved(last, form);
  if (!result.ok) return refusedAgain(last, result);
  redirect(`/admin/requests/${result.data}?done=saved`);
}

/** Adds a task to a request that was sent; its recipients are told once (W4). */
export async function addToSent(last: DraftState | null, form: FormData): Promise<DraftState> {
  const result = await added({ request_id: form.get("request_id"), task: taskOf(form).asked });
  if (!result.ok) return refusedDraft((last?.nth ?? 0) + 1, form, blamedOnTask(result), true);
  redirect(`/admin/requests/${result.data}?done=added`);
}

/** Takes back a request that was sent. */
export async function takeBack(last: FormState | null, form: FormData): Promise<FormState> {
  const result = await withdrawn(last, form);
  if (!result.ok) return refusedAgain(last, result);
  redirect(`/admin/requests/${result.data}?done=withdrawn`);
}
