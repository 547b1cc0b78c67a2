import { randomBytes, randomUUID } from "node:crypto";
import { readFile as readBytes, rm, truncate, writeFile } from "node:fs/promises";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase, withFirm } from "@/db/client";
import { files } from "@/db/schema/conversation";
import { fileRows, sha256, uploadWorld, type UploadWorld } from "@/test/factories/upload-world";
import { testS3, type Fault, type TestS3 } from "@/test/s3";
import { beginUpload } from "./begin-upload";
import { finishUpload } from "./finish-upload";
import { readFile } from "./read-file";
import { receiveChunk } from "./receive-chunk";
import { dropHash } from "./running-hash";
import { s3Store } from "./s3-store";
import { chunkBytes } from "./segments";
import { partBytes, PartMissing, StoreRefuses, storedParts, type FileStore } from "./store";
import { sweepFiles } from "./sweep-files";

let s3: TestS3;
/** Two stores that share nothing but the bucket, as two machines do; soon out of patience. */
let store: FileStore;
let elsewhere: FileStore;
beforeAll(async () => {
  s3 = await testS3();
  store = s3Store(s3.settings, { connectMs: 300, requestMs: 1_500 });
  elsewhere = s3Store(s3.settings);
});
afterEach(() => {
  s3.fault = undefined;
});
afterAll(async () => {
  s3.close();
  await closeDatabase();
});

const newKey = () => `${randomUUID()}/${randomBytes(20).toString("hex")}`;

async function* source(bytes: Buffer) {
  await Promise.resolve();
  for (let at = 0; at < bytes.length; at += 1_000_000) yield bytes.subarray(at, at + 1_000_000);
}

async function read(from: FileStore, key: string, [start, end]: [number, number], parts = [] as Parts) {
  const pieces: Uint8Array[] = [];
  for await (const piece of from.read(key, start, end, parts)) pieces.push(piece);
  return Buffer.concat(pieces);
}
type Parts = Parameters<FileStore["complete"]>[1];

/** An object of three parts, put by two machines by turns; not complete. */
async function putByTurns(key: string) {
  const bytes = randomBytes(2 * partBytes + 70_000);
  const tags: string[] = [];
  for (const [index, from] of [store, elsewhere, store].entries()) {
    const part = bytes.subarray(index * partBytes, (index + 1) * partBytes);
    tags.push(await from.putPart(key, index, source(part), tags, index + 1));
  }
  return { bytes, tags, parts: storedParts(tags, 2 * chunkBytes + 70_000 - 28) };
}

async function begun(world: UploadWorld, size: number): Promise<string> {
  const given = { taskId: world.taskId, uploadKey: randomUUID(), name: "a.bin", size };
  return (await beginUpload(world.client, given, store)).fileId;
}

const send = (world: UploadWorld, fileId: string, bytes: Buffer, at: number) => {
  const piece = bytes.subarray(at, at + chunkBytes);
  return receiveChunk(world.client, fileId, { offset: at, checksum: sha256(piece) }, [piece], store);
};

async function received(world: UploadWorld, bytes: Buffer): Promise<string> {
  const fileId = await begun(world, bytes.length);
  for (let at = 0; at < bytes.length; at += chunkBytes) await send(world, fileId, bytes, at);
  await finishUpload(world.client, fileId, store);
  return fileId;
}

async function download(world: UploadWorld, fileId: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of (await readFile(world.staff, fileId, store)).bytes) pieces.push(piece);
  return Buffer.concat(pieces);
}

