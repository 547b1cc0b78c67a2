"use server";

import { revalidatePath } from "next/cache";
import { staffAction, type ActionResult } from "@/lib/actions";
import { oneTask, sendBackInput } from "@/lib/tasks/input";
import { acceptTask, closeDeclinedTask, sendBackTask } from "@/lib/tasks/review-task";
import { accepted, refusedAgain, type FormState } from "../form-state";

const acceptedTask = staffAction("work.write", oneTask, (staff, { task_id }) => acceptTask(staff, task_id));

const closedDeclined = staffAction("work.write", oneTask, (staff, { task_id }) =>
  closeDeclinedTask(staff, task_id),
);

const sentBack = staffAction("work.write", sendBackInput, (staff, { task_id, contact_id, reason }) =>
  sendBackTask(staff, task_id, { reason, contactId: contact_id }),
);

function told(last: FormState | null, result: ActionResult<unknown>): FormState {
  if (!result.ok) return refusedAgain(last, result);
  revalidatePath("/admin", "layout");
  return accepted(last);
}

/** Accepts what the client gave: it counts as done (W6). */
export async function acceptAnswer(last: FormState | null, form: FormData): Promise<FormState> {
  return told(last, await acceptedTask(last, form));
}

/** Closes a refusal: it stays as the task's answer. */
export async function closeDeclined(last: FormState | null, form: FormData): Promise<FormState> {
  return told(last, await closedDeclined(last, form));
}

/** Sends the client's answer back with a reason; the task is open again and the client is told. */
export async function sendBackAnswer(last: FormState | null, form: FormData): Promise<FormState> {
  return told(last, await sentBack(last, form));
}
