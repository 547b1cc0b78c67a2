import "server-only";
import type { FileHandle } from "node:fs/promises";
import { StoreRefuses } from "./store";

/** Held in memory before it is written, for as long as the sender likes: little. */
const writeBytes = 256 * 1024;

const fullCodes = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);
const awayCodes = new Set([
  "EROFS",
  "EIO",
  "EACCES",
  "EPERM",
  "EMFILE",
  "ENFILE",
  "ESTALE",
  "ENOTDIR",
  "ENXIO",
  "ETIMEDOUT",
]);

/** Node's disk errors become the store's own "no"; everything else goes on up. */
export async function orRefuse<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (problem) {
    const { code = "", syscall } = problem as NodeJS.ErrnoException;
    if (fullCodes.has(code)) throw new StoreRefuses("full", { cause: problem });
    // making folders on a read-only disk, Node says ENOENT
    if (awayCodes.has(code) || (code === "ENOENT" && syscall === "mkdir"))
      throw new StoreRefuses("away", { cause: problem });
    throw problem;
  }
}

/** Gathers small pieces into larger writes; while one is written the next is made. How many bytes they were. */
export async function writeAll(handle: FileHandle, source: AsyncIterable<Uint8Array>): Promise<number> {
  let gathered: Uint8Array[] = [];
  let length = 0;
  let all = 0;
  let writing: Promise<void> = Promise.resolve();
  const flush = async () => {
    const [pieces, bytes] = [gathered, length];
    [gathered, length] = [[], 0];
    await writing;
    writing = writeWhole(handle, pieces, bytes);
    // awaited at the next flush; a failure meanwhile must not count as unhandled
    writing.catch(() => undefined);
  };
  try {
    for await (const piece of source) {
      gathered.push(piece);
      length += piece.length;
      all += piece.length;
      if (length >= writeBytes) await flush();
    }
    await flush();
  } finally {
    await writing;
  }
  return all;
}

async function writeWhole(handle: FileHandle, pieces: Uint8Array[], bytes: number): Promise<void> {
  if (bytes === 0) return;
  const { bytesWritten } = await handle.writev(pieces);
  if (bytesWritten === bytes) return;
  // a disk that fills up takes a part of a write first and refuses the rest
  await handle.write(Buffer.concat(pieces).subarray(bytesWritten)).then(({ bytesWritten: rest }) => {
    if (rest !== bytes - bytesWritten) throw Object.assign(new Error("short write"), { code: "ENOSPC" });
  });
}
