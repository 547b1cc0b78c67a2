import "server-only";
import { eq, sql } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { files } from "@/db/schema/conversation";
import { allOf } from "@/lib/access/conditions";
import { record } from "@/lib/audit/record";
import { renewReceipts } from "@/lib/requests/receipt";
import { reopenWithoutFiles } from "@/lib/tasks/reopen-without-files";
import { fileStore } from "./chosen-store";
import { insistStillOpen, type FileSender } from "./place";
import { ownFiles, uploadOf } from "./queries";
import { dropSlices } from "./reset-upload";
import { dropHash } from "./running-hash";
import type { FileStore } from "./store";

/**
 * The client takes back an own file while the work is open, or cancels an upload. A received file stays as a
 * tombstone, bytes included, until the firm purges it (UP12); of an unfinished one nothing stays but the row. Where it was the
 * last file of a finished task, the task is open again.
 */
export async function withdrawFile(
  sender: FileSender,
  fileId: string,
  store: FileStore = fileStore(),
): Promise<{ taskId: string | null; reopened: boolean }> {
  const file = await withFirm(sender, async (tx) => {
    const { taskId } = await uploadOf(tx, sender, fileId);
    await insistStillOpen(tx, sender, taskId);
    const found = await uploadOf(tx, sender, fileId);
    // its place as it is now: an upload may have begun again in another
    const [gone] = await tx
      .update(files)
      .set({ state: "withdrawn", withdrawnAt: sql`now()` })
      .where(allOf(ownFiles(sender), eq(files.id, fileId)))
      .returning({ storageKey: files.storageKey });
    // whatever was known before: a slice may have come in between
    await dropSlices(tx, sender.firmId, [fileId]);
    await record(tx, sender, found.state === "received" ? "file.withdrawn" : "file.cancelled", {
      taskId,
      fileId,
    });
    const answered = taskId !== null && found.state === "received" && found.purpose === "answer";
    const reopened = answered && sender.kind !== "staff" && (await reopenWithoutFiles(tx, sender, taskId));
    if (answered && sender.kind !== "staff" && !reopened) await renewReceipts(tx, sender, taskId);
    return { ...found, ...gone, reopened };
  });
  dropHash(fileId);
  // what cannot be removed now is swept within a day
  if (file.state === "receiving") await store.remove(file.storageKey).catch(() => undefined);
  return { taskId: file.taskId, reopened: file.reopened };
}
