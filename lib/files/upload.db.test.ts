import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase } from "@/db/client";
import type { ContactActor } from "@/lib/access/actor";
import { type Refused } from "@/lib/refused";
import {
  fileRows,
  newContact,
  setCompleted,
  sha256,
  uploadWorld,
  type UploadWorld,
} from "@/test/factories/upload-world";
import { beginUpload } from "./begin-upload";
import { finishUpload } from "./finish-upload";
import { filesOfTask, uploadState } from "./queries";
import { readFile } from "./read-file";
import type { ChunkAnswer } from "./keep-part";
import { receiveChunk } from "./receive-chunk";
import { receiveWhole } from "./receive-whole";
import { filesPerTask } from "./rules";
import { dropHash } from "./running-hash";
import { chunkBytes } from "./segments";
import { withdrawFile } from "./withdraw-file";

let world: UploadWorld;
beforeAll(async () => {
  world = await uploadWorld();
});
afterAll(closeDatabase);

const begin = (name: string, size: number, uploadKey = randomUUID(), client: ContactActor = world.client) =>
  beginUpload(client, { taskId: world.taskId, uploadKey, name, size }, world.store);

const send = (
  fileId: string,
  offset: number,
  bytes: Buffer,
  checksum: Uint8Array = sha256(bytes),
): Promise<ChunkAnswer> =>
  receiveChunk(world.client, fileId, { offset, length: bytes.length, checksum }, [bytes], world.store);

async function sendAll(fileId: string, bytes: Buffer, from = 0): Promise<void> {
  for (let at = from; at < bytes.length; at += chunkBytes) {
    expect(await send(fileId, at, bytes.subarray(at, at + chunkBytes))).toMatchObject({ kept: true });
  }
}

async function download(fileId: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of (await readFile(world.staff, fileId, world.store)).bytes) pieces.push(piece);
  return Buffer.concat(pieces);
}

const refused = (code: string, text = "") =>
  expect.objectContaining({ code, message: expect.stringContaining(text) as string }) as Refused;

describe("from the first byte to the firm", () => {
  it.each([1, 9_900_000, chunkBytes, chunkBytes + 1, 25_000_000])(
    "[D1] %i bytes arrive as they were sent",
    async (size) => {
      const bytes = randomBytes(size);
      const { fileId } = await begin(`of ${String(size)}.bin`, size);
      await sendAll(fileId, bytes);
      const done = await finishUpload(world.client, fileId, world.store);
      expect(done).toEqual({
        fileId,
        taskId: world.taskId,
        name: `of ${String(size)}.bin`,
        bytes: size,
        sha256: sha256(bytes).toString("hex"),
      });
      expect((await download(fileId)).equals(bytes)).toBe(true);
      expect(await finishUpload(world.client, fileId, world.store)).toEqual(done);
    },
  );

  it("[D1] the whole file's SHA-256 is the same when it has to be read back", async () => {
    const bytes = randomBytes(chunkBytes + 1_500_000);
    const { fileId } = await begin("read back.bin", bytes.length);
    await sendAll(fileId, bytes);
    dropHash(fileId);
    expect((await finishUpload(world.client, fileId, world.store)).sha256).toBe(
      sha256(bytes).toString("hex"),
    );
  });

  it("[P5] the same key is the same upload, and goes on where it stopped", async () => {
    const [key, bytes] = [randomUUID(), randomBytes(chunkBytes + 10)];
    const first = await begin("again.bin", bytes.length, key);
    await send(first.fileId, 0, bytes.subarray(0, chunkBytes));
    const second = await begin("again.bin", bytes.length, key);
    expect(second).toEqual({ fileId: first.fileId, offset: chunkBytes, received: false });
    expect(await uploadState(world.client, first.fileId)).toEqual({
      size: bytes.length,
      receivedBytes: chunkBytes,
    });
    await sendAll(first.fileId, bytes, chunkBytes);
    await finishUpload(world.client, first.fileId, world.store);
    expect(await begin("again.bin", bytes.length, key)).toMatchObject({
      fileId: first.fileId,
      received: true,
    });
    await expect(begin("another.bin", bytes.length, key)).rejects.toEqual(
      refused("conflict", "another file"),
    );
  });

  it("[P6] a form that does not know its file's length arrives by the same verbs", async () => {
    for (const size of [1, chunkBytes, 2 * chunkBytes + 99]) {
      const bytes = randomBytes(size);
      const uploadKey = randomUUID();
      const give = () =>
        receiveWhole(
          world.client,
          { taskId: world.taskId, uploadKey, name: "plain.bin" },
          [bytes],
          world.store,
        );
      const done = await give();
      expect(done.sha256).toBe(sha256(bytes).toString("hex"));
      expect((await download(done.fileId)).equals(bytes)).toBe(true);
      expect((await give()).fileId).toBe(done.fileId);
    }
    await expect(
      receiveWhole(
        world.client,
        { taskId: world.taskId, uploadKey: randomUUID(), name: "no.bin" },
        [],
        world.store,
      ),
    ).rejects.toEqual(refused("invalid", "empty"));
  });

  it("[P6] a form cut in the middle keeps nothing, and the same form sent again is one file", async () => {
    const [uploadKey, bytes] = [randomUUID(), randomBytes(2 * chunkBytes)];
    const given = { taskId: world.taskId, uploadKey, name: "cut form.bin" };
    async function* cut() {
      yield bytes.subarray(0, chunkBytes + 500);
      await Promise.resolve();
      throw new Error("aborted");
    }
    await expect(receiveWhole(world.client, given, cut(), world.store)).rejects.toThrow();
    const done = await receiveWhole(world.client, given, [bytes], world.store);
    expect((await download(done.fileId)).equals(bytes)).toBe(true);
    expect(
      (await filesOfTask(world.client, world.taskId)).filter((file) => file.name === "cut form.bin"),
    ).toHaveLength(1);
  });
});

