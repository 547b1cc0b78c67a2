import "server-only";
import { and, eq, inArray, isNotNull, isNull, or, sql } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { files } from "@/db/schema/conversation";
import type { SystemActor } from "@/lib/access/actor";
import { systemActor } from "@/lib/access/system";
import { record } from "@/lib/audit/record";
import { fileStore } from "./chosen-store";
import { dropSlices } from "./reset-upload";
import type { FileStore } from "./store";

const day = 86_400_000;

/** What staff sent for a comment that was never made: no page shows it. A client's is kept, in its list of documents. */
const neverHung = and(eq(files.purpose, "comment"), isNull(files.commentId), isNotNull(files.staffId));

/**
 * Removes what unfinished uploads of one firm left behind a day after their last byte (R1), and what staff sent for a
 * comment that was never made; never the bytes of another file that a row calls received. Returns how many uploads and
 * stray folders went.
 */
export async function sweepFiles(firmId: string, store: FileStore = fileStore()): Promise<number> {
  const system = systemActor(firmId);
  const given = await withFirm(system, async (tx) => {
    const old = await tx
      .update(files)
      .set({ state: "withdrawn", withdrawnAt: sql`now()` })
      .where(
        and(
          eq(files.firmId, system.firmId),
          or(eq(files.state, "receiving"), and(eq(files.state, "received"), neverHung)),
          sql`${files.movedAt} < now() - interval '1 day'`,
        ),
      )
      .returning({ id: files.id, taskId: files.taskId });
    if (old.length > 0)
      await dropSlices(
        tx,
        firmId,
        old.map(({ id }) => id),
      );
    for (const { id, taskId } of old) await record(tx, system, "file.abandoned", { taskId, fileId: id });
    // asked again for a week, in case the disk was away when they should have gone
    return tx
      .select({ storageKey: files.storageKey })
      .from(files)
      .where(
        and(
          eq(files.firmId, system.firmId),
          eq(files.state, "withdrawn"),
          or(isNull(files.receivedAt), neverHung),
          sql`${files.movedAt} between now() - interval '8 days' and now() - interval '1 day'`,
        ),
      );
  });
  const strays = await strayKeys(system, store);
  const gone = new Set([...given.map((row) => row.storageKey), ...strays]);
  for (const key of gone) await store.remove(key);
  return gone.size;
}

/** Folders of parts that no living row names. */
async function strayKeys(system: SystemActor, store: FileStore): Promise<string[]> {
  const old = await store.unfinished(system.firmId, new Date(Date.now() - day));
  if (old.length === 0) return [];
  const living = await withFirm(system, (tx) =>
    tx
      .select({ storageKey: files.storageKey })
      .from(files)
      .where(
        and(
          eq(files.firmId, system.firmId),
          inArray(files.storageKey, old),
          sql`(${files.state} <> 'withdrawn' or ${files.receivedAt} is not null)`,
        ),
      ),
  );
  const named = new Set(living.map((row) => row.storageKey));
  return old.filter((key) => !named.has(key));
}
