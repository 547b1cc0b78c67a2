import { execFileSync } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import {
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile as readBytes,
  rename,
  rm,
  truncate,
  utimes,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq, sql } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { closeDatabase, withFirm } from "@/db/client";
import { files } from "@/db/schema/conversation";
import { Refused } from "@/lib/refused";
import { fileRows, onDisk, sha256, uploadWorld, type UploadWorld } from "@/test/factories/upload-world";
import { beginUpload } from "./begin-upload";
import { diskStore } from "./disk-store";
import { finishUpload } from "./finish-upload";
import { PartSyncs } from "./part-syncs";
import { readFile } from "./read-file";
import { receiveChunk } from "./receive-chunk";
import { receiveWhole } from "./receive-whole";
import { dropHash } from "./running-hash";
import { chunkBytes } from "./segments";
import { PartMissing, StoreRefuses, type FileStore } from "./store";
import { sweepFiles } from "./sweep-files";

afterAll(closeDatabase);

const give = (world: UploadWorld, bytes: Buffer, store: FileStore = world.store, name = "a.bin") =>
  receiveWhole(world.client, { taskId: world.taskId, uploadKey: randomUUID(), name }, [bytes], store);

async function download(world: UploadWorld, fileId: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of (await readFile(world.staff, fileId, world.store)).bytes) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function folderOf(world: UploadWorld, fileId: string, area = "kept"): Promise<string> {
  const row = (await fileRows(world.firmId)).find((file) => file.id === fileId);
  return join(world.root, area, row?.storageKey ?? "none");
}

const partsOf = async (folder: string) =>
  (await readdir(folder)).sort((a, b) => parseInt(a) - parseInt(b)).map((name) => join(folder, name));

const aged = async (world: UploadWorld) => {
  await withFirm(world, (tx) =>
    tx
      .update(files)
      .set({ movedAt: sql`now() - interval '25 hours'` })
      .where(eq(files.firmId, world.firmId)),
  );
};

describe.runIf(onDisk)("a stored file that was damaged", () => {
  const damages: [string, (parts: string[]) => Promise<void>][] = [
    [
      "one bit flipped",
      async ([, second = ""]) => {
        const bytes = await readBytes(second);
        bytes.writeUInt8(bytes.readUInt8(99_999) ^ 4, 99_999);
        await writeFile(second, bytes);
      },
    ],
    ["the end cut off", async (parts) => truncate(parts.at(-1) ?? "", 20)],
    ["a part gone", async ([, second = ""]) => rm(second)],
    [
      "two parts swapped",
      async ([first = "", second = ""]) => {
        await rename(first, `${first}.x`);
        await rename(second, first);
        await rename(`${first}.x`, second);
      },
    ],
    [
      "a part of zeros",
      async ([first = ""]) => writeFile(first, Buffer.alloc((await readBytes(first)).length)),
    ],
  ];
  it.each(damages)(
    "[R15] %s is found, never served as whole, and the other files are fine",
    async (_title, damage) => {
      const world = await uploadWorld();
      const bytes = randomBytes(2 * chunkBytes + 5_000);
      const [bad, good] = [await give(world, bytes), await give(world, bytes)];
      await damage(await partsOf(await folderOf(world, bad.fileId)));
      await expect(download(world, bad.fileId)).rejects.toThrow();
      expect((await download(world, good.fileId)).equals(bytes)).toBe(true);
    },
  );

  it("[R15] two files swapped on the disk are found", async () => {
    const world = await uploadWorld();
    const [one, two] = [await give(world, randomBytes(9_000)), await give(world, randomBytes(9_000))];
    const [[a = ""], [b = ""]] = [
      await partsOf(await folderOf(world, one.fileId)),
      await partsOf(await folderOf(world, two.fileId)),
    ];
    const [bytesA, bytesB] = [await readBytes(a), await readBytes(b)];
    await writeFile(a, bytesB);
    await writeFile(b, bytesA);
    for (const { fileId } of [one, two]) await expect(download(world, fileId)).rejects.toThrow("damaged");
  });

  it("[D1] nothing of a file can be read on the disk, its name neither", async () => {
    const world = await uploadWorld();
    const { fileId } = await give(world, Buffer.alloc(50_000, "Okonkwo"), world.store, "Okonkwo.txt");
    const [part = ""] = await partsOf(await folderOf(world, fileId));
    expect(part).not.toContain("Okonkwo");
    expect((await readBytes(part)).includes("Okonkwo")).toBe(false);
  });

  it("[R15] a part damaged before the finish is found there, and the file is not called received", async () => {
    const world = await uploadWorld();
    const bytes = randomBytes(2 * chunkBytes);
    const { fileId } = await beginUpload(
      world.client,
      { taskId: world.taskId, uploadKey: randomUUID(), name: "a.bin", size: bytes.length },
      world.store,
    );
    for (const at of [0, chunkBytes]) {
      const piece = bytes.subarray(at, at + chunkBytes);
      await receiveChunk(world.client, fileId, { offset: at, checksum: sha256(piece) }, [piece], world.store);
    }
    const [first = ""] = await partsOf(await folderOf(world, fileId, "incoming"));
    await truncate(first, 100);
    await expect(finishUpload(world.client, fileId, world.store)).rejects.toThrow("did not arrive whole");
    expect((await fileRows(world.firmId))[0]).toMatchObject({
      state: "receiving",
      receivedBytes: 0,
      parts: [],
    });
    for (const at of [0, chunkBytes]) {
      const piece = bytes.subarray(at, at + chunkBytes);
      expect(
        await receiveChunk(
          world.client,
          fileId,
          { offset: at, checksum: sha256(piece) },
          [piece],
          world.store,
        ),
      ).toMatchObject({ kept: true });
    }
    await finishUpload(world.client, fileId, world.store);
    expect((await download(world, fileId)).equals(bytes)).toBe(true);
  });

  it("[R14] a part whose sync failed is removed, and found missing at the finish", async () => {
    const syncs = new PartSyncs();
    const path = join(await mkdtemp(join(tmpdir(), "lodge-sync-")), "0.0123456789abcdef");
    await writeFile(path, "x");
    const handle = await open(path, "r+");
    Object.assign(handle, {
      datasync: () => Promise.reject(Object.assign(new Error("EIO"), { code: "EIO" })),
    });
    syncs.begin("k", path, handle);
    await expect(syncs.settled("k")).rejects.toThrow("EIO");
    expect([existsSync(path), syncs.has("k", "0.0123456789abcdef")]).toEqual([false, false]);
    await syncs.settled("k");
  });
});