describe("what is not kept", () => {
  it("[UP2] a damaged chunk is refused and sent again", async () => {
    const bytes = randomBytes(500_000);
    const { fileId } = await begin("damaged.bin", bytes.length);
    expect(await send(fileId, 0, bytes, sha256(Buffer.from("else")))).toEqual({
      kept: false,
      why: "checksum",
      offset: 0,
    });
    await sendAll(fileId, bytes);
    await finishUpload(world.client, fileId, world.store);
    expect((await download(fileId)).equals(bytes)).toBe(true);
  });

  it("[UP2] a wrong offset, a chunk of another length, and one cut off keep nothing", async () => {
    const bytes = randomBytes(chunkBytes + 1_000);
    const { fileId } = await begin("lengths.bin", bytes.length);
    expect(await send(fileId, chunkBytes, bytes.subarray(chunkBytes))).toMatchObject({
      kept: false,
      why: "offset",
      offset: 0,
    });
    expect(await send(fileId, 0, bytes.subarray(0, chunkBytes - 1))).toMatchObject({
      kept: false,
      why: "length",
    });
    expect(await send(fileId, 0, bytes)).toMatchObject({ kept: false, why: "length" });
    const said = { offset: 0, length: chunkBytes, checksum: sha256(bytes) };
    const told = (body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) =>
      receiveChunk(world.client, fileId, said, body, world.store);
    expect(await told([bytes.subarray(0, 5_000)])).toMatchObject({ kept: false, why: "length" });
    expect(await told([bytes])).toMatchObject({ kept: false, why: "length" });
    async function* broken() {
      yield bytes.subarray(0, 3_000_000);
      await Promise.resolve();
      throw new Error("ECONNRESET");
    }
    expect(await told(broken())).toMatchObject({ kept: false, why: "length", offset: 0 });
    await expect(finishUpload(world.client, fileId, world.store)).rejects.toEqual(
      refused("conflict", "not arrived whole"),
    );
    await sendAll(fileId, bytes);
    await finishUpload(world.client, fileId, world.store);
  });

  it("[UP12] of two chunks at once one is kept, and the file is whole", async () => {
    const bytes = randomBytes(3 * chunkBytes + 2_000_000);
    const { fileId } = await begin("two at once.bin", bytes.length);
    for (let at = 0; at < bytes.length; at += chunkBytes) {
      const piece = bytes.subarray(at, at + chunkBytes);
      const answers = await Promise.all(Array.from({ length: 4 }, () => send(fileId, at, piece)));
      expect(answers.filter((answer) => answer.kept)).toHaveLength(1);
      for (const answer of answers) expect(answer.kept || answer.why === "offset").toBe(true);
    }
    await finishUpload(world.client, fileId, world.store);
    expect((await download(fileId)).equals(bytes)).toBe(true);
  });

  it("[UP12] 20 files of one name at once are 20 files", async () => {
    const given = Array.from({ length: 20 }, () => randomBytes(70_000));
    const before = (await filesOfTask(world.client, world.taskId)).length;
    const ids = await Promise.all(
      given.map(async (bytes) => {
        const { fileId } = await begin("same name.pdf", bytes.length);
        await sendAll(fileId, bytes);
        await finishUpload(world.client, fileId, world.store);
        return fileId;
      }),
    );
    expect(new Set(ids).size).toBe(20);
    expect((await filesOfTask(world.client, world.taskId)).length).toBe(before + 20);
    for (const [i, fileId] of ids.entries())
      expect((await download(fileId)).equals(given[i] ?? Buffer.alloc(0))).toBe(true);
  });

  it("[P5] empty, too large and forbidden files are refused before a byte is sent, programs by content too", async () => {
    await expect(begin("a.pdf", 0)).rejects.toEqual(refused("invalid", "“a.pdf” is empty"));
    await expect(begin("a.pdf", 3 * 1024 ** 4)).rejects.toEqual(refused("invalid", "larger than"));
    await expect(begin("a.pdf.exe", 10)).rejects.toEqual(refused("invalid", ".exe"));
    const program = Buffer.concat([Buffer.from("MZ"), Buffer.alloc(3_000)]);
    const { fileId } = await begin("statement.pdf", program.length);
    await sendAll(fileId, program);
    await expect(finishUpload(world.client, fileId, world.store)).rejects.toEqual(
      refused("invalid", "Windows program"),
    );
    await expect(uploadState(world.client, fileId)).rejects.toEqual(refused("missing"));
    await expect(readFile(world.staff, fileId, world.store)).rejects.toEqual(refused("missing"));
  });

  it("[UP5] a task takes a limited number of files", async () => {
    const full = await uploadWorld();
    const one = () =>
      beginUpload(
        full.client,
        { taskId: full.taskId, uploadKey: randomUUID(), name: "x.pdf", size: 5 },
        full.store,
      );
    for (let i = 0; i < filesPerTask; i += 20) await Promise.all(Array.from({ length: 20 }, one));
    await expect(one()).rejects.toEqual(refused("conflict", "already has"));
  });
});

