import "server-only";
import { createHash } from "node:crypto";
import { env } from "@/lib/env";
import { Refused } from "@/lib/refused";
import { beginUpload, type Begun } from "./begin-upload";
import { fileStore } from "./chosen-store";
import { finishUpload, type Finished } from "./finish-upload";
import type { FilePlace, FileSender } from "./place";
import { FileRefused, insistFile } from "./problems";
import { receiveChunk } from "./receive-chunk";
import { cleanName } from "./rules";
import { blocksOf, chunkBytes, type Bytes } from "./segments";
import type { FileStore } from "./store";
import { withdrawFile } from "./withdraw-file";

export type WholeFile = FilePlace & { uploadKey: string; name: string };

/**
 * Takes a file of unknown length in one go, as a form without JavaScript sends it: begun, kept chunk by chunk and
 * finished by the same verbs. Holds two chunks at most. Sent again after it was received, it is only compared.
 * Throws Refused with the rule; nothing is left then.
 */
export async function receiveWhole(
  sender: FileSender,
  given: WholeFile,
  source: Bytes,
  store: FileStore = fileStore(),
): Promise<Finished> {
  const name = cleanName(given.name);
  const most = env().maxFileBytes;
  let upload: Begun | undefined;
  let offset = 0;
  let after: string | undefined;
  const sum = createHash("sha256");
  try {
    for await (const { bytes, ends } of withEnd(blocksOf(source, chunkBytes))) {
      upload ??= await beginUpload(sender, { ...given, size: undefined }, store);
      insistFile(name, offset + bytes.length, most);
      sum.update(bytes);
      if (upload.received) {
        offset += bytes.length;
        continue;
      }
      const answer = await receiveChunk(
        sender,
        upload.fileId,
        { offset, length: bytes.length, checksum: undefined, ends, after },
        [bytes],
        store,
      );
      if (!answer.kept)
        throw new FileRefused(
          "conflict",
          "file-cut",
          `“${name}” is being sent twice at once. Look whether it is in the list, then try again.`,
        );
      ({ offset, tag: after } = answer);
    }
    if (upload) return sameAs(await finishUpload(sender, upload.fileId, store), offset, sum.digest("hex"));
  } catch (problem) {
    if (upload?.received === false && isFinal(problem))
      await withdrawFile(sender, upload.fileId, store).catch(() => undefined);
    throw problem;
  }
  insistFile(name, 0, most);
  throw new FileRefused("invalid", "file-empty", `“${name}” is empty.`);
}

/** What was received is what this form sent, now or before. Throws FileRefused for other bytes: none are dropped in silence. */
function sameAs(before: Finished, bytes: number, sha256: string): Finished {
  if (bytes === before.bytes && sha256 === before.sha256) return before;
  throw new FileRefused(
    "conflict",
    "file-other",
    `“${before.name}” was sent from this form before, and this one is different, so it was not kept. Load the page again, then send it.`,
  );
}

/** A file that breaks a rule goes at once; what another try may still finish stays. */
const isFinal = (problem: unknown): boolean => problem instanceof Refused && problem.code === "invalid";

/** Tells of each block whether it is the last, by looking one ahead. */
async function* withEnd(blocks: AsyncIterable<Buffer>): AsyncGenerator<{ bytes: Buffer; ends: boolean }> {
  let held: Buffer | undefined;
  for await (const block of blocks) {
    if (held) yield { bytes: held, ends: false };
    held = Buffer.from(block);
  }
  if (held) yield { bytes: held, ends: true };
}