describe("several machines on one bucket", () => {
  it("[D1] parts put by one are completed by another, and read back in any range", async () => {
    const key = newKey();
    const { bytes, parts } = await putByTurns(key);
    await elsewhere.complete(key, parts);
    await store.complete(key, parts);
    for (const range of [
      [0, bytes.length],
      [partBytes - 5, partBytes + 5],
      [2 * partBytes, bytes.length],
      [7, 8],
    ] as [number, number][])
      expect((await read(store, key, range, parts)).equals(bytes.subarray(...range))).toBe(true);
    expect(await read(store, key, [5, 5], parts)).toHaveLength(0);
  });

  it("[D1] one that is read before its end is completed first, by several at once", async () => {
    const key = newKey();
    const { bytes, parts } = await putByTurns(key);
    const all: [number, number] = [0, bytes.length];
    const both = await Promise.all([read(store, key, all, parts), read(elsewhere, key, all, parts)]);
    for (const got of both) expect(got.equals(bytes)).toBe(true);
    await Promise.all([store.complete(key, parts), elsewhere.complete(key, parts)]);
  });

  it("[D1] of two that put one place at once the row's own bytes come back", async () => {
    const key = newKey();
    const first = await store.putPart(key, 0, source(randomBytes(partBytes)), [], 1);
    const [a, b] = [randomBytes(500), randomBytes(500)];
    const tags = await Promise.all([
      store.putPart(key, 1, source(a), [first], 2),
      elsewhere.putPart(key, 1, source(b), [first], 3),
    ]);
    await store.removePart(key, 1, tags[1]);
    const parts = [
      { tag: first, bytes: partBytes },
      { tag: tags[0], bytes: 500 },
    ];
    expect((await read(elsewhere, key, [partBytes, partBytes + 500], parts)).equals(a)).toBe(true);
  });

  it("[D1] of two that begin one object at once, the loser's upload goes and the winner's stays", async () => {
    const key = newKey();
    const [a, b] = [randomBytes(500), randomBytes(500)];
    const [mine, lost] = await Promise.all([
      store.putPart(key, 0, source(a), [], 1),
      elsewhere.putPart(key, 0, source(b), [], 1),
    ]);
    await elsewhere.removePart(key, 0, lost);
    await store.complete(key, [{ tag: mine, bytes: 500 }]);
    expect((await read(store, key, [0, 500])).equals(a)).toBe(true);
    expect([...s3.uploads.values()].filter((upload) => upload.key === key)).toEqual([]);
  });

  it("[D1] an empty object is one too", async () => {
    const key = newKey();
    await store.complete(key, []);
    await store.complete(key, []);
    expect(await read(store, key, [0, 0])).toHaveLength(0);
  });

  it("[R1] what is on its way is found by age, and removed with all that was begun", async () => {
    const key = newKey();
    await putByTurns(key);
    const prefix = key.split("/", 1)[0] ?? "";
    const soon = new Date(Date.now() + 60_000);
    expect(await elsewhere.unfinished(prefix, soon)).toEqual([key]);
    expect(await elsewhere.unfinished(prefix, new Date(Date.now() - 60_000))).toEqual([]);
    await elsewhere.remove(key);
    await elsewhere.remove(key);
    expect(await elsewhere.unfinished(prefix, soon)).toEqual([]);
  });

  it("[UP4] a key that is no key is refused", async () => {
    for (const key of ["../x/abcdefgh", "a/../../etc", "a/b/c/d", "", "a/short"]) {
      await expect(store.putPart(key, 0, source(randomBytes(1)), [], 1)).rejects.toThrow(RangeError);
      await expect(store.remove(key)).rejects.toThrow(RangeError);
    }
  });
});

