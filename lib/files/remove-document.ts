import "server-only";
import { and, eq, ne, sql } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { files } from "@/db/schema/conversation";
import { requests, tasks } from "@/db/schema/work";
import type { StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { record } from "@/lib/audit/record";
import { insist, Refused } from "@/lib/refused";
import { taskForUpdate } from "@/lib/tasks/queries";
import { mayChange } from "@/lib/tasks/rules";
import { fileStore } from "./chosen-store";
import { visibleFiles } from "./queries";
import type { FileStore } from "./store";

/**
 * Takes away what a staff member of the firm attached for the client to read. From a draft it goes wholly, since no
 * client saw it; from a request that was sent it stays as a tombstone, bytes included (UP12).
 */
export async function removeDocument(
  staff: StaffActor,
  taskId: string,
  fileId: string,
  store: FileStore = fileStore(),
): Promise<void> {
  const gone = await withFirm(staff, async (tx) => {
    insist(mayChange(await taskForUpdate(tx, staff, taskId)));
    const one = allOf(
      visibleFiles(staff),
      eq(files.id, fileId),
      eq(files.taskId, taskId),
      eq(files.purpose, "reading"),
      ne(files.state, "withdrawn"),
    );
    const [file] = await tx
      .select({ storageKey: files.storageKey, status: requests.status })
      .from(files)
      .innerJoin(tasks, and(eq(tasks.firmId, files.firmId), eq(tasks.id, files.taskId)))
      .innerJoin(requests, and(eq(requests.firmId, tasks.firmId), eq(requests.id, tasks.requestId)))
      .where(one);
    if (!file) throw new Refused("missing", "That document was removed meanwhile. Load the page again.");
    const draft = file.status === "draft";
    await (draft
      ? tx.delete(files).where(one)
      : tx
          .update(files)
          .set({ state: "withdrawn", withdrawnAt: sql`now()` })
          .where(one));
    await record(tx, staff, "file.withdrawn", { taskId, fileId });
    return draft ? file.storageKey : undefined;
  });
  // without its row, and so without its key, nobody can read what a store keeps longer
  if (gone !== undefined) await store.remove(gone).catch(() => undefined);
}
