import "server-only";
import { randomBytes } from "node:crypto";
import { open, rm, type FileHandle } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { orRefuse, writeAll } from "./disk-writes";

/** Reads the whole part into a buffer. */
type ReadPart = (into: Buffer) => Promise<Buffer>;

/**
 * Takes a part, encrypted as it is, onto this machine's disk for as long as its sender needs, then works with it. The
 * file has no name while it is there, so that no crash leaves it. Throws RangeError for one of more than `most` bytes.
 */
export async function spooled<T>(
  source: AsyncIterable<Uint8Array>,
  most: number,
  work: (read: ReadPart) => Promise<T>,
): Promise<T> {
  const path = join(/* turbopackIgnore: true */ tmpdir(), `lodge-part-${randomBytes(12).toString("hex")}`);
  const handle = await orRefuse(() => open(path, "wx+", 0o600));
  try {
    await orRefuse(() => rm(path));
    const length = await orRefuse(() => writeAll(handle, atMost(source, most)));
    return await work((into) => orRefuse(() => readWhole(handle, into.subarray(0, length))));
  } finally {
    await handle.close().catch(() => undefined);
  }
}

async function* atMost(source: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
  let taken = 0;
  for await (const piece of source) {
    taken += piece.length;
    if (taken > most) throw new RangeError("Longer than a part.");
    yield piece;
  }
}

async function readWhole(handle: FileHandle, into: Buffer): Promise<Buffer> {
  for (let at = 0; at < into.length;) {
    const { bytesRead } = await handle.read(into, at, into.length - at, at);
    if (bytesRead === 0) throw Object.assign(new Error("short read"), { code: "EIO" });
    at += bytesRead;
  }
  return into;
}
