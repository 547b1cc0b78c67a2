import "server-only";
import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { files } from "@/db/schema/conversation";
import { record } from "@/lib/audit/record";
import { renewReceipts } from "@/lib/requests/receipt";
import { unwrapKey } from "@/lib/crypto";
import { Refused } from "@/lib/refused";
import { placeOfKey } from "./begin-upload";
import { fileStore } from "./chosen-store";
import { oneAtATime } from "./one-at-a-time";
import { insistStillOpen, type FileSender } from "./place";
import { FileRefused } from "./problems";
import { uploadOf, type Upload } from "./queries";
import { resetUpload, unchanged } from "./reset-upload";
import { filesTaken } from "./files-taken";
import { lookInto, type ReadAt, type Told } from "./look-into";
import type { Mark } from "./mark-rules";
import { firmTakes, pageReason, programReason } from "./rules";
import { dropHash, hashSoFar } from "./running-hash";
import { openSegments, segmentBytes, storedRange, type SegmentRange } from "./segments";
import { tailBytes } from "./sniff";
import { storedParts, type FileStore } from "./store";
import { orSay } from "./store-words";
import { withdrawFile } from "./withdraw-file";

export type Finished = { fileId: string; taskId: string | null; name: string; bytes: number; sha256: string };

/**
 * Makes an upload a received file: all bytes are there, its SHA-256 is known, its content is no program, and the work
 * is still open at the very moment it is written. Done before already, it answers the same; called while another
 * finish of the file runs, it waits for that one. Throws Refused otherwise.
 */
export async function finishUpload(
  sender: FileSender,
  fileId: string,
  store: FileStore = fileStore(),
): Promise<Finished> {
  return oneAtATime(`finish ${sender.firmId} ${fileId}`, () => finish(sender, fileId, store));
}

async function finish(sender: FileSender, fileId: string, store: FileStore): Promise<Finished> {
  const file = await withFirm(sender, (tx) => uploadOf(tx, sender, fileId));
  if (file.state === "received") return asFinished(file);
  if (file.size === 0 || file.receivedBytes !== file.size) {
    throw new Refused(
      "conflict",
      `“${file.name}” has not arrived whole yet. Send it again; it goes on where it stopped.`,
    );
  }
  const read = (range: SegmentRange) => plainBytes(sender.firmId, file, store, range);
  try {
    const found = await orSay(file.name, () => contentOf(file, read));
    const refused = await refusalFor(sender, file.name, found);
    if (refused) {
      await withdrawFile(sender, fileId, store);
      throw refused;
    }
    const sha256 = await orSay(file.name, () => hashOf(file, read));
    await orSay(file.name, () => store.complete(file.storageKey, storedParts(file.parts, file.size)));
    const done = await writeReceived(sender, file, {
      sha256,
      contentType: found.contentType,
      marks: found.marks,
    });
    dropHash(fileId);
    return done;
  } catch (problem) {
    if (problem instanceof FileRefused && problem.problem === "file-cut")
      return afresh(sender, file, store, problem);
    throw problem;
  }
}

const asFinished = ({ id, taskId, name, size, sha256 }: Upload): Finished => ({
  fileId: id,
  taskId,
  name,
  bytes: size,
  sha256: sha256 ?? "",
});

/**
 * What a power cut took from an unfinished upload cannot be told apart: it begins again at its first byte. The row
 * decides: only bytes that no row names any more are removed, and a file received meanwhile is received.
 */
