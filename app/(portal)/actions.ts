"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { lostPressPath } from "@/lib/access/public-post";
import { portalAction, type ActionResult } from "@/lib/actions";
import { sealNotSent } from "@/lib/files/said";
import { completeTask, untickTask } from "@/lib/tasks/complete-task";
import { pageAfter } from "@/lib/requests/after-answer";
import { finishInput } from "@/lib/tasks/input";

const tickInput = finishInput.extend({
  to: z.enum(["done", "open"]),
  back: z.literal("task").optional(),
  /** Names the text that stood above the tick. */
  confirmed: z.string().max(64).optional(),
  /** The page of the list that it was pressed in: home, or a request's. */
  at: z.union([z.literal("home"), z.uuid()]).default("home"),
});

const tickTask = portalAction(tickInput, async (client, input) => {
  const { task_id, to, back, at, refused, unsent, without } = input;
  if (to === "done" && !without && refused.length + unsent.length > 0) {
    const left = sealNotSent(client.firmId, task_id, { refused, unsent });
    return `/tasks/${task_id}?left=${left}&ask=without#without`;
  }
  if (to === "done") await completeTask(client, task_id, input.confirmed);
  else await untickTask(client, task_id);
  if (back === "task") return to === "done" ? pageAfter(client, task_id) : `/tasks/${task_id}`;
  const word = to === "done" ? "done" : "undone";
  return at === "home"
    ? `/?${word}=${task_id}&as=${client.contactId}#said`
    : `/requests/${at}?${word}=${task_id}#said`;
});

/** Where a refused tick leads: the task's own page says why in a sentence. */
function refusedAt(form: FormData, result: ActionResult<unknown> & { ok: false }): string {
  const taskId = form.get("task_id");
  if (result.unproven) return lostPressPath("/");
  if (result.code === "forbidden" || result.fields?.["as"]) return "/";
  if (result.code === "missing" || typeof taskId !== "string" || !/^[0-9a-f-]{36}$/.test(taskId))
    return "/?problem=missing";
  return `/tasks/${taskId}?problem=${result.code === "conflict" && form.has("confirmed") ? "text-changed" : result.code}`;
}

/** The checkbox of a task (P2): done or not done; the same with and without a script. A row's says both in one field. */
export async function tick(form: FormData): Promise<void> {
  const pressed = form.get("tick");
  if (typeof pressed === "string") {
    const [to = "", taskId = ""] = pressed.split(" ");
    form.delete("tick");
    form.set("to", to);
    form.set("task_id", taskId);
  }
  const result = await tickTask(form);
  if (!result.ok) redirect(refusedAt(form, result));
  revalidatePath("/", "layout");
  redirect(result.data);
}
