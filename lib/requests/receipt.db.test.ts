import { randomUUID } from "node:crypto";
import { and, asc, eq, sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { messages } from "@/db/schema/messages";
import { openText } from "@/lib/crypto";
import { receiveWhole } from "@/lib/files/receive-whole";
import { deleteContact } from "@/lib/contacts/delete-contact";
import { cancelReason } from "@/lib/messages/still-wanted";
import { answerTask } from "@/lib/tasks/answer-task";
import { completeTask, untickTask } from "@/lib/tasks/complete-task";
import { testDatabase } from "@/test/db";
import { whole } from "@/test/factories/every-kind";
import { asked, testFirm, type TestFirm } from "@/test/factories/firm";
import { pageAfter, savedTask } from "./after-answer";
import { createRequest } from "./edit-draft";
import { requestPage } from "./queries";
import { sendRequest } from "./send-request";

beforeAll(testDatabase);

const receiptsOf = (f: TestFirm) =>
  withFirm(f, (tx) =>
    tx
      .select()
      .from(messages)
      .where(and(eq(messages.firmId, f.firmId), eq(messages.kind, "receipt")))
      .orderBy(asc(messages.createdAt)),
  );

const textOf = ({ id, firmId, sealed }: Awaited<ReturnType<typeof receiptsOf>>[number]) =>
  JSON.parse(openText(sealed ?? "", { table: "messages", column: "sealed", firmId, rowId: id })) as {
    subject: string;
    text: string;
  };

async function finish(f: TestFirm): Promise<void> {
  await completeTask(f.contact, f.tasks.tick);
  const given = { taskId: f.tasks.upload, uploadKey: randomUUID(), name: "July.txt" };
  await receiveWhole(f.contact, given, whole(Buffer.from("July")));
  await completeTask(f.contact, f.tasks.upload);
  await answerTask(f.contact, f.tasks.answer, "The new counter.");
}

test("[P1] what finishes a request is receipted by mail once: names, when, reference, what happens next, no link that opens", async () => {
  const f = await testFirm();
  await completeTask(f.contact, f.tasks.tick);
  expect(await receiptsOf(f)).toHaveLength(0);
  await finish(f);
  const [mail, another] = await receiptsOf(f);
  expect(another).toBeUndefined();
  expect(mail).toMatchObject({ toAddress: f.contactEmail, contactId: f.contact.contactId, linkId: null });
  // it waits, so that what is taken back at once is never receipted
  expect((mail?.nextAt.getTime() ?? 0) - (mail?.createdAt.getTime() ?? 0)).toBe(120_000);
  const { subject, text } = mail ? textOf(mail) : { subject: "", text: "" };
  expect(subject).toMatch(/^Received: /);
  expect(text).toContain("1 file: July.txt");
  expect(text).toMatch(/Reference: [A-Z]+-\d{4}-[0-9A-Z]{6}/);
  expect(text).toContain("What happens next");
  expect(text).not.toContain("The new counter.");
  expect(text).not.toContain("/m/");
});

test("[P1] what is taken back before it goes out gets no receipt, and done again within the hour one in all", async () => {
  const f = await testFirm();
  await finish(f);
  const [first] = await receiptsOf(f);
  const stillWanted = (id = "") => withFirm(f, (tx) => cancelReason(tx, f.firmId, id));
  expect(await stillWanted(first?.id)).toBeUndefined();
  await untickTask(f.contact, f.tasks.tick);
  expect(await stillWanted(first?.id)).toMatch(/taken back/);
  await completeTask(f.contact, f.tasks.tick);
  const [old, fresh, third] = await receiptsOf(f);
  expect([old?.state, fresh?.state, third]).toEqual(["cancelled", "pending", undefined]);
  // gone out: the next hour wants no other
  await withFirm(f, (tx) =>
    tx
      .update(messages)
      .set({ state: "sent", sealed: null })
      .where(eq(messages.id, fresh?.id ?? "")),
  );
  await untickTask(f.contact, f.tasks.tick);
  await completeTask(f.contact, f.tasks.tick);
  expect(await receiptsOf(f)).toHaveLength(2);
  await withFirm(f, (tx) =>
    tx
      .update(messages)
      .set({ createdAt: sql`now() - interval '61 minutes'` })
      .where(eq(messages.id, fresh?.id ?? "")),
  );
  await untickTask(f.contact, f.tasks.tick);
  await completeTask(f.contact, f.tasks.tick);
  expect(await receiptsOf(f)).toHaveLength(3);
});

test("[P1] a receipt goes to whoever gave a part of it and has nothing left, and to nobody who is deleted", async () => {
  const f = await testFirm();
  const requestId = await createRequest(f.staff, {
    workItemId: f.workItemId,
    title: "For two",
    needsReview: true,
    recipientIds: [f.contact.contactId, f.other.contactId],
    tasks: [asked("tick", "One"), asked("tick", "Each", { allMust: true })],
  });
  await sendRequest(f.staff, requestId, 0);
  const [one = "", each = ""] = (await requestPage(f.staff, requestId))?.tasks.map(({ id }) => id) ?? [];
  await completeTask(f.other, each);
  expect(await receiptsOf(f)).toHaveLength(0);
  await completeTask(f.contact, one);
  // the other's own part was there already: this finished it
  expect((await receiptsOf(f)).map((mail) => mail.toAddress)).toEqual([f.otherEmail]);
  await deleteContact(f.staff, f.other.contactId);
  await completeTask(f.contact, each);
  expect((await receiptsOf(f)).map((mail) => mail.toAddress)).toEqual([f.otherEmail, f.contactEmail]);
});

test("[P1] after an answer comes home, then the one thing left, then the finished request", async () => {
  const f = await testFirm();
  await completeTask(f.contact, f.tasks.tick);
  expect(await pageAfter(f.contact, f.tasks.tick)).toBe(
    `/?done=${f.tasks.tick}&as=${f.contact.contactId}#said`,
  );
  await answerTask(f.contact, f.tasks.answer, "Yes.");
  expect(await pageAfter(f.contact, f.tasks.answer)).toBe(
    `/tasks/${f.tasks.upload}?done=${f.tasks.answer}#said`,
  );
  expect(await savedTask(f.contact, f.tasks.answer)).toMatchObject({ state: "done", done: 2, total: 3 });
  await finish(f);
  expect(await pageAfter(f.contact, f.tasks.upload)).toBe(
    `/requests/${f.requestId}?done=${f.tasks.upload}#said`,
  );
});