async function afresh(
  sender: FileSender,
  file: Upload,
  store: FileStore,
  problem: FileRefused,
): Promise<Finished> {
  const now = await withFirm(sender, async (tx) => {
    await resetUpload(tx, sender, file);
    return uploadOf(tx, sender, file.id);
  });
  if (now.storageKey !== file.storageKey) {
    dropHash(file.id);
    // what cannot be removed now is swept within a day
    await store.remove(file.storageKey).catch(() => undefined);
  }
  if (now.state === "received") return asFinished(now);
  throw problem;
}
async function writeReceived(
  sender: FileSender,
  file: Upload,
  found: { sha256: string; contentType: string; marks: Mark[] },
): Promise<Finished> {
  return withFirm(sender, async (tx) => {
    await insistStillOpen(tx, sender, file.taskId);
    const written = await tx
      .update(files)
      .set({ ...found, state: "received", receivedAt: sql`now()` })
      .where(unchanged(sender, file))
      .returning({ id: files.id });
    const now = await uploadOf(tx, sender, file.id);
    if (written.length === 1) {
      await record(tx, sender, "file.received", { taskId: file.taskId, fileId: file.id, bytes: file.size });
      if (sender.kind !== "staff" && file.taskId && file.purpose === "answer")
        await renewReceipts(tx, sender, file.taskId);
    } else if (now.state !== "received") {
      throw new FileRefused(
        "conflict",
        "file-cut",
        `“${file.name}” changed while it was finished. Send it again.`,
      );
    }
    return asFinished(now);
  });
}

type ReadPlain = (range: SegmentRange) => AsyncGenerator<Buffer>;

function plainBytes(
  firmId: string,
  file: Upload,
  store: FileStore,
  range: SegmentRange,
): AsyncGenerator<Buffer> {
  const sealed = { key: unwrapKey(file.wrappedKey, placeOfKey(firmId, file.id)), fileId: file.id };
  const [from, to] = storedRange(range);
  return openSegments(
    store.read(file.storageKey, from, to, storedParts(file.parts, file.size)),
    sealed,
    range,
  );
}

/** Why a file is not taken for what it holds; undefined when it is. */
async function refusalFor(sender: FileSender, name: string, found: Told): Promise<FileRefused | undefined> {
  const { program, unsafePage, marks } = found;
  if (program)
    return new FileRefused("invalid", "file-program", programReason(name, program.kind, program.all));
  if (unsafePage !== undefined) return new FileRefused("invalid", "file-page", pageReason(name, unsafePage));
  const rules = await withFirm(sender, (tx) => filesTaken(tx, sender.firmId));
  const taken = firmTakes(name, marks, rules);
  return taken.ok ? undefined : new FileRefused("invalid", "file-forbidden", taken.reason);
}

/** Looks at the beginning, the end, and where these say that more is to be known. */
async function contentOf({ name, size }: Upload, read: ReadPlain): Promise<Told> {
  const bytes = rangesOf(size, read);
  const head = await bytes(0, Math.min(size, segmentBytes));
  const tail = await bytes(Math.max(0, size - tailBytes), size);
  return oneAtATime("look into", () => lookInto({ name, size, head, tail }, bytes));
}

/** Reads ranges of a file's plain bytes; the segments read last are kept for the next. */
function rangesOf(size: number, read: ReadPlain): ReadAt {
  const kept = new Map<number, Buffer>();
  const segment = async (nth: number): Promise<Buffer> => {
    const bytes = kept.get(nth) ?? (await gathered(read({ size, first: nth, end: nth + 1 })));
    kept.delete(nth);
    kept.set(nth, bytes);
    const [oldest] = kept.keys();
    if (kept.size > keptSegments && oldest !== undefined) kept.delete(oldest);
    return bytes;
  };
  return async (from, to) => {
    const pieces: Buffer[] = [];
    for (let at = Math.max(0, from); at < Math.min(to, size);) {
      const nth = Math.floor(at / segmentBytes);
      const start = nth * segmentBytes;
      const piece = (await segment(nth)).subarray(at - start, Math.min(to, size) - start);
      if (piece.length === 0) break;
      pieces.push(piece);
      at += piece.length;
    }
    return pieces.length === 1 ? (pieces[0] ?? Buffer.alloc(0)) : Buffer.concat(pieces);
  };
}

const keptSegments = 3;

/** The sum that ran along while the bytes came; where another process took some of them, it is made by reading back. */
async function hashOf(file: Upload, read: ReadPlain): Promise<string> {
  const known = hashSoFar(file);
  if (known) return known.digest("hex");
  const hash = createHash("sha256");
  for await (const bytes of read({ size: file.size })) hash.update(bytes);
  return hash.digest("hex");
}

/** The blocks that segments are read in are used again for the next: each is copied. */
async function gathered(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of source) pieces.push(piece);
  return Buffer.concat(pieces);
}