describe("killed between the bytes and the row", () => {
  it("[R1] after the bytes, before the row: finishing again gives one file", async () => {
    const world = await uploadWorld();
    const bytes = randomBytes(chunkBytes + 100);
    const killed: FileStore = {
      ...world.store,
      complete: async (...given) => {
        await world.store.complete(...given);
        throw new Error("killed");
      },
    };
    const { fileId } = await beginUpload(
      world.client,
      { taskId: world.taskId, uploadKey: randomUUID(), name: "a.bin", size: bytes.length },
      world.store,
    );
    for (const at of [0, chunkBytes]) {
      const piece = bytes.subarray(at, at + chunkBytes);
      await receiveChunk(world.client, fileId, { offset: at, checksum: sha256(piece) }, [piece], world.store);
    }
    await expect(finishUpload(world.client, fileId, killed)).rejects.toThrow("killed");
    expect((await fileRows(world.firmId))[0]?.state).toBe("receiving");
    dropHash(fileId);
    expect((await finishUpload(world.client, fileId, world.store)).sha256).toBe(
      sha256(bytes).toString("hex"),
    );
    expect((await download(world, fileId)).equals(bytes)).toBe(true);
  });

  it("[R1] a part written whose row never moved is sent again, and its leftover goes at the finish", async () => {
    const world = await uploadWorld();
    const bytes = randomBytes(chunkBytes + 100);
    const { fileId } = await beginUpload(
      world.client,
      { taskId: world.taskId, uploadKey: randomUUID(), name: "a.bin", size: bytes.length },
      world.store,
    );
    const killed: FileStore = {
      ...world.store,
      putPart: async (...given) => {
        await world.store.putPart(...given);
        throw new Error("killed");
      },
    };
    const send = (at: number, store: FileStore) => {
      const piece = bytes.subarray(at, at + chunkBytes);
      return receiveChunk(world.client, fileId, { offset: at, checksum: sha256(piece) }, [piece], store);
    };
    await expect(send(0, killed)).rejects.toThrow("killed");
    for (const at of [0, chunkBytes]) expect(await send(at, world.store)).toMatchObject({ kept: true });
    await finishUpload(world.client, fileId, world.store);
    if (onDisk) expect(await partsOf(await folderOf(world, fileId))).toHaveLength(2);
    expect((await download(world, fileId)).equals(bytes)).toBe(true);
  });

  it.runIf(onDisk)(
    "[R1] leftovers older than a day are swept, younger ones and received files never",
    async () => {
      const world = await uploadWorld();
      const kept = await give(world, randomBytes(2_000));
      const begun = await beginUpload(
        world.client,
        { taskId: world.taskId, uploadKey: randomUUID(), name: "b.bin", size: 2 * chunkBytes },
        world.store,
      );
      const piece = randomBytes(chunkBytes);
      await receiveChunk(
        world.client,
        begun.fileId,
        { offset: 0, checksum: sha256(piece) },
        [piece],
        world.store,
      );
      const left = await folderOf(world, begun.fileId, "incoming");
      const stray = join(world.root, "incoming", world.firmId, "stray1234");
      await mkdir(stray);
      expect(await sweepFiles(world.firmId, world.store)).toBe(0);
      expect(existsSync(left)).toBe(true);
      await aged(world);
      const longAgo = new Date(Date.now() - 25 * 3_600_000);
      for (const folder of [left, stray]) await utimes(folder, longAgo, longAgo);
      expect(await sweepFiles(world.firmId, world.store)).toBe(2);
      expect([existsSync(left), existsSync(stray)]).toEqual([false, false]);
      expect((await download(world, kept.fileId)).length).toBe(2_000);
      expect((await fileRows(world.firmId)).map((row) => row.state)).toEqual(["received", "withdrawn"]);
    },
  );
});

