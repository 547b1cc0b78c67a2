import "server-only";
import { randomBytes, randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { files } from "@/db/schema/conversation";
import type { ContactActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { visibleFiles, type Upload } from "./queries";

/** A place in the store that nothing else ever had. */
export const newStorageKey = (firmId: string): string => `${firmId}/${randomBytes(20).toString("hex")}`;

/** The row of an upload as it was read: unfinished, of the same place and the very same parts. */
export const unchanged = (client: ContactActor, file: Upload) =>
  allOf(
    visibleFiles(client),
    eq(files.id, file.id),
    eq(files.state, "receiving"),
    eq(files.storageKey, file.storageKey),
    eq(files.receivedBytes, file.receivedBytes),
    eq(files.parts, file.parts),
  );

/**
 * Lets an upload begin again at its first byte, in another place of the store, so that whoever still writes, reads or
 * finishes its old parts can touch nothing of the new. False when the row is no longer as it was read; true says that
 * no row needs the old place: remove it after the commit. A tombstone keeps what the old bytes took of the day's
 * budget, and lets the sweep remove the place should the disk be away.
 */
export async function resetUpload(
  tx: Tx,
  client: ContactActor,
  file: Upload,
  size = file.size,
): Promise<boolean> {
  const written = await tx
    .update(files)
    .set({
      size,
      receivedBytes: 0,
      parts: [],
      storageKey: newStorageKey(client.firmId),
      movedAt: sql`now()`,
    })
    .where(unchanged(client, file))
    .returning({ id: files.id });
  if (written.length === 0) return false;
  if (file.receivedBytes > 0) {
    await tx.insert(files).values({
      firmId: client.firmId,
      taskId: file.taskId,
      contactId: client.contactId,
      browserId: client.browserId,
      uploadKey: randomUUID(),
      name: file.name,
      size: file.size,
      receivedBytes: file.receivedBytes,
      state: "withdrawn",
      withdrawnAt: sql`now()`,
      storageKey: file.storageKey,
      wrappedKey: file.wrappedKey,
    });
  }
  return true;
}
