"use server";

import { redirect } from "next/navigation";
import { staffAction } from "@/lib/actions";
import { undoSecondsInput } from "@/lib/firms/sending-input";
import { setUndoSeconds } from "@/lib/firms/undo-seconds";
import { refusedAgain, type FormState } from "../../form-state";

const set = staffAction("settings.write", undoSecondsInput, async (staff, { undo_seconds }) => {
  await setUndoSeconds(staff, undo_seconds);
  return null;
});

/** Sets for how long a sending can be undone (S10). */
export async function saveUndoSeconds(last: FormState | null, form: FormData): Promise<FormState> {
  const result = await set(last, form);
  if (!result.ok) return refusedAgain(last, result);
  redirect("/admin/settings/sending?saved=1");
}
