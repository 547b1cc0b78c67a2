import "server-only";
import { createHash } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { files } from "@/db/schema/conversation";
import type { ContactActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { record } from "@/lib/audit/record";
import { unwrapKey } from "@/lib/crypto";
import { insist, Refused } from "@/lib/refused";
import { taskForUpdate } from "@/lib/tasks/queries";
import { mayChange } from "@/lib/tasks/rules";
import { placeOfKey } from "./begin-upload";
import { fileStore } from "./chosen-store";
import { FileRefused } from "./problems";
import { uploadOf, visibleFiles, type Upload } from "./queries";
import { programReason } from "./rules";
import { dropHash, hashSoFar } from "./running-hash";
import { openSegments, segmentsIn, storedRange, type SegmentRange } from "./segments";
import { sniff, tailBytes, type Sniffed } from "./sniff";
import { storedParts, type FileStore } from "./store";
import { orSay } from "./store-words";
import { withdrawFile } from "./withdraw-file";

export type Finished = { fileId: string; taskId: string; name: string; bytes: number; sha256: string };

/**
 * Makes an upload a received file: all bytes are there, its SHA-256 is known, its content is no program, and the work
 * is still open at the very moment it is written. Done before already, it answers the same. Throws Refused otherwise.
 */
export async function finishUpload(
  client: ContactActor,
  fileId: string,
  store: FileStore = fileStore(),
): Promise<Finished> {
  const file = await withFirm(client, (tx) => uploadOf(tx, client, fileId));
  if (file.state === "received")
    return { fileId, taskId: file.taskId, name: file.name, bytes: file.size, sha256: file.sha256 ?? "" };
  if (file.size === 0 || file.receivedBytes !== file.size) {
    throw new Refused(
      "conflict",
      `“${file.name}” has not arrived whole yet. Send it again; it goes on where it stopped.`,
    );
  }
  const read = (range: SegmentRange) => plainBytes(client.firmId, file, store, range);
  const whole = <T>(work: () => Promise<T>): Promise<T> =>
    orSay(file.name, work).catch((problem: unknown) => afresh(client, file, store, problem));
  const content = await whole(() => contentOf(file, read));
  if (content.program !== undefined) {
    await withdrawFile(client, fileId, store);
    throw new FileRefused("invalid", "file-program", programReason(file.name, content.program));
  }
  const sha256 = await whole(() => hashOf(file, read));
  await whole(() => store.complete(file.storageKey, storedParts(file.parts, file.size)));
  await writeReceived(client, file, { sha256, contentType: content.contentType });
  dropHash(fileId);
  return { fileId, taskId: file.taskId, name: file.name, bytes: file.size, sha256 };
}

/** What a power cut took from an unfinished upload cannot be told apart: it begins again at its first byte. */
async function afresh(
  client: ContactActor,
  file: Upload,
  store: FileStore,
  problem: unknown,
): Promise<never> {
  if (problem instanceof FileRefused) {
    dropHash(file.id);
    await store.remove(file.storageKey);
    await withFirm(client, (tx) =>
      tx
        .update(files)
        .set({ receivedBytes: 0, parts: [], movedAt: sql`now()` })
        .where(
          allOf(
            visibleFiles(client),
            eq(files.id, file.id),
            eq(files.state, "receiving"),
            eq(files.parts, file.parts),
          ),
        ),
    );
  }
  throw problem;
}

async function writeReceived(
  client: ContactActor,
  file: Upload,
  found: { sha256: string; contentType: string },
): Promise<void> {
  await withFirm(client, async (tx) => {
    insist(mayChange(await taskForUpdate(tx, client, file.taskId)));
    const written = await tx
      .update(files)
      .set({ ...found, state: "received", receivedAt: sql`now()` })
      .where(
        allOf(
          visibleFiles(client),
          eq(files.id, file.id),
          eq(files.state, "receiving"),
          eq(files.parts, file.parts),
          eq(files.receivedBytes, file.size),
        ),
      )
      .returning({ id: files.id });
    if (written.length === 1) {
      await record(tx, client, "file.received", { taskId: file.taskId, fileId: file.id, bytes: file.size });
      return;
    }
    const now = await uploadOf(tx, client, file.id);
    if (now.state !== "received")
      throw new FileRefused(
        "conflict",
        "file-cut",
        `“${file.name}” changed while it was finished. Send it again.`,
      );
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

/** Looks at the first segment and the last ones only. */
async function contentOf({ size }: Upload, read: ReadPlain): Promise<Sniffed> {
  const all = segmentsIn(size);
  const head = await gathered(read({ size, first: 0, end: 1 }));
  const first = Math.max(0, Math.min(all - 1, segmentsIn(size - tailBytes + 1) - 1));
  const tail = all === 1 ? head : await gathered(read({ size, first, end: all }));
  return sniff(head, tail.subarray(-tailBytes));
}

/** The sum that ran along while the bytes came; where another process took some of them, it is made by reading back. */
async function hashOf({ id, size }: Upload, read: ReadPlain): Promise<string> {
  const known = hashSoFar(id, size);
  if (known) return known.digest("hex");
  const hash = createHash("sha256");
  for await (const bytes of read({ size })) hash.update(bytes);
  return hash.digest("hex");
}

async function gathered(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of source) pieces.push(piece);
  return Buffer.concat(pieces);
}
