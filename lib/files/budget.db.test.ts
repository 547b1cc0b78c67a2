import { randomBytes, randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { closeDatabase, withFirm } from "@/db/client";
import { files } from "@/db/schema/conversation";
import { env } from "@/lib/env";
import { fileRows, newContact, sha256, uploadWorld, type UploadWorld } from "@/test/factories/upload-world";
import { beginUpload } from "./begin-upload";
import { bytesOfDay } from "./queries";
import { receiveChunk } from "./receive-chunk";
import { receiveWhole } from "./receive-whole";
import { filesPerTask } from "./rules";
import { chunkBytes } from "./segments";
import { withdrawFile } from "./withdraw-file";

afterAll(closeDatabase);

const dayBytes = () => 20 * env().maxFileBytes;

const begin = (world: UploadWorld, size: number, client = world.client) =>
  beginUpload(client, { taskId: world.taskId, uploadKey: randomUUID(), name: "a.bin", size }, world.store);

const give = (world: UploadWorld, bytes: Buffer, uploadKey = randomUUID()) =>
  receiveWhole(world.client, { taskId: world.taskId, uploadKey, name: "a.bin" }, [bytes], world.store);

/** A file taken back, so many hours after its last byte. */
async function sentBefore(world: UploadWorld, bytes: number, hoursAgo = 0): Promise<void> {
  const { fileId } = await begin(world, 1);
  await withdrawFile(world.client, fileId, world.store);
  await withFirm(world, (tx) =>
    tx
      .update(files)
      .set({ receivedBytes: bytes, movedAt: sql`now() - make_interval(hours => ${hoursAgo})` })
      .where(eq(files.id, fileId)),
  );
}

const spent = (world: UploadWorld) => withFirm(world, (tx) => bytesOfDay(tx, world.client));

describe("how much one contact may send", () => {
  it("[UP5] received files count for their task also after they were taken back", async () => {
    const world = await uploadWorld();
    for (let i = 0; i < filesPerTask; i += 1) {
      const { fileId } = await give(world, Buffer.from("x"));
      await withdrawFile(world.client, fileId, world.store);
    }
    await expect(give(world, Buffer.from("x"))).rejects.toMatchObject({ problem: "file-many" });
  }, 180_000);

  it("[UP5] a day's bytes are limited: before a file begins and while it comes, withdrawn ones too", async () => {
    const world = await uploadWorld();
    await sentBefore(world, dayBytes() - chunkBytes - 10);
    await expect(begin(world, chunkBytes + 11)).rejects.toMatchObject({
      code: "limit",
      problem: "file-day",
      message: expect.stringContaining("40 GB is the most that can be sent within 24 hours") as string,
    });
    const { fileId } = await begin(world, chunkBytes + 10);
    const other = await begin(world, 100);
    const piece = randomBytes(chunkBytes);
    const send = (id: string, offset: number, bytes: Buffer) =>
      receiveChunk(world.client, id, { offset, checksum: sha256(bytes) }, [bytes], world.store);
    expect(await send(fileId, 0, piece)).toMatchObject({ kept: true });
    await expect(send(other.fileId, 0, piece.subarray(0, 100))).rejects.toMatchObject({
      problem: "file-day",
    });
    expect(await send(fileId, chunkBytes, piece.subarray(0, 10))).toMatchObject({ kept: true });
    await expect(give(world, Buffer.from("x"))).rejects.toMatchObject({ problem: "file-day" });
    const colleague = await newContact(world, true);
    expect((await begin(world, 100, colleague.client)).offset).toBe(0);
  });

  it("[UP5] a plain form, which says no length, is stopped at the day's limit", async () => {
    const world = await uploadWorld();
    await sentBefore(world, dayBytes() - chunkBytes - 10);
    await expect(give(world, randomBytes(chunkBytes + 11))).rejects.toMatchObject({ problem: "file-day" });
    expect((await fileRows(world.firmId)).filter((row) => row.state === "received")).toEqual([]);
  });

  it("[UP5] the limit is over after 24 hours", async () => {
    const world = await uploadWorld();
    await sentBefore(world, dayBytes(), 25);
    expect((await give(world, Buffer.from("x"))).bytes).toBe(1);
  });

  it("[UP5] an upload that begins again leaves no bytes behind, and what it sent stays counted", async () => {
    const world = await uploadWorld();
    const uploadKey = randomUUID();
    async function* cut() {
      yield randomBytes(chunkBytes + 1);
      await Promise.resolve();
      yield randomBytes(chunkBytes);
      throw new Error("aborted");
    }
    const given = { taskId: world.taskId, uploadKey, name: "a.bin" };
    const places = new Set<string>();
    for (let i = 0; i < 3; i += 1) {
      await expect(receiveWhole(world.client, given, cut(), world.store)).rejects.toThrow();
      for (const row of await fileRows(world.firmId)) places.add(row.storageKey);
    }
    const there = await world.store.unfinished(world.firmId, new Date(Date.now() + 60_000));
    expect([places.size, there.length]).toEqual([3, 1]);
    expect(await spent(world)).toBe(6 * chunkBytes);
    const done = await give(world, Buffer.from("whole"), uploadKey);
    expect(await spent(world)).toBe(6 * chunkBytes + 5);
    expect(
      (await fileRows(world.firmId)).filter((row) => row.state !== "withdrawn").map((row) => row.id),
    ).toEqual([done.fileId]);
  });
});
