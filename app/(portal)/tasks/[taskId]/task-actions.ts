"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { portalAction, type ActionResult } from "@/lib/actions";
import { addClientComment } from "@/lib/comments/add-comment";
import { pageAfter } from "@/lib/requests/after-answer";
import { answerHonestly, promiseTask } from "@/lib/tasks/answer-honestly";
import { answerTask, chooseAnswer, decideApproval, explainTransaction } from "@/lib/tasks/answer-task";
import {
  answerInput,
  approvalInput,
  choiceInput,
  commentInput,
  draftInput,
  honestInput,
  transactionInput,
} from "@/lib/tasks/input";
import { saveDraft } from "@/lib/tasks/save-draft";

type Result = ActionResult<string> | null;

const answered = portalAction(answerInput, async (client, { task_id, answer }) => {
  await answerTask(client, task_id, answer);
  return pageAfter(client, task_id);
});

const chosen = portalAction(choiceInput, async (client, { task_id, chosen }) => {
  await chooseAnswer(client, task_id, chosen);
  return pageAfter(client, task_id);
});

const decided = portalAction(approvalInput, async (client, { task_id, verdict, reason }) => {
  await decideApproval(client, task_id, { approved: verdict === "approved", reason });
  return pageAfter(client, task_id);
});

const explained = portalAction(transactionInput, async (client, { task_id, category, answer }) => {
  await explainTransaction(client, task_id, { category, answer });
  return pageAfter(client, task_id);
});

const honest = portalAction(honestInput, async (client, { task_id, honest, reason, promised_on }) => {
  if (honest === "promised") await promiseTask(client, task_id, promised_on);
  else await answerHonestly(client, task_id, honest, reason);
  return pageAfter(client, task_id);
});

const commented = portalAction(commentInput, async (client, { task_id, form_key, comment, file_ids }) => {
  await addClientComment(client, {
    taskId: task_id,
    formKey: form_key,
    body: comment,
    fileIds: file_ids,
  });
  return task_id;
});

const drafted = portalAction(draftInput, async (client, { task_id, field, body }) => {
  const savedAt = await saveDraft(client, task_id, field, body);
  return savedAt.toISOString();
});

/** On to the page that says what was saved; or the refusal. */
function home(result: ActionResult<string>): Result {
  if (result.ok) redirect(result.data);
  return result;
}

/** Saves the written answer and goes on, to a page that says "Sent". */
export async function answer(last: Result, form: FormData): Promise<Result> {
  return home(await answered(last, form));
}

/** Saves what was chosen. */
export async function choose(last: Result, form: FormData): Promise<Result> {
  return home(await chosen(last, form));
}

/** Saves an approval, or a decline with its reason. */
export async function decide(last: Result, form: FormData): Promise<Result> {
  return home(await decided(last, form));
}

/** Saves what a payment was for. */
export async function explain(last: Result, form: FormData): Promise<Result> {
  return home(await explained(last, form));
}

/** Saves "I don't have this", "Not applicable" or "I'll send it by …". */
export async function sayHonestly(last: Result, form: FormData): Promise<Result> {
  return home(await honest(last, form));
}

/** Adds a comment to the thread. */
export async function comment(last: Result, form: FormData): Promise<Result> {
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
