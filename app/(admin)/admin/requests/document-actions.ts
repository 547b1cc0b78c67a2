"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { staffAction } from "@/lib/actions";
import { removeDocument } from "@/lib/files/remove-document";
import { accepted, refusedAgain, type FormState } from "../form-state";

const shape = z.strictObject({ task_id: z.uuid(), file_id: z.uuid() });

const removed = staffAction("requests.write", shape, (staff, { task_id, file_id }) =>
  removeDocument(staff, task_id, file_id),
);

/** Takes away a document that was attached for the client to read. */
export async function takeAway(last: FormState | null, form: FormData): Promise<FormState> {
  const result = await removed(last, form);
  if (!result.ok) return refusedAgain(last, result);
  revalidatePath("/admin", "layout");
  return accepted(last);
}
