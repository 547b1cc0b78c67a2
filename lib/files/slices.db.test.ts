import { randomBytes, randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase, withFirm } from "@/db/client";
import { files, uploadSlices } from "@/db/schema/conversation";
import { revokeAll } from "@/lib/devices/revoke-all";
import { Refused } from "@/lib/refused";
import { fileRows, sha256, uploadWorld, type UploadWorld } from "@/test/factories/upload-world";
import { beginUpload } from "./begin-upload";
import { finishUpload } from "./finish-upload";
import { uploadState } from "./queries";
import { readFile } from "./read-file";
import { receiveChunk } from "./receive-chunk";
import { receiveSlice, sliceBytes } from "./receive-slice";
import { chunkBytes } from "./segments";
import { sweepFiles } from "./sweep-files";
import { withdrawFile } from "./withdraw-file";

let world: UploadWorld;
beforeAll(async () => {
  world = await uploadWorld();
});
afterAll(closeDatabase);

const { least, most } = sliceBytes;

const begin = async (size: number, uploadKey = randomUUID(), of = world) =>
  beginUpload(of.client, { taskId: of.taskId, uploadKey, name: "a.bin", size }, of.store);

const slice = (fileId: string, offset: number, bytes: Buffer, checksum = sha256(bytes), of = world) =>
  receiveSlice(of.client, fileId, { offset, length: bytes.length, checksum }, [bytes], of.store);

const chunk = (fileId: string, offset: number, bytes: Buffer) =>
  receiveChunk(world.client, fileId, { offset, checksum: sha256(bytes) }, [bytes], world.store);

/** Sends everything from one place to another in slices of a length. */
async function sendSlices(fileId: string, bytes: Buffer, length: number, from = 0, to = bytes.length) {
  for (let at = from; at < to;) {
    const end = Math.min(at + length, to, (Math.floor(at / chunkBytes) + 1) * chunkBytes);
    expect(await slice(fileId, at, bytes.subarray(at, end))).toMatchObject({ kept: true, offset: end });
    at = end;
  }
}

async function download(fileId: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of (await readFile(world.staff, fileId, world.store)).bytes) pieces.push(piece);
  return Buffer.concat(pieces);
}

const slicesLeft = (of = world) =>
  withFirm(of, (tx) => tx.$count(uploadSlices, eq(uploadSlices.firmId, of.firmId)));

