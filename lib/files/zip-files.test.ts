import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { zipFiles } from "./zip-files";

test("[D2] a ZIP of far more than the memory it may take is read as its reader takes it, one file at a time", async () => {
  const piece = Buffer.alloc(64 * 1024, 1);
  const pieces = 3_200;
  let [given, open, most] = [0, 0, 0];
  async function* bytes(): AsyncGenerator<Buffer> {
    most = Math.max(most, ++open);
    for (let at = 0; at < pieces; at++) {
      given += piece.length;
      yield await Promise.resolve(piece);
    }
    open--;
  }
  const entries = ["a.bin", "b.bin", "c.bin"].map((name) => ({ id: name, folder: "x", name, at: null }));
  const zip = zipFiles(entries, () => Promise.resolve({ size: piece.length * pieces, bytes: bytes() }));
  let [taken, ahead] = [0, 0];
  for await (const part of Readable.from(zip)) {
    taken += (part as Buffer).length;
    ahead = Math.max(ahead, given - taken);
  }
  expect(taken).toBeGreaterThan(3 * pieces * piece.length);
  expect(ahead).toBeLessThan(4 * 1024 * 1024);
  expect(most).toBe(1);
});

test("[D2] a file that breaks breaks the ZIP off, and a reader who goes away ends the reading", async () => {
  async function* broken(): AsyncGenerator<Buffer> {
    yield await Promise.resolve(Buffer.from("begun"));
    throw new Error("damaged");
  }
  const entries = [{ id: "a", folder: "x", name: "a.txt", at: null }];
  const bad = zipFiles(entries, () => Promise.resolve({ size: 100, bytes: broken() }));
  await expect(Readable.from(bad).toArray()).rejects.toThrow();
  let ended = false;
  async function* endless(): AsyncGenerator<Buffer> {
    try {
      for (;;) yield await Promise.resolve(Buffer.alloc(64 * 1024));
    } finally {
      ended = true;
    }
  }
  const left = zipFiles(entries, () => Promise.resolve({ size: 2 ** 40, bytes: endless() }));
  await left[Symbol.asyncIterator]().next();
  left.destroy();
  await expect.poll(() => ended).toBe(true);
});
