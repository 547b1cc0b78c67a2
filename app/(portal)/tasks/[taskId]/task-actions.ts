"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { portalAction, type ActionResult } from "@/lib/actions";
import { addClientComment } from "@/lib/comments/add-comment";
import { answerTask } from "@/lib/tasks/answer-task";
import { saveDraft } from "@/lib/tasks/save-draft";
import { answerInput, commentInput, draftInput } from "@/lib/tasks/input";

const answered = portalAction(answerInput, async (client, { task_id, answer }) => {
  await answerTask(client, task_id, answer);
  return task_id;
});

const commented = portalAction(commentInput, async (client, { task_id, form_key, comment }) => {
  await addClientComment(client, { taskId: task_id, formKey: form_key, body: comment });
  return task_id;
});

const drafted = portalAction(draftInput, async (client, { task_id, field, body }) => {
  const savedAt = await saveDraft(client, task_id, field, body);
  return savedAt.toISOString();
});

/** Saves the answer and goes home, where it says "Sent". */
export async function answer(
  last: ActionResult<string> | null,
  form: FormData,
): Promise<ActionResult<string> | null> {
  const result = await answered(last, form);
  if (result.ok) redirect(`/?done=${result.data}`);
  return result;
}

/** Adds a comment to the thread. */
export async function comment(
  last: ActionResult<string> | null,
  form: FormData,
): Promise<ActionResult<string> | null> {
  const result = await commented(last, form);
  if (result.ok) revalidatePath(`/tasks/${result.data}`);
  return result;
}

/** Keeps what is being typed; answers when it was saved, as an ISO instant. */
export async function draft(input: {
  as: string;
  task_id: string;
  field: "answer" | "comment";
  body: string;
}): Promise<ActionResult<string>> {
  return drafted(input);
}
