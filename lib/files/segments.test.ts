import { randomBytes, randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  blocksOf,
  FileDamaged,
  openSegments,
  sealSegment,
  segmentBytes,
  segmentOverhead,
  segmentsIn,
  storedLength,
  storedRange,
} from "./segments";

const step = segmentBytes + segmentOverhead;
const sealed = () => ({ key: randomBytes(32), fileId: randomUUID() });

async function* inPieces(bytes: Uint8Array, piece: number) {
  await Promise.resolve();
  for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
}

async function atRest(file: { key: Uint8Array; fileId: string }, plain: Buffer): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let index = 0;
  for await (const block of blocksOf(inPieces(plain, 65_536), segmentBytes)) {
    pieces.push(...sealSegment(file, index, index === segmentsIn(plain.length) - 1, block));
    index += 1;
  }
  return Buffer.concat(pieces);
}

async function back(
  stored: Buffer,
  file: { key: Uint8Array; fileId: string },
  size: number,
  range = {},
): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of openSegments(inPieces(stored, 100_000), file, { size, ...range }))
    pieces.push(piece);
  return Buffer.concat(pieces);
}

describe("files at rest", () => {
  it.each([
    1,
    15,
    segmentBytes - 1,
    segmentBytes,
    segmentBytes + 1,
    3 * segmentBytes,
    3 * segmentBytes + 777,
  ])("[D1] %i bytes come back as they were", async (size) => {
    const file = sealed();
    const plain = randomBytes(size);
    const stored = await atRest(file, plain);
    expect(stored.length).toBe(storedLength(size));
    expect((await back(stored, file, size)).equals(plain)).toBe(true);
  });

  it("[D1] a range of segments is read without the rest", async () => {
    const file = sealed();
    const plain = randomBytes(3 * segmentBytes + 10);
    const stored = await atRest(file, plain);
    const range = { size: plain.length, first: 2, end: 4 };
    const [from, to] = storedRange(range);
    const got = await back(stored.subarray(from, to), file, plain.length, range);
    expect(got.equals(plain.subarray(2 * segmentBytes))).toBe(true);
  });

  it("[D1] the same bytes never look alike twice, and show nothing of the plain text", async () => {
    const file = sealed();
    const plain = Buffer.alloc(segmentBytes, "Margaret");
    const [one, two] = [await atRest(file, plain), await atRest(file, plain)];
    expect(one.equals(two)).toBe(false);
    expect(one.includes("Margaret")).toBe(false);
  });
});

describe("damage at rest", () => {
  const size = 2 * segmentBytes + 5_000;
  const broken: [string, (stored: Buffer) => Buffer][] = [
    ["a flipped bit in a nonce", (b) => flip(b, 3)],
    ["a flipped bit in the bytes", (b) => flip(b, step + 500)],
    ["a flipped bit in the last tag", (b) => flip(b, b.length - 1)],
    ["the last segment cut off", (b) => b.subarray(0, 2 * step)],
    ["one byte cut off", (b) => b.subarray(0, b.length - 1)],
    ["everything cut off", () => Buffer.alloc(0)],
    ["a byte too many", (b) => Buffer.concat([b, Buffer.from([0])])],
    ["a segment repeated at the end", (b) => Buffer.concat([b, b.subarray(0, step)])],
    [
      "two segments swapped",
      (b) => Buffer.concat([b.subarray(step, 2 * step), b.subarray(0, step), b.subarray(2 * step)]),
    ],
    ["the first segment missing", (b) => b.subarray(step)],
  ];
  it.each(broken)("[D1] %s is found", async (_title, damage) => {
    const file = sealed();
    const stored = await atRest(file, randomBytes(size));
    await expect(back(damage(Buffer.from(stored)), file, size)).rejects.toThrow(FileDamaged);
  });

  it("[D1] a file cut at a segment and called shorter is found", async () => {
    const file = sealed();
    const stored = await atRest(file, randomBytes(size));
    await expect(back(stored.subarray(0, step), file, segmentBytes)).rejects.toThrow(FileDamaged);
  });

  it("[D1] another file's bytes are found, under its key too", async () => {
    const [mine, theirs] = [sealed(), sealed()];
    const stored = await atRest(theirs, randomBytes(size));
    await expect(back(stored, mine, size)).rejects.toThrow(FileDamaged);
    await expect(back(stored, { ...mine, key: theirs.key }, size)).rejects.toThrow(FileDamaged);
  });
});

function flip(bytes: Buffer, at: number): Buffer {
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  return bytes;
}
