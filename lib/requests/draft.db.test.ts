import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { receiveWhole } from "@/lib/files/receive-whole";
import { removeDocument } from "@/lib/files/remove-document";
import { testDatabase } from "@/test/db";
import { asked, testFirm } from "@/test/factories/firm";
import { createRequest, saveRequest } from "./edit-draft";
import { addTask, editTask, removeTask } from "./edit-tasks";
import { letterPreviews, requestPreview } from "./preview";
import { requestPage } from "./queries";
import { sendRequest } from "./send-request";

beforeAll(testDatabase);

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  yield Buffer.from(text);
}

const attach = (f: Awaited<ReturnType<typeof testFirm>>, taskId: string) =>
  receiveWhole(
    f.staff,
    { taskId, purpose: "reading", uploadKey: randomUUID(), name: "draft.txt" },
    bytesOf("draft"),
  );

test("[W12] saving what says the same changes no version, and an old version is told what changed", async () => {
  const f = await testFirm();
  const id = await createRequest(f.staff, { workItemId: f.workItemId, title: "Records" });
  const before = await requestPage(f.staff, id);
  await saveRequest(f.staff, id, { title: "Records", note: "" }, before?.version);
  expect((await requestPage(f.staff, id))?.version).toBe(before?.version);
  await saveRequest(f.staff, id, { title: "Newer", needsReview: true }, before?.version);
  await expect(
    saveRequest(f.staff, id, { title: "Older", needsReview: false }, before?.version),
  ).rejects.toMatchObject({
    code: "conflict",
    fields: { title: expect.stringContaining("Newer") as string },
  });
  const taskId = await addTask(
    f.staff,
    id,
    asked("choice", "Which?", { details: { options: [{ label: "A" }] } }),
  );
  const edit = (label: string, seen: number) =>
    editTask(f.staff, id, taskId, asked("choice", "Which?", { details: { options: [{ label }] } }), seen);
  const seen = (await requestPage(f.staff, id))?.tasks[0]?.version ?? -1;
  await edit("B", seen);
  await expect(edit("C", seen)).rejects.toMatchObject({
    code: "conflict",
    fields: { options: expect.stringContaining("B") as string },
  });
});

test("[P3] an approval is sent with its document only; one taken from a draft leaves no trace there", async () => {
  const f = await testFirm();
  const id = await createRequest(f.staff, { workItemId: f.workItemId, title: "Accounts" });
  const taskId = await addTask(f.staff, id, asked("approval", "Approve the accounts"));
  const { fileId } = await attach(f, taskId);
  await expect(removeTask(f.staff, id, taskId)).rejects.toMatchObject({ code: "conflict" });
  await removeDocument(f.staff, taskId, fileId);
  await expect(sendRequest(f.staff, id, 0)).rejects.toMatchObject({
    message: expect.stringContaining("Attach the document that is to be approved first") as string,
  });
  await attach(f, taskId);
  await sendRequest(f.staff, id, 0);
  expect((await requestPage(f.staff, id))?.status).toBe("sent");
});

test("[W3] the preview of a recipient has that recipient's tasks only, before and after sending, and nobody else's", async () => {
  const f = await testFirm();
  const id = await createRequest(f.staff, {
    workItemId: f.workItemId,
    title: "Records",
    recipientIds: [f.contact.contactId],
  });
  await addTask(f.staff, id, asked("tick", "For everybody"));
  await addTask(f.staff, id, asked("tick", "For one", { recipientIds: [f.contact.contactId] }));
  const seenBy = async (contactId: string | undefined) =>
    (await requestPreview(f.staff, id, contactId))?.tasks.map(({ title, state }) => [title, state]);
  const theirs = [
    ["For everybody", "open"],
    ["For one", "open"],
  ];
  expect(await seenBy(f.contact.contactId)).toEqual(theirs);
  expect(await seenBy(undefined)).toEqual([["For everybody", "open"]]);
  // no recipient, so there is nothing that they would see
  expect(await seenBy(f.other.contactId)).toBeUndefined();
  await sendRequest(f.staff, id, 0);
  expect(await seenBy(f.contact.contactId)).toEqual(theirs);
  const [mail] = await letterPreviews(f.staff, f.firm, id);
  expect(mail?.to).toBe(f.contactEmail);
  expect(mail?.letter.subject).toMatch(/^Records: 2 things needed/);
  expect(mail?.from).toMatch(/^"Ana Hill \(.+\)" <.+@.+>$/);
});

test("[W3] the letter of a recipient lists that recipient's tasks only", async () => {
  const f = await testFirm();
  const id = await createRequest(f.staff, {
    workItemId: f.workItemId,
    title: "Records",
    recipientIds: [f.contact.contactId, f.other.contactId],
  });
  await addTask(f.staff, id, asked("tick", "For everybody"));
  await addTask(f.staff, id, asked("tick", "For one", { recipientIds: [f.contact.contactId] }));
  await addTask(f.staff, id, asked("tick", "For another", { recipientIds: [f.other.contactId] }));
  const text = (await letterPreviews(f.staff, f.firm, id))[0]?.letter.text ?? "";
  expect(text).toContain("For everybody");
  expect(text.includes("For one")).not.toBe(text.includes("For another"));
});
