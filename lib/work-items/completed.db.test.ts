import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase } from "@/db/client";
import type { ContactActor } from "@/lib/access/actor";
import { addClientComment } from "@/lib/comments/add-comment";
import { readOwn } from "@/lib/files/read-file";
import { receiveWhole } from "@/lib/files/receive-whole";
import { createRequest } from "@/lib/requests/edit-draft";
import { addTask } from "@/lib/requests/edit-tasks";
import { sendRequest } from "@/lib/requests/send-request";
import { completeTask, untickTask } from "@/lib/tasks/complete-task";
import { asLogin } from "@/test/actors";
import { asked, testFirm, type TestFirm } from "@/test/factories/firm";
import { completedList, completedRecord } from "./completed";
import { completeWorkItem } from "./complete-work-item";

let f: TestFirm;
let me: ContactActor;
let fileId: string;
let theirs: string;
let shared: string;

const inByLogin = ({ firmId, contact: { contactId, browserId } }: TestFirm) =>
  asLogin(firmId, { contactId, browserId, loginSessionId: randomUUID() });

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  yield Buffer.from(text);
}

const upload = async (contact: ContactActor, words: string) =>
  (
    await receiveWhole(
      contact,
      { taskId: shared, uploadKey: randomUUID(), name: `${words}.txt` },
      bytesOf(words),
    )
  ).fileId;

const textOf = async (contact: ContactActor, id: string) => {
  const pieces: Buffer[] = [];
  for await (const piece of (await readOwn(contact, id)).bytes) pieces.push(piece);
  return Buffer.concat(pieces).toString();
};

const missing = expect.objectContaining({ code: "missing" }) as unknown;

beforeAll(async () => {
  f = await testFirm();
  me = inByLogin(f);
  const both = await createRequest(f.staff, {
    workItemId: f.workItemId,
    title: "For both",
    recipientIds: [f.contact.contactId, f.other.contactId],
  });
  shared = await addTask(f.staff, both, asked("upload", "Send your statements"));
  await addTask(
    f.staff,
    both,
    asked("answer", "Only for the other one", { recipientIds: [f.other.contactId] }),
  );
  await sendRequest(f.staff, both, 0);
  fileId = await upload(f.contact, "my statement");
  theirs = await upload(f.other, "their statement");
  await completeTask(f.contact, f.tasks.tick);
  await addClientComment(f.contact, { taskId: f.tasks.tick, formKey: randomUUID(), body: "All there." });
});
afterAll(closeDatabase);

test("[P8] somebody logged in downloads what they sent, while the work is open; a device and others do not", async () => {
  expect(await textOf(me, fileId)).toBe("my statement");
  await expect(readOwn(me, theirs)).rejects.toEqual(missing);
  await expect(readOwn(f.contact, fileId)).rejects.toEqual(missing);
  const stranger = await testFirm();
  const elsewhere = inByLogin(stranger);
  await expect(readOwn(elsewhere, fileId)).rejects.toEqual(missing);
  expect(await completedList(me)).toEqual([]);
  expect(await completedRecord(me, f.workItemId)).toBeUndefined();
});

test("[P7] completed work is read and downloaded by a login, shut to a device, and changed by neither", async () => {
  await completeWorkItem(f.staff, f.workItemId, 4);
  expect(await completedList(me)).toMatchObject([{ id: f.workItemId }]);
  const work = await completedRecord(me, f.workItemId);
  expect(work?.tasks.map(({ title }) => title)).not.toContain("Only for the other one");
  const ticked = work?.tasks.find(({ id }) => id === f.tasks.tick);
  expect(ticked).toMatchObject({ state: "done", thread: [{ body: "All there." }] });
  const sent = work?.tasks.find(({ id }) => id === shared);
  expect(sent?.files.map(({ id }) => id)).toEqual([fileId]);
  expect(await textOf(me, fileId)).toBe("my statement");
  await expect(readOwn(me, theirs)).rejects.toEqual(missing);

  expect(await completedList(f.contact)).toEqual([]);
  expect(await completedRecord(f.contact, f.workItemId)).toBeUndefined();
  await expect(untickTask(me, f.tasks.tick)).rejects.toEqual(missing);
  await expect(completeTask(me, shared)).rejects.toEqual(missing);
  await expect(
    addClientComment(me, { taskId: f.tasks.tick, formKey: randomUUID(), body: "Wait!" }),
  ).rejects.toEqual(missing);
  await expect(upload(me, "late")).rejects.toEqual(missing);
});
