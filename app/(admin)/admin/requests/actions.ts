"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { staffAction, type ActionResult } from "@/lib/actions";
import { createRequest, saveDraftRequest } from "@/lib/requests/edit-draft";
import { addTask, moveTask, removeTask } from "@/lib/requests/edit-tasks";
import {
  draftRequestInput,
  moveTaskInput,
  newRequestInput,
  newTaskInput,
  sendInput,
  taskOfDraftInput,
} from "@/lib/requests/input";
import { sendRequest } from "@/lib/requests/send-request";
import { plainTask } from "@/lib/tasks/kinds";
import { refusedAgain, type FormState } from "../form-state";
import { deedOf, refusedDraft, savedDraft, taskWords, type DraftState } from "./draft-deeds";

const made = staffAction("requests.write", newRequestInput, (staff, { work_item_id, title }) =>
  createRequest(staff, { workItemId: work_item_id, title }),
);

const saved = staffAction("requests.write", draftRequestInput, (staff, input) => {
  const { request_id, title, note, due_on, recipient_ids } = input;
  return saveDraftRequest(staff, request_id, { title, note, dueOn: due_on, recipientIds: recipient_ids });
});

const added = staffAction("requests.write", newTaskInput, (staff, { request_id, ...task }) =>
  addTask(staff, request_id, plainTask(task)),
);

const removed = staffAction("requests.write", taskOfDraftInput, (staff, { request_id, task_id }) =>
  removeTask(staff, request_id, task_id),
);

const moved = staffAction("requests.write", moveTaskInput, (staff, { request_id, task_id, direction }) =>
  moveTask(staff, request_id, task_id, direction),
);

const sent = staffAction("requests.send", sendInput, async (staff, { request_id, times_sent }) => {
  await sendRequest(staff, request_id, times_sent);
  return request_id;
});

/** Makes a draft inside a work item and opens it. */
export async function makeRequest(last: FormState | null, form: FormData): Promise<FormState> {
  const result = await made(last, form);
  if (!result.ok) return refusedAgain(last, result);
  redirect(`/admin/requests/${result.data}`);
}

/** Sends a request again: each recipient gets a new link, the tasks stay (W4). */
export async function resend(last: FormState | null, form: FormData): Promise<FormState> {
  const result = await sent(last, form);
  if (!result.ok) return refusedAgain(last, result);
  redirect(`/admin/requests/${result.data}?sent=again`);
}

/**
 * The editor of a draft is one form, so that every button keeps what is typed anywhere in it: the draft is
 * saved first, then the button's own deed is done.
 */
export async function editDraft(last: DraftState | null, form: FormData): Promise<DraftState> {
  const nth = (last?.nth ?? 0) + 1;
  const request_id = form.get("request_id");
  const kept = await saved({
    request_id,
    title: form.get("title"),
    note: form.get("note"),
    due_on: form.get("due_on"),
    recipient_ids: form.getAll("recipient_ids"),
  });
  if (!kept.ok) return refusedDraft(nth, form, kept);
  const deed = deedOf(form);
  if (deed.kind === "unfinished") return refusedDraft(nth, form, deed.refusal);
  if (deed.kind === "send") {
    const result = await sent({ request_id, times_sent: form.get("times_sent") });
    if (!result.ok) return refusedDraft(nth, form, result);
    redirect(`/admin/requests/${result.data}?sent=1`);
  }
  const done = await taskDeed(deed, request_id, form);
  revalidatePath("/admin", "layout");
  return done.ok ? savedDraft(nth, form, deed.kind === "add") : refusedDraft(nth, form, done, taskWords);
}

async function taskDeed(
  deed: Exclude<ReturnType<typeof deedOf>, { kind: "send" | "unfinished" }>,
  request_id: FormDataEntryValue | null,
  form: FormData,
): Promise<ActionResult<unknown>> {
  switch (deed.kind) {
    case "save":
      return { ok: true, data: null };
    case "add":
      return added({
        request_id,
        kind: form.get("task_kind"),
        title: form.get("task_title"),
        description: form.get("task_description"),
      });
    case "remove":
      return removed({ request_id, task_id: deed.taskId });
    case "up":
    case "down":
      return moved({ request_id, task_id: deed.taskId, direction: deed.kind });
  }
}