describe("whose file it is, and while the work is open", () => {
  it("[A10] another contact, a recipient of the same request too, finds no file of somebody else", async () => {
    const bytes = randomBytes(1_000);
    const { fileId } = await begin("mine.pdf", bytes.length);
    const strangers = [await newContact(world, true), await newContact(world, false), await uploadWorld()];
    const others = strangers.map((one) => one.client);
    for (const other of others) {
      await expect(uploadState(other, fileId)).rejects.toEqual(refused("missing"));
      await expect(
        receiveChunk(other, fileId, { offset: 0, checksum: sha256(bytes) }, [bytes], world.store),
      ).rejects.toEqual(refused("missing"));
      await expect(finishUpload(other, fileId, world.store)).rejects.toEqual(refused("missing"));
      await expect(withdrawFile(other, fileId, world.store)).rejects.toEqual(refused("missing"));
      expect(await filesOfTask(other, world.taskId)).toEqual([]);
    }
    await expect(begin("x.pdf", 1, randomUUID(), others[2])).rejects.toEqual(refused("missing"));
    await expect(begin("x.pdf", 1, randomUUID(), others[1])).rejects.toEqual(refused("missing"));
    const foreignStaff = (await uploadWorld()).staff;
    await expect(readFile(foreignStaff, fileId, world.store)).rejects.toEqual(refused("missing"));
  });

  it("[A11] work completed meanwhile: every step is refused and nothing is received; set back, it goes on", async () => {
    const own = await uploadWorld();
    const bytes = randomBytes(chunkBytes + 5);
    const { fileId } = await beginUpload(
      own.client,
      { taskId: own.taskId, uploadKey: randomUUID(), name: "late.pdf", size: bytes.length },
      own.store,
    );
    const part = (at: number) => {
      const piece = bytes.subarray(at, at + chunkBytes);
      return receiveChunk(own.client, fileId, { offset: at, checksum: sha256(piece) }, [piece], own.store);
    };
    await part(0);
    await setCompleted(own, true);
    await expect(part(chunkBytes)).rejects.toEqual(refused("missing"));
    await expect(finishUpload(own.client, fileId, own.store)).rejects.toEqual(refused("missing"));
    await expect(withdrawFile(own.client, fileId, own.store)).rejects.toEqual(refused("missing"));
    await expect(
      beginUpload(
        own.client,
        { taskId: own.taskId, uploadKey: randomUUID(), name: "b.pdf", size: 1 },
        own.store,
      ),
    ).rejects.toEqual(refused("missing"));
    await setCompleted(own, false);
    await part(chunkBytes);
    // completed while the finish is under way: after its first look, before its last
    const late = {
      ...own.store,
      complete: async (...given: Parameters<typeof own.store.complete>) => {
        await own.store.complete(...given);
        await setCompleted(own, true);
      },
    };
    await expect(finishUpload(own.client, fileId, late)).rejects.toEqual(refused("missing"));
    expect((await fileRows(own.firmId))[0]).toMatchObject({
      state: "receiving",
      receivedAt: null,
      sha256: null,
    });
    await setCompleted(own, false);
    expect((await finishUpload(own.client, fileId, own.store)).sha256).toBe(sha256(bytes).toString("hex"));
  });

  it("[P2] a client takes back an own file; the firm no longer gets it, the row stays", async () => {
    const own = await uploadWorld();
    const done = await receiveWhole(
      own.client,
      { taskId: own.taskId, uploadKey: randomUUID(), name: "oops.pdf" },
      [Buffer.from("%PDF-")],
      own.store,
    );
    expect(await withdrawFile(own.client, done.fileId, own.store)).toEqual({
      taskId: own.taskId,
      reopened: false,
    });
    expect(await filesOfTask(own.staff, own.taskId)).toEqual([]);
    await expect(readFile(own.staff, done.fileId, own.store)).rejects.toEqual(refused("missing"));
    await expect(withdrawFile(own.client, done.fileId, own.store)).rejects.toEqual(refused("missing"));
    expect((await fileRows(own.firmId))[0]).toMatchObject({
      state: "withdrawn",
      contentType: "application/pdf",
    });
  });
});