describe("an S3 that says no", () => {
  const faults: [string, (act: string) => Fault | undefined, why: string][] = [
    ["hangs", () => "hang", "away"],
    ["answers 503", () => ({ status: 503, code: "SlowDown" }), "away"],
    ["cuts the connection in a part", (act) => (act === "part" ? "cut" : undefined), "away"],
    ["refuses the keys", () => ({ status: 403, code: "InvalidAccessKeyId" }), "away"],
    ["lost its bucket", () => ({ status: 404, code: "NoSuchBucket" }), "away"],
    ["is full", () => ({ status: 507, code: "XMinioStorageFull" }), "full"],
  ];

  it.each(faults)(
    "[R3] %s: a chunk is refused in words, nothing of it counts, and it recovers by itself",
    async (_title, fault, why) => {
      const world = await uploadWorld();
      const bytes = randomBytes(chunkBytes + 9_000);
      const fileId = await begun(world, bytes.length);
      await send(world, fileId, bytes, 0);
      s3.fault = fault;
      const words = why === "full" ? "no room" : "cannot be stored at the moment";
      await expect(send(world, fileId, bytes, chunkBytes)).rejects.toMatchObject({
        code: "limit",
        message: expect.stringContaining(words) as string,
      });
      expect((await fileRows(world.firmId))[0]).toMatchObject({ receivedBytes: chunkBytes });
      s3.fault = undefined;
      expect(await send(world, fileId, bytes, chunkBytes)).toMatchObject({ kept: true });
      await finishUpload(world.client, fileId, store);
      expect((await download(world, fileId)).equals(bytes)).toBe(true);
    },
  );

  it.each(["complete", "GET", "HEAD"])(
    "[R3] away at the finish (%s): not called received, and the next finish receives it",
    async (away) => {
      const world = await uploadWorld();
      const bytes = randomBytes(chunkBytes + 9_000);
      const fileId = await begun(world, bytes.length);
      for (const at of [0, chunkBytes]) await send(world, fileId, bytes, at);
      s3.fault = (act) => (act === away ? { status: 503, code: "ServiceUnavailable" } : undefined);
      await expect(finishUpload(world.client, fileId, store)).rejects.toThrow("cannot be stored");
      expect((await fileRows(world.firmId))[0]?.state).toBe("receiving");
      s3.fault = undefined;
      dropHash(fileId);
      expect((await finishUpload(world.client, fileId, store)).sha256).toBe(sha256(bytes).toString("hex"));
    },
  );

  it("[R3] one 503, and a read cut in the middle, are tried again unseen", async () => {
    const key = newKey();
    const seen = new Set<string>();
    const once = (act: string, fault: Fault) => {
      if (seen.has(act)) return undefined;
      seen.add(act);
      return fault;
    };
    s3.fault = (act) => once(act, act === "GET" ? "cut" : { status: 503, code: "SlowDown" });
    const { bytes, parts } = await putByTurns(key);
    await store.complete(key, parts);
    expect((await read(store, key, [0, bytes.length], parts)).equals(bytes)).toBe(true);
    expect([...seen].sort()).toEqual(["GET", "HEAD", "begin", "complete", "part"]);
  });

  it("[R3] an upload that S3 forgot half way begins again at its first byte", async () => {
    const world = await uploadWorld();
    const bytes = randomBytes(2 * chunkBytes + 9_000);
    const fileId = await begun(world, bytes.length);
    await send(world, fileId, bytes, 0);
    s3.uploads.clear();
    expect(await send(world, fileId, bytes, chunkBytes)).toEqual({ kept: false, why: "offset", offset: 0 });
    for (const at of [0, chunkBytes, 2 * chunkBytes])
      expect(await send(world, fileId, bytes, at)).toMatchObject({ kept: true });
    await finishUpload(world.client, fileId, store);
    expect((await download(world, fileId)).equals(bytes)).toBe(true);
  });

  it("[R3] forgotten before the finish: said in words, and it begins again", async () => {
    const world = await uploadWorld();
    const bytes = randomBytes(9_000);
    const fileId = await begun(world, bytes.length);
    await send(world, fileId, bytes, 0);
    s3.uploads.clear();
    await expect(finishUpload(world.client, fileId, store)).rejects.toThrow("did not arrive whole");
    expect((await fileRows(world.firmId))[0]).toMatchObject({ state: "receiving", receivedBytes: 0 });
    await send(world, fileId, bytes, 0);
    await finishUpload(world.client, fileId, store);
    expect((await download(world, fileId)).equals(bytes)).toBe(true);
  });

  it("[R3] wrong keys, a bucket that is gone and nobody there are refused, and no key is in what is logged", async () => {
    const keys = { accessKeyId: "WRONGKEY", secretAccessKey: "wrong-secret-of-nobody" };
    const wrong = s3Store({ ...s3.settings, ...keys });
    const refused = await wrong.check().catch((problem: unknown) => problem);
    expect(refused).toBeInstanceOf(StoreRefuses);
    const { cause } = refused as StoreRefuses;
    expect(cause).toMatchObject({ code: "InvalidAccessKeyId", status: 403 });
    const all = JSON.stringify([refused, cause, String(cause), { ...(cause as object) }]);
    expect(all).not.toMatch(/wrong-secret|WRONGKEY|S3RVER|Signature=/);
    for (const settings of [
      { ...s3.settings, bucket: "nobodys" },
      { ...s3.settings, endpoint: "http://127.0.0.1:9" },
    ])
      await expect(s3Store(settings).check()).rejects.toMatchObject({ why: "away" });
    await store.check();
  });

  it("[R3] of very many parts at once some wait, and are refused when the wait is long", async () => {
    const narrow = s3Store(s3.settings, { parts: 1, patienceMs: 100, requestMs: 1_000 });
    s3.fault = (act) => (act === "begin" ? "hang" : undefined);
    const two = await Promise.allSettled(
      [1, 2].map(() => narrow.putPart(newKey(), 0, source(randomBytes(9)), [], 1)),
    );
    for (const { status } of two) expect(status).toBe("rejected");
    expect(s3.asked.filter((act) => act === "begin").length).toBeGreaterThan(0);
    s3.fault = undefined;
    const key = newKey();
    const patient = s3Store(s3.settings, { parts: 1, patienceMs: 15_000, requestMs: 5_000 });
    const all = [1, 2, 3].map(() => patient.putPart(key, 0, source(randomBytes(9)), [], 1));
    expect(new Set(await Promise.all(all)).size).toBe(3);
  });
});

