import "server-only";
import { createHash } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { files, uploadSlices } from "@/db/schema/conversation";
import { unwrapKey } from "@/lib/crypto";
import { env } from "@/lib/env";
import { gatheredBody, type Bytes } from "@/lib/request-body";
import { placeOfKey } from "./begin-upload";
import { fileStore } from "./chosen-store";
import {
  ChunkWrong,
  keepPart,
  nextAttempt,
  offsetOf,
  relaxed,
  slicesOf,
  type ChunkAnswer,
} from "./keep-part";
import { insistSender, type FileSender } from "./place";
import { insistBudget } from "./problems";
import { bytesOfDay, uploadOf, type Upload } from "./queries";
import { cutMeansWrong, type Chunk } from "./receive-chunk";
import { unchanged } from "./reset-upload";
import { chunkBytes, openSlice, sealSlice } from "./segments";
import { PartMissing, type FileStore } from "./store";

/** How long a slice may be, in bytes: whole steps of the least, but for the one that ends its chunk. */
export const sliceBytes = { least: 64 * 1024, most: 1024 * 1024 };

export type SliceAnswer = { kept: true; offset: number } | Extract<ChunkAnswer, { kept: false }>;

/**
 * Keeps a slice of a chunk, for a way on which no chunk comes through whole (docs/decisions/0020-slices-behind-a-proxy.md).
 * It waits in the database, sealed, until the chunk's last one comes; then all become the part that the chunk would have
 * been. Answers and throws as receiveChunk does.
 */
export async function receiveSlice(
  sender: FileSender,
  fileId: string,
  slice: Required<Chunk> & { length: number },
  body: Bytes,
  store: FileStore = fileStore(),
): Promise<SliceAnswer> {
  const { file, spent } = await withFirm(sender, async (tx) => {
    const [found, spentToday] = await Promise.all([uploadOf(tx, sender, fileId), bytesOfDay(tx, sender)]);
    return { file: found, spent: spentToday };
  });
  const { offset, length, checksum } = slice;
  const nothingKept = (why: "offset" | "length" | "checksum"): SliceAnswer => ({
    kept: false,
    why,
    offset: offsetOf(file),
  });
  if (offset !== offsetOf(file) || file.state === "received") return nothingKept("offset");
  const left = Math.min(chunkBytes - file.slicedBytes, file.size - offset);
  const step = length === left || (length > 0 && length % sliceBytes.least === 0);
  if (!step || length > left || length > sliceBytes.most) return nothingKept("length");
  insistBudget(file.name, spent + length, env().maxFileBytes);

  const bytes = await gatheredBody(cutMeansWrong(body), length).catch((problem: unknown) => {
    if (problem instanceof ChunkWrong) return undefined;
    throw problem;
  });
  if (bytes?.length !== length) return nothingKept("length");
  if (!createHash("sha256").update(bytes).digest().equals(checksum)) return nothingKept("checksum");

  if (length === left) return endChunk(sender, file, bytes, store);
  if (await keepSlice(sender, file, bytes)) return { kept: true, offset: offset + length };
  const now = await withFirm(sender, (tx) => uploadOf(tx, sender, fileId));
  return { kept: false, why: "offset", offset: offsetOf(now) };
}

const sealedBy = (sender: FileSender, file: Upload) => ({
  key: unwrapKey(file.wrappedKey, placeOfKey(sender.firmId, file.id)),
  fileId: file.id,
});

/** Of two slices for one place only one finds the file as it was. False for the other. */
async function keepSlice(sender: FileSender, file: Upload, bytes: Buffer): Promise<boolean> {
  const offset = offsetOf(file);
  return withFirm(sender, async (tx) => {
    await insistSender(tx, sender);
    const moving = tx
      .update(files)
      .set({ slicedBytes: file.slicedBytes + bytes.length, movedAt: sql`now()` })
      .where(unchanged(sender, file))
      .returning({ id: files.id });
    const [moved] = await Promise.all([moving, relaxed(tx)]);
    if (moved.length === 0) return false;
    const sealed = sealSlice(sealedBy(sender, file), offset, bytes);
    await tx.insert(uploadSlices).values({ firmId: sender.firmId, fileId: file.id, offset, bytes: sealed });
    return true;
  });
}

/** The chunk is whole with this slice: the next part of the file. */
async function endChunk(
  sender: FileSender,
  file: Upload,
  bytes: Buffer,
  store: FileStore,
): Promise<SliceAnswer> {
  const attempt = await withFirm(sender, (tx) => nextAttempt(tx, sender, file.id));
  const whole = file.slicedBytes + bytes.length;
  const ends = file.receivedBytes + whole === file.size;
  const source = {
    body: wholeChunk(sender, file, bytes),
    isLast: (_segment: Buffer, taken: number) => ends && taken === whole,
    atEnd: (taken: number) => {
      if (taken !== whole) throw new PartMissing("A slice is missing.");
    },
  };
  return keepPart(sender, file, attempt, source, store);
}

/** The slices that wait, one at a time, and the last. Throws PartMissing and FileDamaged. */
async function* wholeChunk(sender: FileSender, file: Upload, last: Buffer): AsyncGenerator<Uint8Array> {
  const sealed = sealedBy(sender, file);
  for (let at = file.receivedBytes; at < offsetOf(file);) {
    const [slice] = await withFirm(sender, (tx) =>
      tx
        .select({ bytes: uploadSlices.bytes })
        .from(uploadSlices)
        .where(and(slicesOf(file, sender), eq(uploadSlices.offset, at))),
    );
    if (!slice) throw new PartMissing("A slice is missing.");
    const plain = openSlice(sealed, at, slice.bytes);
    yield plain;
    at += plain.length;
  }
  yield last;
}