describe("a disk that says no", () => {
  it.each(["full", "away"] as const)(
    "[R3] %s: refused in words, nothing kept, and it recovers by itself",
    async (why) => {
      const world = await uploadWorld();
      let broken = true;
      const moody: FileStore = {
        ...world.store,
        putPart: (...given) =>
          broken ? Promise.reject(new StoreRefuses(why)) : world.store.putPart(...given),
      };
      await expect(give(world, randomBytes(100), moody)).rejects.toMatchObject({
        code: "limit",
        message: expect.stringContaining("“a.bin”") as string,
      });
      const full: FileStore = { ...world.store, hasRoom: () => Promise.resolve(false) };
      await expect(give(world, randomBytes(100), full)).rejects.toBeInstanceOf(Refused);
      broken = false;
      expect((await give(world, randomBytes(100), moody)).bytes).toBe(100);
    },
  );

  it.runIf(process.getuid?.() === 0)("[R3] a real disk that fills up in the middle of a part", async () => {
    const root = await mkdtemp(join(tmpdir(), "lodge-full-"));
    try {
      execFileSync("/bin/mount", ["-t", "tmpfs", "-o", "size=6m", "tmpfs", root], { stdio: "ignore" });
    } catch {
      return;
    }
    try {
      const store = diskStore(root);
      const key = `${randomUUID()}/abcdefgh12345678`;
      expect(await store.hasRoom(1)).toBe(false);
      await expect(store.putPart(key, 0, source(8), [], 1)).rejects.toMatchObject({ why: "full" });
      expect(await readdir(join(root, "incoming", key))).toEqual([]);
      const tag = await store.putPart(key, 0, source(2), [], 1);
      await store.complete(key, [{ tag, bytes: 2 * 1024 * 1024 }]);
      execFileSync("/bin/mount", ["-o", "remount,ro", root]);
      await expect(
        store.putPart(`${randomUUID()}/abcdefgh12345678`, 0, source(1), [], 1),
      ).rejects.toMatchObject({
        why: "away",
      });
    } finally {
      execFileSync("/bin/umount", [root]);
      await rm(root, { recursive: true, force: true });
    }
  });

  it("[UP4] a key that is no key, and parts that are not there, are refused", async () => {
    const store = diskStore(await mkdtemp(join(tmpdir(), "lodge-keys-")));
    for (const key of ["../x/abcdefgh", "a/../../etc", "a/b/c/d", "", "a/short"]) {
      await expect(store.putPart(key, 0, source(1), [], 1)).rejects.toThrow(RangeError);
    }
    await expect(
      store.complete(`${randomUUID()}/abcdefgh`, [{ tag: "0123456789abcdef", bytes: 5 }]),
    ).rejects.toThrow(PartMissing);
  });
});

async function* source(mebibytes: number) {
  await Promise.resolve();
  for (let i = 0; i < mebibytes; i += 1) yield randomBytes(1024 * 1024);
}
