"use server";

import { redirect } from "next/navigation";
import { staffAction } from "@/lib/actions";
import { proveAgain } from "@/lib/factors/prove-again";
import { chooseMode } from "@/lib/firms/choose-mode";
import { letMailsCarryWords } from "@/lib/firms/let-mails-carry-words";
import { mailWordsInput } from "@/lib/firms/mail-words-input";
import { modeInput } from "@/lib/firms/mode-input";
import { refusedAgain, type FormState } from "../../form-state";

const chosen = staffAction("settings.write", modeInput, async (staff, { mode, proof }) => {
  await proveAgain(staff, proof);
  return chooseMode(staff, mode);
});

const carried = staffAction("settings.write", mailWordsInput, async (staff, { carry }) => {
  await letMailsCarryWords(staff, carry === "yes");
  return null;
});

/** Says whether mails carry the words of comments and answers (P4). */
export async function saveMailWords(last: FormState | null, form: FormData): Promise<FormState> {
  const result = await carried(last, form);
  if (!result.ok) return refusedAgain(last, result);
  redirect("/admin/settings/portal?saved=mails");
}

/** Changes how clients get in, after the dialog (L6). */
export async function changeMode(last: FormState | null, form: FormData): Promise<FormState> {
  const result = await chosen(last, form);
  if (!result.ok) return refusedAgain(last, result);
  redirect(`/admin/settings/portal?saved=1`);
}
