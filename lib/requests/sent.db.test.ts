import { randomUUID } from "node:crypto";
import { and, desc, eq, sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { messages } from "@/db/schema/messages";
import { addClientComment } from "@/lib/comments/add-comment";
import { sendNotices } from "@/lib/comments/send-notices";
import { contactTimeline } from "@/lib/contacts/timeline";
import { openText } from "@/lib/crypto";
import { cancelReason } from "@/lib/messages/still-wanted";
import { completeTask, untickTask } from "@/lib/tasks/complete-task";
import { taskPage } from "@/lib/tasks/queries";
import { completeWorkItem } from "@/lib/work-items/complete-work-item";
import { createWorkItem } from "@/lib/work-items/create-work-item";
import { testDatabase } from "@/test/db";
import { asked, testContact, testDevice, testFirm, type TestFirm } from "@/test/factories/firm";
import { askAgain } from "./ask-again";
import { copyRequest } from "./copy-request";
import { createRequest, saveRequest } from "./edit-draft";
import { editTask } from "./edit-tasks";
import { earlierWordsOf } from "./earlier-words";
import { letterPreviews, requestPreview } from "./preview";
import { openRequest, openTaskCount, requestPage } from "./queries";
import { sendRequest } from "./send-request";
import { takeOutTask } from "./take-out-task";

beforeAll(testDatabase);

/** A request to both contacts that was sent; its tasks' ids in their order. */
async function sentTo(
  f: TestFirm,
  tasks = [asked("tick", "Check the names"), asked("answer", "Which bank?")],
) {
  const requestId = await createRequest(f.staff, {
    workItemId: f.workItemId,
    title: "Records",
    note: "Take your time.",
    recipientIds: [f.contact.contactId, f.other.contactId],
    tasks,
  });
  await sendRequest(f.staff, requestId, 0);
  const taskIds = (await requestPage(f.staff, requestId))?.tasks.map(({ id }) => id) ?? [];
  return { requestId, first: taskIds[0] ?? "", second: taskIds[1] ?? "" };
}

const mailsOf = (f: TestFirm, requestId: string) =>
  withFirm(f, (tx) =>
    tx
      .select({ id: messages.id, contactId: messages.contactId })
      .from(messages)
      .where(
        and(eq(messages.firmId, f.firmId), eq(messages.requestId, requestId), eq(messages.kind, "request")),
      )
      .orderBy(desc(messages.createdAt)),
  );

/** The letter that gathers what changed, as one contact gets it. */
async function noticeTo(f: TestFirm, contactId: string): Promise<string> {
  await withFirm(f, (tx) => tx.execute(sql`update client_notices set due_at = now()`));
  await sendNotices(f.firmId);
  const [mail] = await withFirm(f, (tx) =>
    tx
      .select({ id: messages.id, sealed: messages.sealed })
      .from(messages)
      .where(
        and(
          eq(messages.firmId, f.firmId),
          eq(messages.contactId, contactId),
          eq(messages.kind, "client_notice"),
        ),
      )
      .orderBy(desc(messages.createdAt))
      .limit(1),
  );
  const place = { table: "messages", column: "sealed", firmId: f.firmId, rowId: mail?.id ?? "" };
  return (JSON.parse(openText(mail?.sealed ?? "", place)) as { text: string }).text;
}

const acts = async (f: TestFirm, contactId: string) =>
  (await contactTimeline(f.staff, contactId, undefined)).rows.flatMap((row) =>
    row.kind === "act" ? [row.act] : [],
  );

test("[W4] title, note and due day of a sent request change: recipients see it changed, and the earlier words are kept", async () => {
  const f = await testFirm();
  const { requestId } = await sentTo(f);
  expect((await openRequest(f.contact, requestId))?.rewordedAt).toBeNull();
  await saveRequest(f.staff, requestId, { needsReview: true });
  expect((await openRequest(f.contact, requestId))?.rewordedAt).toBeNull();
  await saveRequest(f.staff, requestId, { title: "Records for 2026", note: "", dueOn: "2027-01-31" });
  const seen = await openRequest(f.contact, requestId);
  expect(seen).toMatchObject({ title: "Records for 2026", note: "" });
  expect(seen?.rewordedAt).toBeInstanceOf(Date);
  expect(await earlierWordsOf(f.staff, requestId)).toMatchObject([
    { taskId: null, title: "Records", body: "Take your time." },
  ]);
  const letter = await noticeTo(f, f.contact.contactId);
  expect(letter).toContain("Records for 2026\n   Changed");
  expect(await acts(f, f.contact.contactId)).toEqual(["request.reworded"]);
});

test("[W4] a sent task's words change while nobody has answered it, never its kind", async () => {
  const f = await testFirm();
  const { requestId, first, second } = await sentTo(f);
  await editTask(f.staff, requestId, second, asked("answer", "Which bank do you use now?"));
  expect(await taskPage(f.contact, second)).toMatchObject({ title: "Which bank do you use now?" });
  expect((await taskPage(f.contact, second))?.rewordedAt).toBeInstanceOf(Date);
  expect((await earlierWordsOf(f.staff, requestId)).map(({ title }) => title)).toEqual(["Which bank?"]);
  expect(await noticeTo(f, f.other.contactId)).toContain("Which bank do you use now?\n   Changed");
  await expect(editTask(f.staff, requestId, second, asked("tick", "Which bank?"))).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("kind") as string,
  });
  await completeTask(f.contact, first);
  await expect(editTask(f.staff, requestId, first, asked("tick", "Other names"))).rejects.toMatchObject({
    message: expect.stringContaining("answered") as string,
  });
  expect((await taskPage(f.contact, first))?.title).toBe("Check the names");
});

