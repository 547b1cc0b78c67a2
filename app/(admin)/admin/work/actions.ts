"use server";

import { redirect } from "next/navigation";
import { staffAction } from "@/lib/actions";
import { completeWorkInput, newWorkItemInput, workItemInput } from "@/lib/clients/input";
import { completeWorkItem, reopenWorkItem } from "@/lib/work-items/complete-work-item";
import { createWorkItem } from "@/lib/work-items/create-work-item";
import { clientsFound } from "../choose/find-clients";
import { refusedAgain, type FormState } from "../form-state";

const made = staffAction("work.write", newWorkItemInput, (staff, { client_id, title, starts_on, due_on }) =>
  createWorkItem(staff, { clientId: client_id, title, startsOn: starts_on, dueOn: due_on }),
);

const completed = staffAction(
  "work.write",
  completeWorkInput,
  async (staff, { work_item_id, open_tasks }) => {
    await completeWorkItem(staff, work_item_id, open_tasks);
    return work_item_id;
  },
);

const reopened = staffAction("work.write", workItemInput, async (staff, { work_item_id }) => {
  await reopenWorkItem(staff, work_item_id);
  return work_item_id;
});

/** Makes a work item and opens its page. */
export async function makeWorkItem(last: FormState | null, form: FormData): Promise<FormState> {
  const found = await clientsFound(last, form, "client_id");
  if (found) return found;
  const result = await made(last, form);
  if (!result.ok) return refusedAgain(last, result);
  redirect(`/admin/work/${result.data}`);
}

/** Completes a work item; where tasks are open that nobody agreed to, the page asks first (W8). */
export async function completeWork(last: FormState | null, form: FormData): Promise<FormState> {
  const result = await completed(last, form);
  if (result.ok) redirect(`/admin/work/${result.data}`);
  const workItemId = result.values?.["work_item_id"];
  if (workItemId && result.fields?.["open_tasks"]) {
    redirect(`/admin/work/${workItemId}?complete=${form.has("open_tasks") ? "changed" : "1"}`);
  }
  return refusedAgain(last, result);
}

/** Sets completed work back to in progress. */
export async function reopenWork(last: FormState | null, form: FormData): Promise<FormState> {
  const result = await reopened(last, form);
  if (!result.ok) return refusedAgain(last, result);
  redirect(`/admin/work/${result.data}`);
}
