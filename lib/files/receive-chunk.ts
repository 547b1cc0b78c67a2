import "server-only";
import { createHash, type Hash } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { files } from "@/db/schema/conversation";
import { allOf } from "@/lib/access/conditions";
import { unwrapKey } from "@/lib/crypto";
import { env } from "@/lib/env";
import { placeOfKey } from "./begin-upload";
import { fileStore } from "./chosen-store";
import { insistSender, type FileSender } from "./place";
import { Refused } from "@/lib/refused";
import { FileRefused, insistBudget } from "./problems";
import { bytesOfDay, ownFiles, uploadOf, type Upload } from "./queries";
import { resetUpload, unchanged } from "./reset-upload";
import { hashSoFar, keepHash } from "./running-hash";
import { blocksOf, chunkBytes, sealSegment, segmentBytes, type Bytes } from "./segments";
import type { FileStore } from "./store";
import { orSay } from "./store-words";

/**
 * A piece of a file: exactly 8 MiB but for the last. `checksum` is its SHA-256 (undefined from a plain form, whose
 * `ends` tells the last one instead, and whose `after` names the part it follows, since two forms may send one file);
 * `length` what the request says it holds, in bytes.
 */
export type Chunk = {
  offset: number;
  length?: number | undefined;
  checksum: Uint8Array | undefined;
  ends?: boolean;
  after?: string | undefined;
};

export type ChunkAnswer =
  | { kept: true; offset: number; tag: string }
  | { kept: false; why: "offset" | "length" | "checksum"; offset: number };

class ChunkWrong extends Error {
  constructor(readonly why: "length" | "checksum") {
    super(why);
  }
}

/**
 * Keeps one chunk when it is whole and right, and says how far the file has come; else keeps nothing of it and says
 * why. Of two that come at once one is kept. Throws Refused: missing, forbidden when its sender may no longer send, or
 * limit when there is no room.
 */
export async function receiveChunk(
  sender: FileSender,
  fileId: string,
  chunk: Chunk,
  body: Bytes,
  store: FileStore = fileStore(),
): Promise<ChunkAnswer> {
  const { file, spent, attempt } = await withFirm(sender, async (tx) => {
    const [found, spentToday] = await Promise.all([uploadOf(tx, sender, fileId), bytesOfDay(tx, sender)]);
    return { file: found, spent: spentToday, attempt: await nextAttempt(tx, sender, fileId) };
  });
  const nothingKept = (why: "offset" | "length" | "checksum"): ChunkAnswer => ({
    kept: false,
    why,
    offset: file.receivedBytes,
  });
  if (chunk.offset !== file.receivedBytes || file.state === "received") return nothingKept("offset");
  if (chunk.ends !== undefined && chunk.after !== file.parts.at(-1)) return nothingKept("offset");
  const length =
    chunk.ends === undefined ? Math.min(chunkBytes, file.size - chunk.offset) : (chunk.length ?? 0);
  if (length <= 0 || length > chunkBytes || (chunk.length !== undefined && chunk.length !== length))
    return nothingKept("length");
  const last = chunk.ends ?? chunk.offset + length === file.size;
  if (!last && length !== chunkBytes) return nothingKept("length");

  insistBudget(file.name, spent + length, env().maxFileBytes);

  const index = file.parts.length;
  const whole = hashSoFar(file);
  const sealing = sealedChunk(sender.firmId, file, { ...chunk, length, last }, body, whole);
  try {
    const tag = await orSay(file.name, () =>
      store.putPart(file.storageKey, index, sealing, file.parts, attempt),
    );
    const offset = chunk.offset + length;
    const moved = await moveOn(sender, file, { offset, tag, size: last ? offset : file.size }).catch(
      async (problem: unknown) => {
        if (problem instanceof Refused)
          await store.removePart(file.storageKey, index, tag).catch(() => undefined);
        throw problem;
      },
    );
    if (moved) {
      if (whole) keepHash(fileId, tag, whole);
      return { kept: true, offset, tag };
    }
    // what cannot be removed now goes at the finish, or is swept within a day
    await store.removePart(file.storageKey, index, tag).catch(() => undefined);
  } catch (problem) {
    if (problem instanceof ChunkWrong) return nothingKept(problem.why);
    if (!isCut(problem)) throw problem;
    // the store lost the parts before this one: the upload begins again at its first byte
    await withFirm(sender, (tx) => resetUpload(tx, sender, file));
  }
  const now = await withFirm(sender, (tx) => uploadOf(tx, sender, fileId));
  // begun again meanwhile: nobody needs the old place; what cannot be removed now is swept within a day
  if (now.storageKey !== file.storageKey) await store.remove(file.storageKey).catch(() => undefined);
  return { kept: false, why: "offset", offset: now.receivedBytes };
}

/** Counts a try, so that of two which race for one place each has a number of its own. */
async function nextAttempt(tx: Tx, sender: FileSender, fileId: string): Promise<number> {
  const counting = tx
    .update(files)
    .set({ attempts: sql`${files.attempts} + 1` })
    .where(allOf(ownFiles(sender), eq(files.id, fileId)))
    .returning({ attempts: files.attempts });
  const [[counted]] = await Promise.all([counting, relaxed(tx)]);
  return counted?.attempts ?? 0;
}

/** A crash may forget what was kept: it is sent again then, so no chunk waits for the disk of the database. */
const relaxed = (tx: Tx) => tx.execute(sql`set local synchronous_commit to off`);

const isCut = (problem: unknown): boolean => problem instanceof FileRefused && problem.problem === "file-cut";

/** Settles two chunks at once: only one of them finds the file as it was. False for the other. */
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
        size: to.size,
        parts: sql`array_append(${files.parts}, ${to.tag})`,
        movedAt: sql`now()`,
      })
      .where(unchanged(sender, file))
      .returning({ id: files.id });
    return (await Promise.all([moving, relaxed(tx)]))[0];
  });
  return moved.length === 1;
}

/** The chunk as it goes to rest. Throws ChunkWrong at its end unless it had the length and the checksum it should. */
async function* sealedChunk(
  firmId: string,
  file: Upload,
  chunk: { offset: number; length: number; last: boolean; checksum: Uint8Array | undefined },
  body: Bytes,
  whole: Hash | undefined,
): AsyncGenerator<Uint8Array> {
  const sealed = { key: unwrapKey(file.wrappedKey, placeOfKey(firmId, file.id)), fileId: file.id };
  const own = chunk.checksum ? createHash("sha256") : undefined;
  let index = chunk.offset / segmentBytes;
  let taken = 0;
  for await (const block of blocksOf(cutMeansWrong(body), segmentBytes)) {
    taken += block.length;
    if (taken > chunk.length) throw new ChunkWrong("length");
    own?.update(block);
    whole?.update(block);
    yield* sealSegment(sealed, index, chunk.last && taken === chunk.length, block);
    index += 1;
  }
  if (taken !== chunk.length) throw new ChunkWrong("length");
  if (own && chunk.checksum && !own.digest().equals(chunk.checksum)) throw new ChunkWrong("checksum");
}

/** A connection that breaks off is a chunk that is not whole. */
async function* cutMeansWrong(body: Bytes): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch {
    throw new ChunkWrong("length");
  }
}
