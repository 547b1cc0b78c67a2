"use server";

import { redirect } from "next/navigation";
import { staffAction } from "@/lib/actions";
import { contactInput } from "@/lib/clients/input";
import { endLogins } from "@/lib/logins/end-logins";
import { sendLoginLink } from "@/lib/logins/send-login-link";
import { refusedAgain, type FormState } from "../form-state";

const mailed = staffAction("logins.write", contactInput, async (staff, { contact_id: id }) => {
  return { id, purpose: await sendLoginLink(staff, id) };
});

const ended = staffAction("logins.write", contactInput, async (staff, { contact_id: id }) => {
  await endLogins(staff, id);
  return id;
});

const dialogOf = (contactId: string, done: string) =>
  `/admin/contacts/${contactId}?tab=details&login=edit&logged=${done}`;

/** Mails a contact a link that sets a password (L11). */
export async function mailPasswordLink(last: FormState | null, form: FormData): Promise<FormState> {
  const result = await mailed(last, form);
  if (!result.ok) return refusedAgain(last, result);
  redirect(dialogOf(result.data.id, result.data.purpose));
}

/** Logs a contact out everywhere (L11). */
export async function endLoginSessions(last: FormState | null, form: FormData): Promise<FormState> {
  const result = await ended(last, form);
  if (!result.ok) return refusedAgain(last, result);
  redirect(dialogOf(result.data, "ended"));
}
