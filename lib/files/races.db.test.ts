import { randomBytes, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { truncate } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { closeDatabase } from "@/db/client";
import { Refused } from "@/lib/refused";
import { fileRows, onDisk, sha256, uploadWorld, type UploadWorld } from "@/test/factories/upload-world";
import { beginUpload } from "./begin-upload";
import { finishUpload } from "./finish-upload";
import { readFile } from "./read-file";
import { receiveChunk } from "./receive-chunk";
import { receiveWhole } from "./receive-whole";
import { dropHash } from "./running-hash";
import { chunkBytes } from "./segments";
import { partBytes, type FileStore } from "./store";
import { withdrawFile } from "./withdraw-file";

afterAll(closeDatabase);

async function sent(world: UploadWorld, bytes: Buffer): Promise<string> {
  const given = { taskId: world.taskId, uploadKey: randomUUID(), name: "a.bin", size: bytes.length };
  const { fileId } = await beginUpload(world.client, given, world.store);
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    const piece = bytes.subarray(at, at + chunkBytes);
    await receiveChunk(world.client, fileId, { offset: at, checksum: sha256(piece) }, [piece], world.store);
  }
  return fileId;
}

async function download(world: UploadWorld, fileId: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of (await readFile(world.staff, fileId, world.store)).bytes) pieces.push(piece);
  return Buffer.concat(pieces);
}

const rowOf = async (world: UploadWorld, fileId: string) =>
  (await fileRows(world.firmId)).find((row) => row.id === fileId);

/** Makes the next finish know nothing of those that run, as in another process. */
const asAnotherProcess = () => {
  const waiting = (globalThis as unknown as Record<symbol, Map<string, unknown> | undefined>)[
    Symbol.for("lodge.one-at-a-time")
  ];
  waiting?.clear();
};

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function gate(): { open: () => void; opened: Promise<void> } {
  let open!: () => void;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}

describe("several finishes of one file at once", () => {
  type Forget = "never" | "before" | "between";
  it.each<[title: string, rounds: number, finishes: number, apart: boolean, forget: Forget]>([
    ["two, in one process", 8, 2, false, "never"],
    ["three, in several processes", 30, 3, true, "never"],
    ["two, in several processes, the hash read back", 30, 2, true, "before"],
    ["two, in several processes, the second without the hash", 8, 2, true, "between"],
  ])(
    "[R1] %s: always received, and the bytes are there",
    async (_title, rounds, finishes, apart, forget) => {
      const world = await uploadWorld();
      for (let round = 0; round < rounds; round += 1) {
        // two parts: one whole chunk, and the rest
        const bytes = randomBytes(chunkBytes + 1_000);
        const fileId = await sent(world, bytes);
        if (forget === "before") dropHash(fileId);
        const one = async (n: number) => {
          await pause(n * (round % 6) * 2);
          if (apart) asAnotherProcess();
          if (n > 0 && forget === "between") dropHash(fileId);
          return finishUpload(world.client, fileId, world.store).catch((problem: unknown) => {
            if (!(problem instanceof Refused)) throw problem;
            return finishUpload(world.client, fileId, world.store);
          });
        };
        const answers = await Promise.all(Array.from({ length: finishes }, (_, n) => one(n)));
        for (const answer of answers) expect(answer.sha256).toBe(sha256(bytes).toString("hex"));
        expect((await rowOf(world, fileId))?.state).toBe("received");
        expect((await download(world, fileId)).equals(bytes)).toBe(true);
      }
    },
    300_000,
  );

  it("[R1] one that reads while another has moved the bytes, but not yet written, ends well too", async () => {
    const world = await uploadWorld();
    const bytes = randomBytes(2 * chunkBytes + 1_000);
    const fileId = await sent(world, bytes);
    dropHash(fileId);
    const [reading, moved, read] = [gate(), gate(), gate()];
    const slowReader: FileStore = {
      ...world.store,
      read: async function* (...given) {
        const [, from, to] = given;
        for await (const piece of world.store.read(...given)) {
          yield piece;
          // in the middle of reading all parts, not of looking at the first
          if (to - from <= partBytes) continue;
          reading.open();
          await moved.opened;
        }
      },
    };
    const slowWriter: FileStore = {
      ...world.store,
      complete: async (...given) => {
        await world.store.complete(...given);
        moved.open();
        await read.opened;
      },
    };
    const second = finishUpload(world.client, fileId, slowReader);
    await reading.opened;
    asAnotherProcess();
    const first = finishUpload(world.client, fileId, slowWriter);
    const done = await second.finally(read.open);
    expect(done.sha256).toBe(sha256(bytes).toString("hex"));
    expect(await first).toEqual(done);
    expect((await download(world, fileId)).equals(bytes)).toBe(true);
  });

  it.runIf(onDisk)(
    "[R1] one that finds damage while another finishes: received whole or begun again, never a row without bytes",
    async () => {
      const world = await uploadWorld();
      const bytes = randomBytes(chunkBytes + 1_000);
      const fileId = await sent(world, bytes);
      const before = await rowOf(world, fileId);
      const missing: FileStore = {
        ...world.store,
        complete: async (key, parts) => {
          const last = parts.at(-1);
          await truncate(join(world.root, "incoming", key, `1.${last?.tag ?? ""}`), 5);
          return world.store.complete(key, parts);
        },
      };
      const late: FileStore = {
        ...world.store,
        // done with the bytes when another process finds the upload damaged and begins it again
        complete: async () => {
          asAnotherProcess();
          await expect(finishUpload(world.client, fileId, missing)).rejects.toThrow("did not arrive whole");
        },
      };
      await expect(finishUpload(world.client, fileId, late)).rejects.toThrow("changed while it was finished");
      const after = await rowOf(world, fileId);
      expect(after).toMatchObject({ state: "receiving", receivedBytes: 0, parts: [] });
      expect(after?.storageKey).not.toBe(before?.storageKey);
      expect(existsSync(join(world.root, "incoming", before?.storageKey ?? ""))).toBe(false);
    },
  );

  it("[R1] a damaged late one takes no byte of the file that was received meanwhile", async () => {
    const world = await uploadWorld();
    const bytes = randomBytes(chunkBytes + 1_000);
    const fileId = await sent(world, bytes);
    const late: FileStore = {
      ...world.store,
      complete: async (key) => {
        asAnotherProcess();
        await finishUpload(world.client, fileId, world.store);
        // what it finds is no longer what the row names
        return world.store.complete(key, [{ tag: "0123456789abcdef", bytes: 1 }]);
      },
    };
    expect((await finishUpload(world.client, fileId, late)).sha256).toBe(sha256(bytes).toString("hex"));
    expect((await download(world, fileId)).equals(bytes)).toBe(true);
  });
});

