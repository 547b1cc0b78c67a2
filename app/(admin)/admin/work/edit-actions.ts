"use server";

import { redirect } from "next/navigation";
import { staffAction } from "@/lib/actions";
import { editWorkItemInput, workItemInput } from "@/lib/clients/input";
import { archiveWorkItem, restoreWorkItem } from "@/lib/work-items/archive-work-item";
import { editWorkItem } from "@/lib/work-items/edit-work-item";
import { refusedAgain, type FormState } from "../form-state";

const edited = staffAction("work.write", editWorkItemInput, async (staff, input) => {
  const {
    work_item_id: id,
    version,
    title,
    starts_on: startsOn,
    due_on: dueOn,
    owner_id: ownerId,
    status,
  } = input;
  await editWorkItem(staff, id, { title, startsOn, dueOn, ownerId, status }, version);
  return id;
});

const archived = staffAction("work.write", workItemInput, async (staff, { work_item_id }) => {
  await archiveWorkItem(staff, work_item_id);
  return work_item_id;
});

const restored = staffAction("work.write", workItemInput, async (staff, { work_item_id }) => {
  await restoreWorkItem(staff, work_item_id);
  return work_item_id;
});

/** Saves a work item's title, days, owner and status. */
export async function changeWorkItem(last: FormState | null, form: FormData): Promise<FormState> {
  const result = await edited(last, form);
  if (!result.ok) return refusedAgain(last, result);
  redirect(`/admin/work/${result.data}`);
}

/** Archives a work item; its page then says so and offers to restore it. */
export async function putWorkAway(last: FormState | null, form: FormData): Promise<FormState> {
  const result = await archived(last, form);
  if (!result.ok) return refusedAgain(last, result);
  redirect(`/admin/work/${result.data}`);
}

/** Restores an archived work item. */
export async function bringBackWork(last: FormState | null, form: FormData): Promise<FormState> {
  const result = await restored(last, form);
  if (!result.ok) return refusedAgain(last, result);
  redirect(`/admin/work/${result.data}`);
}
