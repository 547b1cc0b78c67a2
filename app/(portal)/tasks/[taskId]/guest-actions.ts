"use server";

import { redirect } from "next/navigation";
import { lostPressPath } from "@/lib/access/public-post";
import { portalAction, type ActionResult } from "@/lib/actions";
import { askGuest } from "@/lib/guests/ask-guest";
import { askGuestInput, oneGuest } from "@/lib/guests/input";
import { stopGuest } from "@/lib/guests/stop-guest";

const asked = portalAction(askGuestInput, async (client, { task_id, email }) => {
  await askGuest(client, task_id, email);
  return task_id;
});

const stopped = portalAction(oneGuest, async (client, { task_id, guest_id }) => {
  await stopGuest(client, guest_id);
  return task_id;
});

/** Mails somebody a link to this one task (A18), then the task's page says so; the same whosever the address is. */
export async function askSomebody(
  last: ActionResult<string> | null,
  form: FormData,
): Promise<ActionResult<string> | null> {
  const result = await asked(last, form);
  if (result.ok) redirect(`/tasks/${result.data}?asked=1#somebody-else`);
  return result;
}

/** "Stop access" beside somebody who was asked. */
export async function stopAccess(form: FormData): Promise<void> {
  const result = await stopped(form);
  if (result.ok) redirect(`/tasks/${result.data}#somebody-else`);
  const taskId = form.get("task_id");
  const ofTask = typeof taskId === "string" && /^[0-9a-f-]{36}$/.test(taskId);
  if (result.unproven) redirect(lostPressPath(ofTask ? `/tasks/${taskId}` : "/"));
  if (result.code === "forbidden" || !ofTask) redirect("/");
  redirect(`/tasks/${taskId}?problem=guest-gone#somebody-else`);
}
