import "server-only";
import { createHash } from "node:crypto";
import { Refused } from "@/lib/refused";
import { Gathering, type Bytes } from "@/lib/request-body";
import { env } from "@/lib/env";
import { beginUpload, type Begun } from "./begin-upload";
import { fileStore } from "./chosen-store";
import { finishUpload, type Finished } from "./finish-upload";
import type { FilePlace, FileSender } from "./place";
import { FileRefused, insistFile } from "./problems";
import { receiveChunk } from "./receive-chunk";
import { cleanName } from "./rules";
import { chunkBytes, segmentBytes } from "./segments";
import { inPlaceOf } from "./sending-places";
import type { FileStore } from "./store";
import { withdrawFile } from "./withdraw-file";

export type WholeFile = FilePlace & { uploadKey: string; name: string };

/**
 * Takes a file of unknown length in one go, as a form without JavaScript sends it: begun, kept chunk by chunk and
 * finished by the same verbs. Holds one segment of it at most, however slowly it comes. Sent again after it was received,
 * it is only compared. Throws Refused with the rule; nothing is left then; and TooManyAtOnce.
 */
export async function receiveWhole(
  sender: FileSender,
  given: WholeFile,
  source: Bytes,
  store: FileStore = fileStore(),
): Promise<Finished> {
  return inPlaceOf(sender, cleanName(given.name), () => receive(sender, given, source, store));
}

async function receive(
  sender: FileSender,
  given: WholeFile,
  source: Bytes,
  store: FileStore,
): Promise<Finished> {
  const name = cleanName(given.name);
  const most = env().maxFileBytes;
  const input = new Input(source);
  let upload: Begun | undefined;
  let after: string | undefined;
  const sum = createHash("sha256");
  const counted = async function* (bytes: Bytes): AsyncGenerator<Uint8Array> {
    for await (const piece of bytes) {
      sum.update(piece);
      yield piece;
    }
  };
  let offset = 0;
  try {
    // what does not come as far leaves nothing behind
    await input.lookAhead(segmentBytes);
    while (!(await input.ended())) {
      upload ??= await beginUpload(sender, { ...given, size: undefined }, store);
      const chunk = counted(input.upTo(chunkBytes));
      if (upload.received) {
        for await (const piece of chunk) offset += piece.length;
        insistFile(name, offset, most);
        continue;
      }
      const ended = () => input.ended();
      const answer = await receiveChunk(sender, upload.fileId, { offset, ended, after }, chunk, store);
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

/** Bytes that are taken so many at a time, and can be asked whether more follow: one piece is looked at ahead. */
class Input {
  private readonly ahead: Uint8Array[] = [];
  private readonly source: AsyncIterator<Uint8Array>;

  constructor(source: Bytes) {
    this.source = piecesOf(source);
  }

  /** True when nothing follows. */
  async ended(): Promise<boolean> {
    return this.ahead.length === 0 && !(await this.more());
  }

  private async more(): Promise<boolean> {
    for (;;) {
      const next = await this.source.next();
      if (next.done) return false;
      if (next.value.length === 0) continue;
      this.ahead.push(next.value);
      return true;
    }
  }

  /** Takes so many bytes in, or all there are, before any is asked for. */
  async lookAhead(bytes: number): Promise<void> {
    const gathering = new Gathering(bytes);
    while (gathering.length < bytes && !(await this.ended())) {
      const [piece = new Uint8Array()] = this.ahead.splice(0, 1);
      const rest = piece.subarray(gathering.take(piece));
      if (rest.length > 0) this.ahead.push(rest);
    }
    if (gathering.length > 0) this.ahead.unshift(gathering.bytes());
  }

  /** The next bytes, at most so many; no piece reaches over the end of a segment, so that `ended` tells of each. */
  async *upTo(most: number): AsyncGenerator<Uint8Array> {
    for (let left = most; left > 0 && !(await this.ended());) {
      const [next = new Uint8Array()] = this.ahead.splice(0, 1);
      const piece = next.subarray(0, left % segmentBytes || segmentBytes);
      if (piece.length < next.length) this.ahead.unshift(next.subarray(piece.length));
      left -= piece.length;
      yield piece;
    }
  }
}

async function* piecesOf(source: Bytes): AsyncGenerator<Uint8Array> {
  yield* source;
}
