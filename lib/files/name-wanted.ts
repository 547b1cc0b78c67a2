import "server-only";
import { and, eq } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { files } from "@/db/schema/conversation";
import type { Giver } from "@/lib/access/actor";
import { record } from "@/lib/audit/record";
import { insist, Refused } from "@/lib/refused";
import { taskForUpdate } from "@/lib/tasks/queries";
import { mayChange } from "@/lib/tasks/rules";
import { uploadOf } from "./queries";

/** The client says which of the wanted documents an own file is; an empty name says none of them. */
export async function nameWanted(giver: Giver, fileId: string, wanted: string): Promise<{ taskId: string }> {
  return withFirm(giver, async (tx) => {
    const { taskId } = await uploadOf(tx, giver, fileId);
    if (!taskId) throw new Refused("missing", "That file is no longer here.");
    const task = await taskForUpdate(tx, giver, taskId);
    insist(mayChange(task));
    if (wanted !== "" && !task.details.wanted?.includes(wanted))
      throw new Refused("invalid", "That document is not asked for any more. Load the page again.");
    await tx
      .update(files)
      .set({ wanted: wanted || null })
      .where(and(eq(files.firmId, giver.firmId), eq(files.id, fileId)));
    await record(tx, giver, "file.named", { taskId, fileId });
    return { taskId };
  });
}
