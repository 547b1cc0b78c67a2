"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { lostPressPath } from "@/lib/access/public-post";
import { asOf, portalAction, type ActionResult } from "@/lib/actions";
import { beginUpload } from "@/lib/files/begin-upload";
import { finishUpload } from "@/lib/files/finish-upload";
import { beginInput, oneFile, wantedInput } from "@/lib/files/input";
import { nameWanted } from "@/lib/files/name-wanted";
import { withdrawFile } from "@/lib/files/withdraw-file";

const begun = portalAction(beginInput, async (client, { task_id, upload_key, name, size, purpose }) => {
  const { fileId, offset, received } = await beginUpload(client, {
    taskId: task_id,
    uploadKey: upload_key,
    name,
    size,
    purpose,
  });
  return { fileId, url: `/uploads/${fileId}?as=${asOf(client)}`, offset, received };
});

const finished = portalAction(oneFile, (client, { file_id }) => finishUpload(client, file_id));
const named = portalAction(wantedInput, (client, { file_id, wanted }) => nameWanted(client, file_id, wanted));
const withdrawn = portalAction(oneFile, (client, { file_id }) => withdrawFile(client, file_id));

type Begun = { fileId: string; url: string; offset: number; received: boolean };
type OneFile = { as: string; file_id: string };

/** Opens an upload and says where its bytes go and from which byte on. */
export async function begin(input: {
  as: string;
  task_id: string;
  upload_key: string;
  name: string;
  size: number;
  purpose?: "answer" | "comment";
}): Promise<ActionResult<Begun>> {
  return begun(input);
}

/** All bytes are there: from now on the firm has the file. */
export async function finish(input: OneFile): Promise<ActionResult> {
  const result = await finished(input);
  if (!result.ok) return result;
  revalidatePath(`/tasks/${result.data.taskId ?? ""}`);
  return { ok: true, data: null };
}

/** Gives up an upload that is under way. */
export async function cancel(input: OneFile): Promise<ActionResult> {
  const result = await withdrawn(input);
  return result.ok ? { ok: true, data: null } : result;
}

/** The page that a form of a task was on. */
function backTo(form: FormData): string {
  const taskId = form.get("task_id");
  return typeof taskId === "string" && /^[0-9a-f-]{36}$/.test(taskId) ? `/tasks/${taskId}` : "/";
}

/** "Remove" beside a file that was sent; the same with and without a script. */
export async function remove(form: FormData): Promise<void> {
  const result = await withdrawn({ as: form.get("as"), file_id: form.get("file_id") });
  const back = backTo(form);
  if (!result.ok && result.unproven) redirect(lostPressPath(back));
  if (!result.ok) redirect(`${back}?problem=${result.code === "forbidden" ? "file-out" : "file-removed"}`);
  revalidatePath(`/tasks/${result.data.taskId ?? ""}`);
  if (result.data.reopened) redirect(`${back}?reopened=1`);
}

/** "This is …": which wanted document a file is; the same with and without a script. */
export async function sayWanted(form: FormData): Promise<void> {
  const result = await named({
    as: form.get("as"),
    file_id: form.get("file_id"),
    wanted: form.get("wanted"),
  });
  if (!result.ok && result.unproven) redirect(lostPressPath(backTo(form)));
  revalidatePath(result.ok ? `/tasks/${result.data.taskId}` : "/", "layout");
}
