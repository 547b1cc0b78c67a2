import "server-only";
import type { ContactActor } from "@/lib/access/actor";
import { env } from "@/lib/env";
import { Refused } from "@/lib/refused";
import { beginUpload } from "./begin-upload";
import { fileStore } from "./chosen-store";
import { finishUpload, type Finished } from "./finish-upload";
import { FileRefused, insistFile } from "./problems";
import { receiveChunk } from "./receive-chunk";
import { cleanName } from "./rules";
import { blocksOf, chunkBytes, type Bytes } from "./segments";
import type { FileStore } from "./store";
import { withdrawFile } from "./withdraw-file";

export type WholeFile = { taskId: string; uploadKey: string; name: string };

/**
 * Takes a file of unknown length in one go, as a form without JavaScript sends it: begun, kept chunk by chunk and
 * finished by the same verbs. Holds two chunks at most. Throws Refused with the rule; nothing is left then.
 */
export async function receiveWhole(
  client: ContactActor,
  given: WholeFile,
  source: Bytes,
  store: FileStore = fileStore(),
): Promise<Finished> {
  const name = cleanName(given.name);
  const most = env().maxFileBytes;
  let fileId: string | undefined;
  let offset = 0;
  try {
    for await (const { bytes, ends } of withEnd(blocksOf(source, chunkBytes))) {
      if (fileId === undefined) {
        const begun = await beginUpload(client, { ...given, size: undefined }, store);
        if (begun.received) return await finishUpload(client, begun.fileId, store);
        fileId = begun.fileId;
      }
      insistFile(name, offset + bytes.length, most);
      const answer = await receiveChunk(
        client,
        fileId,
        { offset, length: bytes.length, checksum: undefined, ends },
        [bytes],
        store,
      );
      if (!answer.kept)
        throw new FileRefused(
          "conflict",
          "file-cut",
          `“${name}” is being sent twice at once. Look whether it is in the list, then try again.`,
        );
      offset = answer.offset;
    }
    if (fileId !== undefined) return await finishUpload(client, fileId, store);
  } catch (problem) {
    if (fileId !== undefined && isFinal(problem))
      await withdrawFile(client, fileId, store).catch(() => undefined);
    throw problem;
  }
  insistFile(name, 0, most);
  throw new FileRefused("invalid", "file-empty", `“${name}” is empty.`);
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
