"use server";

import { redirect } from "next/navigation";
import { guestAction, type ActionResult } from "@/lib/actions";
import { oneFile, wantedInput } from "@/lib/files/input";
import { sealNotSent } from "@/lib/files/said";
import { nameWanted } from "@/lib/files/name-wanted";
import { withdrawFile } from "@/lib/files/withdraw-file";
import { answerHonestly, promiseTask } from "@/lib/tasks/answer-honestly";
import { answerTask, chooseAnswer, explainTransaction } from "@/lib/tasks/answer-task";
import { completeTask } from "@/lib/tasks/complete-task";
import { answerInput, choiceInput, finishInput, honestInput, transactionInput } from "@/lib/tasks/input";

type Result = ActionResult<string> | null;

const answered = guestAction(answerInput, async (guest, { task_id, answer }) => {
  await answerTask(guest, task_id, answer);
  return "done";
});

const chosen = guestAction(choiceInput, async (guest, { task_id, chosen }) => {
  await chooseAnswer(guest, task_id, chosen);
  return "done";
});

const explained = guestAction(transactionInput, async (guest, { task_id, category, answer }) => {
  await explainTransaction(guest, task_id, { category, answer });
  return "done";
});

const honest = guestAction(honestInput, async (guest, { task_id, honest, reason, promised_on }) => {
  if (honest === "promised") await promiseTask(guest, task_id, promised_on);
  else await answerHonestly(guest, task_id, honest, reason);
  return honest === "promised" ? "promised" : "done";
});

const finished = guestAction(finishInput, async (guest, { task_id, refused, unsent, without }) => {
  if (!without && refused.length + unsent.length > 0)
    return `/guest?left=${sealNotSent(guest.firmId, task_id, { refused, unsent })}&ask=without#without`;
  await completeTask(guest, task_id);
  return "/guest?said=done";
});

const withdrawn = guestAction(oneFile, (guest, { file_id }) => withdrawFile(guest, file_id));
const named = guestAction(wantedInput, (guest, { file_id, wanted }) => nameWanted(guest, file_id, wanted));

/** The guest's page says what was saved; or the refusal stands in the form. */
function said(result: ActionResult<string>): Result {
  if (result.ok) redirect(`/guest?said=${result.data}`);
  return result;
}

/** Saves a guest's written answer. */
export async function answerAsGuest(last: Result, form: FormData): Promise<Result> {
  return said(await answered(last, form));
}

/** Saves what a guest chose. */
export async function chooseAsGuest(last: Result, form: FormData): Promise<Result> {
  return said(await chosen(last, form));
}

/** Saves what a guest says a payment was for. */
export async function explainAsGuest(last: Result, form: FormData): Promise<Result> {
  return said(await explained(last, form));
}

/** Saves a guest's "I don't have this", "Not applicable" or "I'll send it by …". */
export async function sayHonestlyAsGuest(last: Result, form: FormData): Promise<Result> {
  return said(await honest(last, form));
}

/** "Mark as done" of a guest; refused, the page says what is missing. */
export async function finishAsGuest(form: FormData): Promise<void> {
  const result = await finished(form);
  redirect(result.ok ? result.data : `/guest?problem=${result.code}`);
}

/** "Remove" beside a file that the guest sent. */
export async function removeAsGuest(form: FormData): Promise<void> {
  const result = await withdrawn({ as: form.get("as"), file_id: form.get("file_id") });
  redirect(result.ok ? "/guest#files" : "/guest?problem=file-removed");
}

/** "This is …": which wanted document a guest's file is. */
export async function sayWantedAsGuest(form: FormData): Promise<void> {
  await named({ as: form.get("as"), file_id: form.get("file_id"), wanted: form.get("wanted") });
  redirect("/guest#files");
}
