import "server-only";
import { randomBytes, randomUUID } from "node:crypto";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { files, uploadSlices } from "@/db/schema/conversation";
import { allOf } from "@/lib/access/conditions";
import { placeColumns, type FilePlace, type FileSender } from "./place";
import { ownFiles, type Upload } from "./queries";

/** A place in the store that nothing else ever had. */
export const newStorageKey = (firmId: string): string => `${firmId}/${randomBytes(20).toString("hex")}`;

/** The row of an upload as it was read: unfinished, of the same place and the very same parts. */
export const unchanged = (sender: FileSender, file: Upload) =>
  allOf(
    ownFiles(sender),
    eq(files.id, file.id),
    eq(files.state, "receiving"),
    eq(files.storageKey, file.storageKey),
    eq(files.receivedBytes, file.receivedBytes),
    eq(files.slicedBytes, file.slicedBytes),
    eq(files.parts, file.parts),
  );

/** Where an upload hangs, read back from its row. */
const placeOf = ({ taskId, clientId, purpose }: Upload): FilePlace =>
  taskId === null
    ? { clientId: clientId ?? "" }
    : { taskId, purpose: purpose === "document" ? "answer" : purpose };

/**
 * Lets an upload begin again at its first byte, in another place of the store, so that whoever still writes, reads or
 * finishes its old parts can touch nothing of the new. False when the row is no longer as it was read; true says that
 * no row needs the old place: remove it after the commit. A tombstone keeps what the old bytes took of the day's
 * budget, and lets the sweep remove the place should the disk be away.
 */
export async function resetUpload(
  tx: Tx,
  sender: FileSender,
  file: Upload,
  size = file.size,
): Promise<boolean> {
  const written = await tx
    .update(files)
    .set({
      size,
      receivedBytes: 0,
      slicedBytes: 0,
      parts: [],
      attempts: 0,
      storageKey: newStorageKey(sender.firmId),
      movedAt: sql`now()`,
    })
    .where(unchanged(sender, file))
    .returning({ id: files.id });
  if (written.length === 0) return false;
  if (file.slicedBytes > 0) await dropSlices(tx, sender.firmId, [file.id]);
  if (file.receivedBytes + file.slicedBytes > 0) {
    await tx.insert(files).values({
      firmId: sender.firmId,
      ...placeColumns(sender, placeOf(file)),
      uploadKey: randomUUID(),
      name: file.name,
      size: file.size,
      receivedBytes: file.receivedBytes + file.slicedBytes,
      state: "withdrawn",
      withdrawnAt: sql`now()`,
      storageKey: file.storageKey,
      wrappedKey: file.wrappedKey,
    });
  }
  return true;
}

/** Removes the slices of uploads that go on from elsewhere, or no more. */
export async function dropSlices(tx: Tx, firmId: string, fileIds: string[]): Promise<void> {
  await tx
    .delete(uploadSlices)
    .where(and(eq(uploadSlices.firmId, firmId), inArray(uploadSlices.fileId, fileIds)));
}