describe("an object that was damaged", () => {
  const damages: [string, (path: string) => Promise<void>][] = [
    [
      "one bit flipped",
      async (path) => {
        const bytes = await readBytes(path);
        bytes.writeUInt8(bytes.readUInt8(99_999) ^ 4, 99_999);
        await writeFile(path, bytes);
      },
    ],
    ["the end cut off", (path) => truncate(path, chunkBytes)],
    ["the object gone", (path) => rm(path)],
    ["other bytes", async (path) => writeFile(path, randomBytes((await readBytes(path)).length))],
  ];

  it.each(damages)("[R15] on S3, %s is found and never served as whole", async (_title, damage) => {
    const world = await uploadWorld();
    const bytes = randomBytes(chunkBytes + 5_000);
    const [bad, good] = [await received(world, bytes), await received(world, bytes)];
    const row = (await fileRows(world.firmId)).find((file) => file.id === bad);
    await damage(s3.fileOf(row?.storageKey ?? ""));
    await expect(download(world, bad)).rejects.toThrow();
    expect((await download(world, good)).equals(bytes)).toBe(true);
  });

  it("[D1] nothing of a file can be read in the bucket", async () => {
    const world = await uploadWorld();
    const fileId = await received(world, Buffer.alloc(50_000, "Okonkwo"));
    const row = (await fileRows(world.firmId)).find((file) => file.id === fileId);
    const path = s3.fileOf(row?.storageKey ?? "");
    expect((await readBytes(path)).includes("Okonkwo")).toBe(false);
  });

  it("[R15] parts that are not as the row says are missing", async () => {
    const key = newKey();
    const { parts } = await putByTurns(key);
    const [first] = parts;
    for (const wrong of [
      parts.map((part) => ({ ...part, tag: part.tag.replace(/\.[^.]+/, ".0123") })),
      [...parts].reverse(),
      parts.map((part) => ({ ...part, bytes: part.bytes + 1 })),
    ])
      await expect(store.complete(key, wrong)).rejects.toThrow(PartMissing);
    await expect(store.complete(newKey(), first ? [first] : [])).rejects.toThrow(PartMissing);
  });
});

it("[R1] the sweep removes what an upload left in the bucket after a day, received files never", async () => {
  const world = await uploadWorld();
  const kept = await received(world, randomBytes(2_000));
  const left = await begun(world, 2 * chunkBytes);
  await send(world, left, randomBytes(2 * chunkBytes), 0);
  const stray = `${world.firmId}/${randomBytes(20).toString("hex")}`;
  await store.putPart(stray, 0, source(randomBytes(9)), [], 1);
  expect(await sweepFiles(world.firmId, store)).toBe(0);
  for (const upload of s3.uploads.values()) upload.begunAt = new Date(Date.now() - 25 * 3_600_000);
  await withFirm(world, (tx) => tx.update(files).set({ movedAt: sql`now() - interval '25 hours'` }));
  expect(await sweepFiles(world.firmId, store)).toBe(2);
  expect([...s3.uploads.values()].filter(({ key }) => key.startsWith(world.firmId))).toEqual([]);
  expect(await download(world, kept)).toHaveLength(2_000);
});
