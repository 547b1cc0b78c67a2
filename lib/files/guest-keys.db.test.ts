import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { files } from "@/db/schema/conversation";
import { testDatabase } from "@/test/db";
import { testFirm } from "@/test/factories/firm";
import { testGuest } from "@/test/factories/guest";
import { beginUpload } from "./begin-upload";
import { receiveWhole } from "./receive-whole";

beforeAll(testDatabase);

async function* bytesOf(text: string) {
  await Promise.resolve();
  yield Buffer.from(text);
}

test("[A18] an upload's key is nothing to anybody else: a guest begins its own file and leaves the contact's as it is", async () => {
  const f = await testFirm();
  const { guest } = await testGuest(f.contact, f.tasks.upload, "banker@bank.example");
  const given = { taskId: f.tasks.upload, uploadKey: randomUUID(), name: "july.txt" };
  const begun = await beginUpload(f.contact, { ...given, size: 9 });
  const rowOf = async () =>
    (await withFirm(f, (tx) => tx.select().from(files).where(eq(files.id, begun.fileId))))[0];
  const before = await rowOf();
  const sent = await receiveWhole(guest, given, bytesOf("the guest's"));
  expect(sent.fileId).not.toBe(begun.fileId);
  expect(await rowOf()).toEqual(before);
  // and begun twice by one of them it is still one file
  expect(await beginUpload(f.contact, { ...given, size: 9 })).toMatchObject({ fileId: begun.fileId });
  expect((await receiveWhole(guest, given, bytesOf("the guest's"))).fileId).toBe(sent.fileId);
  const key = randomUUID();
  await Promise.allSettled([1, 2, 3].map(() => beginUpload(guest, { ...given, uploadKey: key, size: 5 })));
  expect(await withFirm(f, (tx) => tx.$count(files, eq(files.uploadKey, key)))).toBe(1);
});