describe("a plain form sent twice", () => {
  it("[UP2] of two forms under way at once one file is made, of one form's bytes only", async () => {
    const world = await uploadWorld();
    const given = { taskId: world.taskId, uploadKey: randomUUID(), name: "x.bin" };
    const [a, b] = [gate(), gate()];
    const kept = (count: number) =>
      expect
        .poll(async () => (await fileRows(world.firmId)).some((row) => row.parts.length === count))
        .toBe(true);
    async function* source(fill: number, { opened }: { opened: Promise<void> }) {
      const chunk = Buffer.alloc(chunkBytes, fill);
      yield chunk;
      yield chunk;
      await opened;
      yield chunk;
    }
    const first = receiveWhole(world.client, given, source(1, a), world.store);
    first.catch(() => undefined);
    await kept(1);
    const old = (await fileRows(world.firmId))[0]?.storageKey ?? "";
    const second = receiveWhole(world.client, given, source(2, b), world.store);
    second.catch(() => undefined);
    await expect
      .poll(async () =>
        (await fileRows(world.firmId)).some((row) => row.storageKey !== old && row.parts.length === 1),
      )
      .toBe(true);
    a.open();
    await expect(first).rejects.toThrow("sent twice at once");
    b.open();
    const done = await second;
    const bytes = await download(world, done.fileId);
    expect(bytes.equals(Buffer.alloc(3 * chunkBytes, 2))).toBe(true);
    expect(sha256(bytes).toString("hex")).toBe(done.sha256);
    expect(await world.store.unfinished(world.firmId, new Date(Date.now() + 60_000))).toEqual([]);
  });

  it("[P6] sent again with other bytes is refused in words, with the same bytes it is one file", async () => {
    const world = await uploadWorld();
    const given = { taskId: world.taskId, uploadKey: randomUUID(), name: "x.bin" };
    const bytes = randomBytes(chunkBytes + 500);
    const give = (pieces: Buffer[]) => receiveWhole(world.client, given, pieces, world.store);
    const done = await give([bytes]);
    expect(await give([bytes])).toEqual(done);
    const other = Buffer.from(bytes);
    other.writeUInt8(other.readUInt8(chunkBytes + 7) ^ 1, chunkBytes + 7);
    const refused = { code: "conflict", problem: "file-other" };
    for (const bad of [other, bytes.subarray(0, -1), Buffer.concat([bytes, bytes])])
      await expect(give([bad])).rejects.toMatchObject(refused);
    expect((await download(world, done.fileId)).equals(bytes)).toBe(true);
    await withdrawFile(world.client, done.fileId, world.store);
    await expect(give([bytes])).rejects.toMatchObject({ code: "conflict" });
  });
});
