import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { Gathering, type Bytes } from "@/lib/request-body";

/** Plain bytes in one segment. Fixed for ever: files at rest are read by it (DECISIONS 22). */
export const segmentBytes = 1024 * 1024;
/** Plain bytes in one chunk on the wire, and in one part of the store: eight segments. */
export const chunkBytes = 8 * segmentBytes;
const nonceBytes = 12;
const tagBytes = 16;
/** What a segment weighs more at rest: nonce before, tag behind. */
export const segmentOverhead = nonceBytes + tagBytes;

/** A file's key and id, which every segment of it is bound to. */
export type Sealed = { key: Uint8Array; fileId: string };

/** Bytes at rest that are cut, changed, swapped or of another file. Never served. */
export class FileDamaged extends Error {
  override readonly name = "FileDamaged";
  constructor(fileId: string, segment: number) {
    super(`File ${fileId} is damaged at segment ${String(segment)}.`);
  }
}

export const segmentsIn = (plain: number): number => Math.ceil(plain / segmentBytes);

/** Bytes at rest of so many plain bytes, beginning at a segment's start. */
export const storedLength = (plain: number): number => plain + segmentsIn(plain) * segmentOverhead;

/** One segment at rest, in pieces: random 96-bit nonce, AES-256-GCM ciphertext, tag. A chunk sent again never meets its old nonce. */
export function sealSegment(
  { key, fileId }: Sealed,
  index: number,
  last: boolean,
  plain: Uint8Array,
): Buffer[] {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(boundTo(fileId, index, last));
  const body = cipher.update(plain);
  cipher.final();
  return [nonce, body, cipher.getAuthTag()];
}

/** The plain bytes of one segment at rest. Throws FileDamaged unless it is this file's segment at this place, unchanged. */
const openSegment = (sealed: Sealed, index: number, last: boolean, stored: Uint8Array): Buffer =>
  opened(sealed, boundTo(sealed.fileId, index, last), stored, index);

function opened({ key, fileId }: Sealed, boundTo: Uint8Array, stored: Uint8Array, index: number): Buffer {
  if (stored.length <= segmentOverhead) throw new FileDamaged(fileId, index);
  const decipher = createDecipheriv("aes-256-gcm", key, stored.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(boundTo);
  decipher.setAuthTag(stored.subarray(stored.length - tagBytes));
  try {
    const plain = decipher.update(stored.subarray(nonceBytes, stored.length - tagBytes));
    decipher.final();
    return plain;
  } catch {
    throw new FileDamaged(fileId, index);
  }
}

/** Cuts a stream into blocks of a length, the last may be shorter. Each block is only good until the next is asked for. */
export async function* blocksOf(source: Bytes, length: number): AsyncGenerator<Buffer> {
  const block = new Gathering(length);
  for await (const bytes of source) {
    for (let at = 0; at < bytes.length;) {
      at += block.take(bytes.subarray(at));
      if (block.length < length) continue;
      yield block.bytes();
      block.clear();
    }
  }
  if (block.length > 0) yield block.bytes();
}

/** Which segments to read: `first` up to and without `end`, of a file of `size` plain bytes. */
export type SegmentRange = { size: number; first?: number; end?: number };

/** Where a range of segments lies at rest: from byte, to byte (exclusive). */
export function storedRange({
  size,
  first = 0,
  end = segmentsIn(size),
}: SegmentRange): [from: number, to: number] {
  const step = segmentBytes + segmentOverhead;
  return [first * step, Math.min(end * step, storedLength(size))];
}

/** The plain bytes of a range of segments read from rest. Throws FileDamaged at the first that is not as it was written. */
export async function* openSegments(
  stored: AsyncIterable<Uint8Array>,
  sealed: Sealed,
  { size, first = 0, end = segmentsIn(size) }: SegmentRange,
): AsyncGenerator<Buffer> {
  const [from, to] = storedRange({ size, first, end });
  let index = first;
  let read = from;
  for await (const segment of blocksOf(stored, segmentBytes + segmentOverhead)) {
    read += segment.length;
    if (index >= end || read > to) throw new FileDamaged(sealed.fileId, index);
    yield openSegment(sealed, index, index === segmentsIn(size) - 1, segment);
    index += 1;
  }
  if (read !== to) throw new FileDamaged(sealed.fileId, index);
}

/**
 * A slice of a chunk while the rest of it is on its way (docs/decisions/0020-slices-behind-a-proxy.md): nonce, ciphertext
 * and tag, bound to its file and place.
 */
export function sealSlice({ key, fileId }: Sealed, offset: number, plain: Uint8Array): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(sliceAt(fileId, offset));
  const body = cipher.update(plain);
  cipher.final();
  return Buffer.concat([nonce, body, cipher.getAuthTag()]);
}

/** The plain bytes of a slice. Throws FileDamaged unless it is this file's at this place, unchanged. */
export const openSlice = (sealed: Sealed, offset: number, stored: Uint8Array): Buffer =>
  opened(sealed, sliceAt(sealed.fileId, offset), stored, Math.floor(offset / segmentBytes));

const sliceAt = (fileId: string, offset: number): Buffer =>
  Buffer.from(`lodge slice 1|${fileId}|${String(offset)}`, "utf8");

const boundTo = (fileId: string, index: number, last: boolean): Buffer =>
  Buffer.from(`lodge file 1|${fileId}|${String(index)}|${last ? "last" : "more"}`, "utf8");