test("[W4] words stay beside one recipient's part of a task that each must answer", async () => {
  const f = await testFirm();
  const { requestId, first } = await sentTo(f, [asked("tick", "Read the letter", { allMust: true })]);
  await completeTask(f.contact, first);
  const other = asked("tick", "Read the other letter", { allMust: true });
  await expect(editTask(f.staff, requestId, first, other)).rejects.toMatchObject({ code: "conflict" });
  await expect(takeOutTask(f.staff, requestId, first)).rejects.toMatchObject({ code: "conflict" });
});

test("[W4] an unanswered task is taken out: it counts as done, nobody can answer it, comments go on, and it can be asked again", async () => {
  const f = await testFirm();
  const { requestId, first, second } = await sentTo(f, [
    asked("tick", "Each of you", { allMust: true }),
    asked("answer", "Which bank?"),
  ]);
  const before = await openTaskCount(f.contact);
  await addClientComment(f.contact, { taskId: first, formKey: randomUUID(), body: "Is this needed?" });
  await takeOutTask(f.staff, requestId, first);
  await takeOutTask(f.staff, requestId, first);
  expect(await openTaskCount(f.contact)).toBe(before - 1);
  expect(await taskPage(f.contact, first)).toMatchObject({ state: "done" });
  expect((await taskPage(f.contact, first))?.thread.map(({ body }) => body)).toEqual(["Is this needed?"]);
  const no = { code: "conflict", message: expect.stringContaining("no longer needs") as string };
  await expect(completeTask(f.contact, first)).rejects.toMatchObject(no);
  await expect(untickTask(f.other, first)).rejects.toMatchObject(no);
  await addClientComment(f.contact, { taskId: first, formKey: randomUUID(), body: "Thank you." });
  expect(await noticeTo(f, f.contact.contactId)).toContain("Each of you\n   No longer needed");
  await askAgain(f.staff, requestId, first);
  expect(await taskPage(f.contact, first)).toMatchObject({ state: "open", takenOutAt: null });
  expect(await noticeTo(f, f.contact.contactId)).toContain("Each of you\n   Needed again");
  await completeTask(f.contact, first);
  await completeTask(f.other, first);
  await expect(takeOutTask(f.staff, requestId, first)).rejects.toMatchObject({ code: "conflict" });
  expect(await acts(f, f.other.contactId)).toEqual(["task.completed", "task.asked_again", "task.taken_out"]);
  await completeWorkItem(f.staff, f.workItemId, await openCountOfWork(f));
  await expect(takeOutTask(f.staff, requestId, second)).rejects.toMatchObject({
    message: expect.stringContaining("completed") as string,
  });
});

const openCountOfWork = (f: TestFirm) =>
  withFirm(f, async (tx) => {
    const [row] = await tx.execute<{ n: number }>(sql`select count(*)::int as n from tasks t
      join requests r on r.firm_id = t.firm_id and r.id = t.request_id and r.status = 'sent' and r.work_item_id = ${f.workItemId}
      where t.firm_id = ${f.firmId} and t.state = 'open'`);
    return row?.n ?? 0;
  });

