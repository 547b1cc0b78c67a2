import "server-only";
import { createHash } from "node:crypto";
import { withFirm } from "@/db/client";
import { env } from "@/lib/env";
import { TooSlow, type Bytes } from "@/lib/request-body";
import { fileStore } from "./chosen-store";
import { ChunkWrong, keepPart, nextAttempt, offsetOf, type ChunkAnswer, type PartSource } from "./keep-part";
import type { FileSender } from "./place";
import { insistBudget, insistFile } from "./problems";
import { bytesOfDay, uploadOf, type Upload } from "./queries";
import { chunkBytes } from "./segments";
import type { FileStore } from "./store";

/** A piece of a file: exactly 8 MiB but for the last; its SHA-256, and what the request says it holds, in bytes. */
export type Chunk = { offset: number; length?: number | undefined; checksum: Uint8Array };

/**
 * The same of a plain form, which says neither length nor sum: `ended` tells, asked after each segment, whether nothing
 * follows; `after` names the part it follows, since two forms may send one file.
 */
export type OpenChunk = { offset: number; ended: () => Promise<boolean>; after: string | undefined };

/**
 * Keeps one chunk when it is whole and right, and says how far the file has come; else keeps nothing of it and says
 * why. Of two that come at once one is kept. Throws Refused: missing, forbidden when its sender may no longer send, or
 * limit when there is no room.
 */
export async function receiveChunk(
  sender: FileSender,
  fileId: string,
  chunk: Chunk | OpenChunk,
  body: Bytes,
  store: FileStore = fileStore(),
): Promise<ChunkAnswer> {
  const { file, spent, attempt } = await withFirm(sender, async (tx) => {
    const [found, spentToday] = await Promise.all([uploadOf(tx, sender, fileId), bytesOfDay(tx, sender)]);
    return { file: found, spent: spentToday, attempt: await nextAttempt(tx, sender, fileId) };
  });
  const nothingKept = (why: "offset" | "length"): ChunkAnswer => ({
    kept: false,
    why,
    offset: offsetOf(file),
  });
  if (chunk.offset !== offsetOf(file) || file.state === "received") return nothingKept("offset");
  if ("ended" in chunk) {
    if (chunk.after !== file.parts.at(-1)) return nothingKept("offset");
    return keepPart(sender, file, attempt, openPart(file, chunk, body, spent), store);
  }
  const length = Math.min(chunkBytes, file.size - chunk.offset);
  // the rest of a chunk that began in slices comes in slices
  const wrong = length <= 0 || file.slicedBytes > 0 || (chunk.length ?? length) !== length;
  if (wrong) return nothingKept("length");
  insistBudget(file.name, spent + length, env().maxFileBytes);
  return keepPart(sender, file, attempt, knownPart(file, { ...chunk, length }, body), store);
}

function knownPart(file: Upload, { offset, length, checksum }: Required<Chunk>, body: Bytes): PartSource {
  const own = createHash("sha256");
  const ends = offset + (length ?? 0) === file.size;
  return {
    body: cutMeansWrong(body),
    isLast: (segment, taken) => {
      if (taken > (length ?? 0)) throw new ChunkWrong("length");
      own.update(segment);
      return ends && taken === length;
    },
    atEnd: (taken) => {
      if (taken !== length) throw new ChunkWrong("length");
      if (!own.digest().equals(checksum)) throw new ChunkWrong("checksum");
    },
  };
}

/** Its limits are told while it comes. */
function openPart(file: Upload, { offset, ended }: OpenChunk, body: Bytes, spent: number): PartSource {
  const most = env().maxFileBytes;
  return {
    body,
    isLast: (_segment, taken) => {
      insistFile(file.name, offset + taken, most);
      insistBudget(file.name, spent + taken, most);
      return ended();
    },
    atEnd: () => undefined,
  };
}

/** A connection that breaks off is a chunk that is not whole. */
export async function* cutMeansWrong(body: Bytes): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (problem) {
    throw problem instanceof TooSlow ? problem : new ChunkWrong("length");
  }
}