describe("a file in slices", () => {
  it("[D1] arrives as it was sent, in slices, whole chunks and slices again, and nothing of them is left", async () => {
    const bytes = randomBytes(2 * chunkBytes + 700_001);
    const { fileId } = await begin(bytes.length);
    await sendSlices(fileId, bytes, most, 0, chunkBytes);
    expect(await chunk(fileId, chunkBytes, bytes.subarray(chunkBytes, 2 * chunkBytes))).toMatchObject({
      kept: true,
    });
    await sendSlices(fileId, bytes, 3 * least, 2 * chunkBytes);
    const done = await finishUpload(world.client, fileId, world.store);
    expect(done.sha256).toBe(sha256(bytes).toString("hex"));
    expect((await download(fileId)).equals(bytes)).toBe(true);
    expect(await slicesLeft()).toBe(0);
  });

  it("[P5] says how far it has come, and goes on there, also when it is begun again", async () => {
    const [key, bytes] = [randomUUID(), randomBytes(chunkBytes + 5)];
    const { fileId } = await begin(bytes.length, key);
    await sendSlices(fileId, bytes, most, 0, 3 * most);
    expect((await uploadState(world.client, fileId)).receivedBytes).toBe(3 * most);
    expect(await begin(bytes.length, key)).toMatchObject({ fileId, offset: 3 * most });
    // one who would begin the chunk anew is told where it stands, and a whole chunk does not fit in its middle
    expect(await chunk(fileId, 0, bytes.subarray(0, chunkBytes))).toMatchObject({
      why: "offset",
      offset: 3 * most,
    });
    expect(await chunk(fileId, 3 * most, bytes.subarray(3 * most))).toMatchObject({
      why: "length",
      offset: 3 * most,
    });
    await expect(finishUpload(world.client, fileId, world.store)).rejects.toThrow(
      "has not arrived whole yet",
    );
    await sendSlices(fileId, bytes, most, 3 * most);
    await finishUpload(world.client, fileId, world.store);
    expect((await download(fileId)).equals(bytes)).toBe(true);
  });

  it("[UP2] a slice that is damaged, cut, too long, too short or elsewhere is not kept", async () => {
    const bytes = randomBytes(chunkBytes + 2 * most);
    const { fileId } = await begin(bytes.length);
    const good = bytes.subarray(0, most);
    expect(await slice(fileId, 0, good, sha256(Buffer.from("x")))).toMatchObject({
      why: "checksum",
      offset: 0,
    });
    const cut = { offset: 0, length: most, checksum: sha256(good) };
    expect(await receiveSlice(world.client, fileId, cut, [good.subarray(1)], world.store)).toMatchObject({
      why: "length",
    });
    expect(await receiveSlice(world.client, fileId, cut, [bytes], world.store)).toMatchObject({
      why: "length",
    });
    for (const length of [0, 1, least - 1, least + 1, most + least])
      expect(await slice(fileId, 0, bytes.subarray(0, length))).toMatchObject({ kept: false, why: "length" });
    expect(await slice(fileId, most, good)).toMatchObject({ why: "offset", offset: 0 });
    await sendSlices(fileId, bytes, most, 0, chunkBytes - least);
    // no slice reaches over the end of its chunk
    expect(await slice(fileId, chunkBytes - least, bytes.subarray(0, 2 * least))).toMatchObject({
      why: "length",
    });
    await sendSlices(fileId, bytes, most, chunkBytes - least);
    expect(await slice(fileId, bytes.length, good)).toMatchObject({ kept: false });
    await finishUpload(world.client, fileId, world.store);
  });

  it("[UP12] of two that come at once for one place one is kept, and the file is whole", async () => {
    const bytes = randomBytes(chunkBytes);
    const { fileId } = await begin(bytes.length);
    for (let at = 0; at < bytes.length; at += most) {
      const answers = await Promise.all(
        [1, 2, 3].map(() => slice(fileId, at, bytes.subarray(at, at + most))),
      );
      expect(answers.filter(({ kept }) => kept)).toHaveLength(1);
      for (const answer of answers) expect(answer.offset).toBe(at + most);
    }
    expect((await finishUpload(world.client, fileId, world.store)).sha256).toBe(
      sha256(bytes).toString("hex"),
    );
  });

  it("[D1] nothing of it can be read in the database, nor moved to another place", async () => {
    const own = await uploadWorld();
    const { fileId } = await begin(chunkBytes, randomUUID(), own);
    const text = Buffer.alloc(most, "Okonkwo");
    for (const at of [0, most]) await slice(fileId, at, text, sha256(text), own);
    const rows = await withFirm(own, (tx) => tx.select().from(uploadSlices));
    for (const { bytes } of rows) expect(Buffer.from(bytes).includes("Okonkwo")).toBe(false);
    const [first] = rows;
    await withFirm(own, (tx) => tx.update(uploadSlices).set({ bytes: first?.bytes ?? Buffer.alloc(0) }));
    for (let at = 2 * most; at < chunkBytes - most; at += most)
      await slice(fileId, at, text, sha256(text), own);
    // what was swapped is found out when the chunk is whole: the upload begins again, and nothing wrong is kept
    expect(await slice(fileId, chunkBytes - most, text, sha256(text), own)).toMatchObject({
      kept: false,
      offset: 0,
    });
    expect(await slicesLeft(own)).toBe(0);
  });

  it("[UP5] what waits counts in the day's budget, and is gone when the upload is", async () => {
    const own = await uploadWorld();
    const of = async () => (await fileRows(own.firmId)).map(({ slicedBytes, state }) => [slicedBytes, state]);
    const taken = await begin(chunkBytes, randomUUID(), own);
    await slice(taken.fileId, 0, Buffer.alloc(most), undefined, own);
    await withdrawFile(own.client, taken.fileId, own.store);
    expect([await of(), await slicesLeft(own)]).toEqual([[[most, "withdrawn"]], 0]);
    const left = await begin(chunkBytes, randomUUID(), own);
    await slice(left.fileId, 0, Buffer.alloc(most), undefined, own);
    await withFirm(own, (tx) => tx.update(files).set({ movedAt: sql`now() - interval '25 hours'` }));
    await sweepFiles(own.firmId, own.store);
    expect(await slicesLeft(own)).toBe(0);
  });

  it("[A12] from somebody who is out meanwhile none is kept", async () => {
    const own = await uploadWorld();
    const { fileId } = await begin(chunkBytes, randomUUID(), own);
    await slice(fileId, 0, Buffer.alloc(most), undefined, own);
    await revokeAll(own.staff, own.client.contactId);
    await expect(slice(fileId, most, Buffer.alloc(most), undefined, own)).rejects.toThrow(Refused);
    expect(await slicesLeft(own)).toBe(1);
  });
});