test("[W4] who is added to a sent request is mailed once; who gave nothing can be taken out, and sees it no longer", async () => {
  const f = await testFirm();
  const { requestId, first } = await sentTo(f);
  const third = await testContact(f.staff, f.clientId);
  const thirdIn = await testDevice(f.firmId, third.contactId);
  const people = [f.contact.contactId, f.other.contactId];
  const edit = (recipientIds: string[]) =>
    saveRequest(f.staff, requestId, { recipientIds }, undefined, { mailAdded: true });
  await edit([...people, third.contactId]);
  const mails = await mailsOf(f, requestId);
  expect(mails.filter(({ contactId }) => contactId === third.contactId)).toHaveLength(1);
  expect(mails).toHaveLength(3);
  await completeTask(f.contact, first);
  await expect(edit([f.other.contactId])).rejects.toMatchObject({
    code: "conflict",
    fields: { recipient_ids: expect.stringContaining("stays a recipient") as string },
  });
  await expect(edit([])).rejects.toMatchObject({ code: "invalid" });
  await edit([f.contact.contactId, f.other.contactId]);
  expect(await openRequest(thirdIn, requestId)).toBeUndefined();
  const [toThird] = mails.filter(({ contactId }) => contactId === third.contactId);
  expect(await withFirm(f, (tx) => cancelReason(tx, f.firmId, toThird?.id ?? ""))).toBe(
    "They were taken out of the request before it was sent.",
  );
  expect(await acts(f, third.contactId)).toEqual(["request.recipient_removed", "request.recipient_added"]);
});

test("[W4] a task that each must answer waits for who was added, and for nobody who was taken out", async () => {
  const f = await testFirm();
  const { requestId, first } = await sentTo(f, [asked("tick", "Each of you", { allMust: true })]);
  const stateNow = async () => (await requestPage(f.staff, requestId))?.tasks[0]?.state;
  await completeTask(f.contact, first);
  expect(await stateNow()).toBe("open");
  await saveRequest(f.staff, requestId, { recipientIds: [f.contact.contactId] });
  expect(await stateNow()).toBe("done");
  await saveRequest(f.staff, requestId, { recipientIds: [f.contact.contactId, f.other.contactId] });
  expect(await stateNow()).toBe("open");
});

test("[W4] a request is copied into other work of the client: words, tasks and recipients, and no answer", async () => {
  const f = await testFirm();
  const { requestId, first, second } = await sentTo(f, [
    asked("tick", "For all"),
    asked("answer", "Taken out"),
    asked("tick", "For one", { recipientIds: [f.other.contactId] }),
  ]);
  await completeTask(f.contact, first);
  await takeOutTask(f.staff, requestId, second);
  const next = await createWorkItem(f.staff, {
    clientId: f.clientId,
    title: "Next year",
    startsOn: null,
    dueOn: "2027-05-31",
  });
  const made = await copyRequest(f.staff, requestId, next);
  expect(made.leftOut).toBe(0);
  const copy = await requestPage(f.staff, made.requestId);
  expect(copy).toMatchObject({
    status: "draft",
    title: "Records",
    note: "Take your time.",
    dueOn: "2027-05-31",
  });
  expect(copy?.tasks.map(({ title, state, recipientIds }) => [title, state, recipientIds])).toEqual([
    ["For all", "open", []],
    ["For one", "open", [f.other.contactId]],
  ]);
  expect(copy?.people.filter(({ chosen }) => chosen)).toHaveLength(2);
  await completeWorkItem(f.staff, next, 0);
  await expect(copyRequest(f.staff, requestId, next)).rejects.toMatchObject({ code: "conflict" });
});

test("[W4] what was taken out is asked in no later mail and previewed for nobody", async () => {
  const f = await testFirm();
  const { requestId, first } = await sentTo(f, [
    asked("tick", "Each of you", { allMust: true }),
    asked("answer", "Which bank?"),
  ]);
  await takeOutTask(f.staff, requestId, first);
  const [preview] = await letterPreviews(f.staff, f.firm, requestId);
  expect(preview?.letter.text).toContain("Which bank?");
  expect(preview?.letter.text).not.toContain("Each of you");
  const pages = await requestPreview(f.staff, requestId, f.contact.contactId);
  expect(pages?.tasks.map(({ title }) => title)).toEqual(["Which bank?"]);
});

test("[W12] the editor of a draft that a colleague sent meanwhile changes nothing of what was sent", async () => {
  const f = await testFirm();
  const { requestId } = await sentTo(f);
  const typed = { title: "Other words", recipientIds: [f.contact.contactId] };
  await expect(saveRequest(f.staff, requestId, typed, undefined, { draftOnly: true })).rejects.toMatchObject({
    message: expect.stringContaining("sent meanwhile") as string,
  });
  expect((await openRequest(f.other, requestId))?.title).toBe("Records");
});

test("[W4] a sent task that somebody has written on stays theirs when it is narrowed to others", async () => {
  const f = await testFirm();
  const { requestId, second } = await sentTo(f);
  await addClientComment(f.contact, { taskId: second, formKey: randomUUID(), body: "The old one?" });
  const only = (id: string) => asked("answer", "Which bank?", { recipientIds: [id] });
  await expect(editTask(f.staff, requestId, second, only(f.other.contactId))).rejects.toMatchObject({
    message: expect.stringContaining("stays a recipient") as string,
  });
  await editTask(f.staff, requestId, second, only(f.contact.contactId));
  expect(await taskPage(f.other, second)).toBeUndefined();
});
