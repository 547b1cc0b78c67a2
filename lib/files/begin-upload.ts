import "server-only";
import { randomBytes, randomUUID } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { files } from "@/db/schema/conversation";
import { record } from "@/lib/audit/record";
import { wrapKey, type Place } from "@/lib/crypto";
import { env } from "@/lib/env";
import { fileStore } from "./chosen-store";
import { filesTaken } from "./files-taken";
import { marksByName } from "./marked-endings";
import { insistPlace, placeColumns, type FilePlace, type FileSender } from "./place";
import { FileRefused, insistBudget, insistFile } from "./problems";
import { bytesOfDay, countOfFiles } from "./queries";
import { newStorageKey, resetUpload } from "./reset-upload";
import { cleanName, firmTakes, mayAddFile } from "./rules";
import type { FileStore } from "./store";
import { noRoom, orSay } from "./store-words";

/** `size` in bytes; undefined for the plain form, which does not know it before the end. */
export type NewUpload = FilePlace & { uploadKey: string; name: string; size: number | undefined };

export type Begun = { fileId: string; offset: number; received: boolean };

/** Where a file's wrapped key belongs; it opens for no other row. */
export const placeOfKey = (firmId: string, fileId: string): Place => ({
  table: "files",
  column: "wrapped_key",
  firmId,
  rowId: fileId,
});

/**
 * Opens an upload for a file of a task, or finds the one that this key began before, and says from which byte to
 * send. Throws Refused: invalid with the rule that the file breaks, missing, conflict, or limit when there is no room.
 */
export async function beginUpload(
  sender: FileSender,
  given: NewUpload,
  store: FileStore = fileStore(),
): Promise<Begun> {
  const name = cleanName(given.name);
  insistFile(name, given.size ?? 1, env().maxFileBytes);
  if (!(await orSay(name, () => store.hasRoom(given.size ?? 0)))) throw noRoom(name, "full");
  const { left, ...begun } = await withFirm(sender, async (tx): Promise<BegunAgain> => {
    const place = await insistPlace(tx, sender, given, name);
    const taken = firmTakes(name, marksByName(name), await filesTaken(tx, sender.firmId));
    if (!taken.ok) throw new FileRefused("invalid", "file-forbidden", taken.reason);
    const spent = await bytesOfDay(tx, sender);
    const found =
      (await begunBefore(tx, sender, given, name)) ?? (await newUpload(tx, sender, given, place, name));
    if (!found.received) insistBudget(name, spent + (given.size ?? 1) - found.offset, env().maxFileBytes);
    return found;
  });
  // what cannot be removed now is swept within a day
  if (left !== undefined) await store.remove(left).catch(() => undefined);
  return begun;
}

/** `left`: the place in the store that an earlier try no longer needs. */
type BegunAgain = Begun & { left?: string };

async function begunBefore(
  tx: Tx,
  sender: FileSender,
  given: NewUpload,
  name: string,
): Promise<BegunAgain | undefined> {
  const sameKey = and(
    eq(files.firmId, sender.firmId),
    sender.kind === "staff" ? eq(files.staffId, sender.staffId) : eq(files.contactId, sender.contactId),
    // a contact's key is nothing to its guest, nor a guest's to anybody else
    sender.kind === "guest" ? eq(files.guestId, sender.guestId) : isNull(files.guestId),
    eq(files.uploadKey, given.uploadKey),
  );
  const [file] = await tx.select().from(files).where(sameKey).for("update");
  if (!file) return undefined;
  const received = file.state === "received";
  const { taskId, clientId, purpose } = placeColumns(sender, given);
  const sameFile =
    file.taskId === taskId &&
    file.clientId === clientId &&
    file.purpose === purpose &&
    file.name === name &&
    (given.size === undefined || file.size === given.size);
  if (!sameFile || file.state === "withdrawn") {
    throw new FileRefused(
      "conflict",
      "file-cut",
      `“${name}” was begun as another file or was removed since. Choose it again.`,
    );
  }
  if (given.size !== undefined || received)
    return { fileId: file.id, offset: file.receivedBytes + file.slicedBytes, received };
  // a plain form cannot go on in the middle: it sends its file anew, and what an earlier try left no longer counts
  await resetUpload(tx, sender, file, 0);
  return { fileId: file.id, offset: 0, received, left: file.storageKey };
}

async function newUpload(
  tx: Tx,
  sender: FileSender,
  given: NewUpload,
  place: FilePlace,
  name: string,
): Promise<Begun> {
  if (place.taskId !== undefined) {
    const roomInTask = mayAddFile(await countOfFiles(tx, sender, place.taskId));
    if (!roomInTask.ok) throw new FileRefused("conflict", "file-many", roomInTask.reason);
  }
  const id = randomUUID();
  await tx.insert(files).values({
    id,
    firmId: sender.firmId,
    ...placeColumns(sender, place),
    uploadKey: given.uploadKey,
    name,
    size: given.size ?? 0,
    storageKey: newStorageKey(sender.firmId),
    wrappedKey: wrapKey(randomBytes(32), placeOfKey(sender.firmId, id)),
  });
  await record(tx, sender, "file.begun", { taskId: place.taskId ?? null, fileId: id });
  return { fileId: id, offset: 0, received: false };
}
