"use server";

import { redirect } from "next/navigation";
import { staffAction } from "@/lib/actions";
import { sendInput } from "@/lib/requests/input";
import { undoSend } from "@/lib/requests/undo-send";
import { refusedAgain, type FormState } from "../form-state";

const undone = staffAction("requests.send", sendInput, async (staff, { request_id, times_sent }) => {
  const { isDraft, gone } = await undoSend(staff, request_id, times_sent);
  return `${request_id}?undone=${gone > 0 ? "some" : isDraft ? "draft" : "again"}`;
});

/** Undoes the sending that was just made: what is still held is never mailed (S10). */
export async function undoSending(last: FormState | null, form: FormData): Promise<FormState> {
  const result = await undone(last, form);
  if (!result.ok) return refusedAgain(last, result);
  redirect(`/admin/requests/${result.data}`);
}
