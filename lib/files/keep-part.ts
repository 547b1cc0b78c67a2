import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { files, uploadSlices } from "@/db/schema/conversation";
import { allOf } from "@/lib/access/conditions";
import { unwrapKey } from "@/lib/crypto";
import { Refused } from "@/lib/refused";
import type { Bytes } from "@/lib/request-body";
import { placeOfKey } from "./begin-upload";
import { insistSender, type FileSender } from "./place";
import { FileRefused } from "./problems";
import { ownFiles, uploadOf, type Upload } from "./queries";
import { resetUpload, unchanged } from "./reset-upload";
import { hashSoFar, keepHash } from "./running-hash";
import { blocksOf, sealSegment, segmentBytes } from "./segments";
import type { FileStore } from "./store";
import { orSay } from "./store-words";

export type ChunkAnswer =
  | { kept: true; offset: number; tag: string }
  | { kept: false; why: "offset" | "length" | "checksum"; offset: number };

/** What came is not what was said to come: nothing of it is kept. */
export class ChunkWrong extends Error {
  override readonly name = "ChunkWrong";
  constructor(readonly why: "length" | "checksum") {
    super(why);
  }
}

/** The plain bytes of one part: all of one chunk. */
export type PartSource = {
  body: Bytes;
  /** Asked with each segment, and with how many bytes came by it: whether it is the file's last. Throws what is wrong with it. */
  isLast: (segment: Buffer, taken: number) => boolean | Promise<boolean>;
  /** Throws when the bytes that came are not those that should. */
  atEnd: (taken: number) => void;
};

/** Counts a try, so that of two which race for one place each has a number of its own. */
export async function nextAttempt(tx: Tx, sender: FileSender, fileId: string): Promise<number> {
  const counting = tx
    .update(files)
    .set({ attempts: sql`${files.attempts} + 1` })
    .where(allOf(ownFiles(sender), eq(files.id, fileId)))
    .returning({ attempts: files.attempts });
  const [[counted]] = await Promise.all([counting, relaxed(tx)]);
  return counted?.attempts ?? 0;
}

/** A crash may forget what was kept: it is sent again then, so no chunk waits for the disk of the database. */
export const relaxed = (tx: Tx) => tx.execute(sql`set local synchronous_commit to off`);

/**
 * Seals the next part of an upload into the store and moves its row on, when the row is still as it was read; else keeps
 * nothing of it and says why. Throws Refused, and whatever the source throws but ChunkWrong.
 */
export async function keepPart(
  sender: FileSender,
  file: Upload,
  attempt: number,
  source: PartSource,
  store: FileStore,
): Promise<ChunkAnswer> {
  const index = file.parts.length;
  const whole = hashSoFar(file);
  const part = { taken: 0, last: false };
  const key = unwrapKey(file.wrappedKey, placeOfKey(sender.firmId, file.id));
  async function* sealed(): AsyncGenerator<Uint8Array> {
    let segment = file.receivedBytes / segmentBytes;
    for await (const block of blocksOf(source.body, segmentBytes)) {
      part.taken += block.length;
      part.last = await source.isLast(block, part.taken);
      whole?.update(block);
      yield* sealSegment({ key, fileId: file.id }, segment, part.last, block);
      segment += 1;
    }
    source.atEnd(part.taken);
  }
  try {
    const tag = await orSay(file.name, () =>
      store.putPart(file.storageKey, index, sealed(), file.parts, attempt),
    );
    const offset = file.receivedBytes + part.taken;
    const to = { offset, tag, size: part.last ? offset : file.size };
    const moved = await moveOn(sender, file, to).catch(async (problem: unknown) => {
      if (problem instanceof Refused)
        await store.removePart(file.storageKey, index, tag).catch(() => undefined);
      throw problem;
    });
    if (moved) {
      if (whole) keepHash(file.id, tag, whole);
      return { kept: true, offset, tag };
    }
    // what cannot be removed now goes at the finish, or is swept within a day
    await store.removePart(file.storageKey, index, tag).catch(() => undefined);
  } catch (problem) {
    if (problem instanceof ChunkWrong) return { kept: false, why: problem.why, offset: offsetOf(file) };
    if (!isCut(problem)) throw problem;
    // the store lost the parts before this one: the upload begins again at its first byte
    await withFirm(sender, (tx) => resetUpload(tx, sender, file));
  }
  const now = await withFirm(sender, (tx) => uploadOf(tx, sender, file.id));
  // begun again meanwhile: nobody needs the old place; what cannot be removed now is swept within a day
  if (now.storageKey !== file.storageKey) await store.remove(file.storageKey).catch(() => undefined);
  return { kept: false, why: "offset", offset: offsetOf(now) };
}

/** How far an upload has come, in bytes. */
export const offsetOf = ({ receivedBytes, slicedBytes }: Pick<Upload, "receivedBytes" | "slicedBytes">) =>
  receivedBytes + slicedBytes;

const isCut = (problem: unknown): boolean => problem instanceof FileRefused && problem.problem === "file-cut";

/** Settles two parts at once: only one of them finds the file as it was. False for the other. */
async function moveOn(
  sender: FileSender,
  file: Upload,
  to: { offset: number; tag: string; size: number },
): Promise<boolean> {
  const moved = await withFirm(sender, async (tx) => {
    await insistSender(tx, sender);
    const moving = tx
      .update(files)
      .set({
        receivedBytes: to.offset,
        slicedBytes: 0,
        size: to.size,
        parts: sql`array_append(${files.parts}, ${to.tag})`,
        movedAt: sql`now()`,
      })
      .where(unchanged(sender, file))
      .returning({ id: files.id });
    const [rows] = await Promise.all([moving, relaxed(tx)]);
    // the part holds them now
    if (rows.length === 1 && file.slicedBytes > 0)
      await tx.delete(uploadSlices).where(slicesOf(file, sender));
    return rows;
  });
  return moved.length === 1;
}

/** The slices of an upload that wait for the rest of their chunk. */
export const slicesOf = ({ id }: { id: string }, { firmId }: { firmId: string }) =>
  and(eq(uploadSlices.firmId, firmId), eq(uploadSlices.fileId, id));
