"use server";

import { redirect } from "next/navigation";
import { staffAction } from "@/lib/actions";
import { fileRulesInput } from "@/lib/files/input";
import { setFilesTaken } from "@/lib/files/set-files-taken";
import { refusedAgain, type FormState } from "../../form-state";

const set = staffAction("settings.write", fileRulesInput, async (staff, given) => {
  await setFilesTaken(staff, {
    refusedEndings: given.refused_endings,
    refusesMacros: given.refuses_macros === "yes",
    refusesArchivedPrograms: given.refuses_archived_programs === "yes",
  });
  return null;
});

/** Says which files the firm does not take (D3). */
export async function saveFileRules(last: FormState | null, form: FormData): Promise<FormState> {
  const result = await set(last, form);
  if (!result.ok) return refusedAgain(last, result);
  redirect("/admin/settings/files?saved=1");
}
