import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { addDays, dayIn } from "@/lib/clock";
import { readAttached } from "@/lib/files/read-file";
import { receiveWhole } from "@/lib/files/receive-whole";
import { createRequest, saveRequest, withdrawRequest } from "@/lib/requests/edit-draft";
import { addTask, duplicateTask, editTask, orderTasks } from "@/lib/requests/edit-tasks";
import { openTaskCount, requestPage } from "@/lib/requests/queries";
import { sendRequest } from "@/lib/requests/send-request";
import { workItemPage } from "@/lib/work-items/queries";
import { testDatabase } from "@/test/db";
import { asked, testFirm, type TestFirm } from "@/test/factories/firm";
import { answerHonestly, promiseTask } from "./answer-honestly";
import { answerTask, chooseAnswer, decideApproval, explainTransaction } from "./answer-task";
import { completeTask, untickTask } from "./complete-task";
import type { TaskAsked } from "./kinds";
import { taskPage } from "./queries";
import { acceptTask, sendBackTask } from "./review-task";

beforeAll(testDatabase);

/** A sent request to both contacts of a firm with these tasks; the ids in their order. */
async function sent(f: TestFirm, tasks: TaskAsked[], needsReview = false): Promise<string[]> {
  const requestId = await createRequest(f.staff, {
    workItemId: f.workItemId,
    title: "Questions",
    needsReview,
    recipientIds: [f.contact.contactId, f.other.contactId],
    tasks,
  });
  const list = (await requestPage(f.staff, requestId))?.tasks ?? [];
  for (const { id, kind } of list) if (kind === "approval") await attach(f, id);
  await sendRequest(f.staff, requestId, 0);
  return list.map((task) => task.id);
}

async function* bytesOf(text: string) {
  await Promise.resolve();
  yield Buffer.from(text);
}

const attach = (f: TestFirm, taskId: string) =>
  receiveWhole(
    f.staff,
    { taskId, purpose: "reading", uploadKey: randomUUID(), name: "draft.txt" },
    bytesOf("the draft"),
  );

const stateFor = async (contact: TestFirm["contact"], taskId: string) =>
  (await taskPage(contact, taskId))?.state;
async function staffState(f: TestFirm, taskId: string) {
  const work = await workItemPage(f.staff, f.workItemId);
  return work?.requests.flatMap((request) => request.tasks).find((task) => task.id === taskId);
}

test("[P3] one recipient's answer serves all, unless all must: then each answers, and the last one makes it done", async () => {
  const f = await testFirm();
  const [one = "", all = ""] = await sent(f, [
    asked("tick", "Read it"),
    asked("tick", "Sign it", { allMust: true }),
  ]);
  await completeTask(f.contact, one);
  expect(await stateFor(f.other, one)).toBe("done");
  await completeTask(f.contact, all);
  expect([await stateFor(f.contact, all), await stateFor(f.other, all)]).toEqual(["done", "open"]);
  expect((await staffState(f, all))?.state).toBe("open");
  expect(await openTaskCount(f.other)).toBe(1);
  await completeTask(f.other, all);
  expect((await staffState(f, all))?.state).toBe("done");
  await untickTask(f.contact, all);
  expect([await stateFor(f.contact, all), await stateFor(f.other, all)]).toEqual(["open", "done"]);
  expect((await staffState(f, all))?.answers.map((answer) => answer.state).sort()).toEqual(["done", "open"]);
});

test("[P3] two recipients who answer a task that all must at once both count", async () => {
  const f = await testFirm();
  const [all = ""] = await sent(f, [asked("tick", "Sign it", { allMust: true })]);
  await Promise.all([completeTask(f.contact, all), completeTask(f.other, all)]);
  expect((await staffState(f, all))?.state).toBe("done");
});

test("[P3] a task for one recipient is not there for the other", async () => {
  const f = await testFirm();
  const [mine = ""] = await sent(f, [
    asked("answer", "Who signed?", { recipientIds: [f.contact.contactId] }),
  ]);
  expect(await stateFor(f.contact, mine)).toBe("open");
  expect(await taskPage(f.other, mine)).toBeUndefined();
  await expect(answerTask(f.other, mine, "Me")).rejects.toThrow(/no longer open/);
});

test("[P3] what is chosen was offered, and one only unless several may be", async () => {
  const f = await testFirm();
  const options = [{ label: "A" }, { label: "B" }];
  const [one = "", several = ""] = await sent(f, [
    asked("choice", "Choose one", { details: { options } }),
    asked("choice", "Choose some", { details: { options, several: true } }),
  ]);
  await expect(chooseAnswer(f.contact, one, [])).rejects.toThrow(/Choose an answer first/);
  await expect(chooseAnswer(f.contact, one, ["C"])).rejects.toThrow(/on the page/);
  await expect(chooseAnswer(f.contact, one, ["A", "B"])).rejects.toThrow(/one answer only/);
  await chooseAnswer(f.contact, one, ["B"]);
  await chooseAnswer(f.contact, several, ["A", "B"]);
  expect((await taskPage(f.contact, one))?.given).toEqual({ chosen: ["B"] });
  expect((await taskPage(f.contact, several))?.given).toEqual({ chosen: ["A", "B"] });
});

test("[P3] a decline needs a reason; ticking never approves", async () => {
  const f = await testFirm();
  const [approval = ""] = await sent(f, [asked("approval", "Approve the return")]);
  await expect(completeTask(f.contact, approval)).rejects.toThrow(/Read it first/);
  await expect(decideApproval(f.contact, approval, { approved: false, reason: "" })).rejects.toThrow(
    /why you decline/,
  );
  await decideApproval(f.contact, approval, { approved: true, reason: "" });
  expect(await taskPage(f.contact, approval)).toMatchObject({ state: "done", given: { approved: true } });
});

test("[P3] a payment is explained as far as the firm asks; “I'm not sure” is always an answer", async () => {
  const f = await testFirm();
  const bank = { date: "2026-10-14", payee: "Parkes", amountMinor: -100, currency: "GBP", account: "4417" };
  const details = { transaction: bank, categories: ["Tools"], explanation: true };
  const [payment = ""] = await sent(f, [asked("transaction", "What was it?", { details })]);
  const explain = (category: string | undefined, answer: string) =>
    explainTransaction(f.contact, payment, { category, answer });
  await expect(explain(undefined, "A saw")).rejects.toThrow(/Choose what it was for/);
  await expect(explain("Fuel", "A saw")).rejects.toThrow(/on the page/);
  await expect(explain("Tools", "")).rejects.toThrow(/Write what it was for/);
  await explain("I'm not sure, ask me", "");
  await explain("Tools", "A saw");
  expect(await taskPage(f.contact, payment)).toMatchObject({ given: { category: "Tools" }, answer: "A saw" });
});

test("[P3] an honest answer finishes a task of any kind; a promise leaves it open, within the firm's days", async () => {
  const f = await testFirm();
  const { upload } = f.tasks;
  const today = dayIn(new Date(), f.firm.timeZone);
  await expect(promiseTask(f.contact, upload, addDays(today, -1))).rejects.toThrow(/is over/);
  await expect(promiseTask(f.contact, upload, addDays(today, 31))).rejects.toThrow(/within the next 30 days/);
  await promiseTask(f.contact, upload, addDays(today, 30));
  expect(await taskPage(f.contact, upload)).toMatchObject({
    state: "open",
    answerKind: "promised",
    promisedOn: addDays(today, 30),
  });
  await answerHonestly(f.contact, upload, "dont_have", "The bank closed");
  expect(await taskPage(f.contact, upload)).toMatchObject({
    state: "done",
    answerKind: "dont_have",
    reason: "The bank closed",
    promisedOn: null,
  });
});

test("[W6] where the request asks for it an answer waits for the firm, is accepted, or goes back with a reason", async () => {
  const f = await testFirm();
  const [one = "", all = ""] = await sent(
    f,
    [asked("answer", "Who signed?"), asked("answer", "Your name?", { allMust: true })],
    true,
  );
  await answerTask(f.contact, one, "Jonah");
  expect(await stateFor(f.contact, one)).toBe("with_firm");
  await acceptTask(f.staff, one);
  await acceptTask(f.staff, one);
  expect(await stateFor(f.contact, one)).toBe("done");
  await sendBackTask(f.staff, one, { reason: "Which Jonah?" });
  expect(await taskPage(f.contact, one)).toMatchObject({
    state: "open",
    answer: "Jonah",
    sentBackReason: "Which Jonah?",
  });
  await expect(sendBackTask(f.staff, one, { reason: "Again" })).rejects.toThrow(/has this already/);
  await answerTask(f.contact, one, "Jonah Hale");
  expect(await taskPage(f.contact, one)).toMatchObject({ state: "with_firm", sentBackReason: null });

  await answerTask(f.contact, all, "Maya");
  await answerTask(f.other, all, "Tom");
  await sendBackTask(f.staff, all, { reason: "Your last name?", contactId: f.other.contactId });
  expect([await stateFor(f.contact, all), await stateFor(f.other, all)]).toEqual(["with_firm", "open"]);
  expect((await taskPage(f.contact, all))?.sentBackReason).toBeNull();
});

test("[A10] what staff attached is read while its task is open, by whom it is meant for; clients' own files never", async () => {
  const f = await testFirm();
  const [mine = ""] = await sent(f, [asked("approval", "Approve", { recipientIds: [f.contact.contactId] })]);
  const { fileId } = await attach(f, mine);
  const read = await readAttached(f.contact, fileId);
  const parts: Buffer[] = [];
  for await (const bytes of read.bytes) parts.push(bytes);
  expect(Buffer.concat(parts).toString()).toBe("the draft");
  await expect(readAttached(f.other, fileId)).rejects.toThrow(/while its task is open/);
  const own = { taskId: f.tasks.upload, uploadKey: randomUUID(), name: "mine.txt" };
  const mineToo = await receiveWhole(f.contact, own, bytesOf("mine"));
  await expect(readAttached(f.contact, mineToo.fileId)).rejects.toThrow(/while its task is open/);
  const place = { taskId: mine, purpose: "reading" as const, uploadKey: randomUUID(), name: "draft.txt" };
  await expect(receiveWhole(f.contact, place, bytesOf("x"))).rejects.toThrow(/cannot be added here/);
  await decideApproval(f.contact, mine, { approved: true, reason: "" });
  await expect(readAttached(f.contact, fileId)).rejects.toThrow(/while its task is open/);
});

test("[W12] the second of two editors is told who changed what, and nothing is overwritten", async () => {
  const f = await testFirm();
  const requestId = await createRequest(f.staff, { workItemId: f.workItemId, title: "Papers" });
  const taskId = await addTask(f.staff, requestId, asked("tick", "Read it"));
  const edit = (title: string, seen: number) =>
    editTask(f.staff, requestId, taskId, asked("tick", title), seen);
  await edit("Read the letter", 1);
  await expect(edit("Read the note", 1)).rejects.toMatchObject({
    code: "conflict",
    fields: { title: "You changed this to “Read the letter” meanwhile.", version: "2" },
  });
  await edit("Read the note", 2);
  await saveRequest(f.staff, requestId, { title: "Letters" }, 1);
  await expect(saveRequest(f.staff, requestId, { title: "Notes" }, 1)).rejects.toMatchObject({
    fields: { title: "You changed this to “Letters” meanwhile.", version: "2" },
  });
  expect(await requestPage(f.staff, requestId)).toMatchObject({ title: "Letters", version: 2 });
});

test("[W1] tasks are put in order, duplicated in place, and 200 are the most", async () => {
  const f = await testFirm();
  const requestId = await createRequest(f.staff, { workItemId: f.workItemId, title: "Papers" });
  const [a, b, c] = [
    await addTask(f.staff, requestId, asked("tick", "a")),
    await addTask(f.staff, requestId, asked("tick", "b")),
    await addTask(f.staff, requestId, asked("tick", "c")),
  ];
  await orderTasks(f.staff, requestId, [c, a, b]);
  await expect(orderTasks(f.staff, requestId, [c, a])).rejects.toThrow(/added or removed meanwhile/);
  await duplicateTask(f.staff, requestId, c);
  const titles = (await requestPage(f.staff, requestId))?.tasks.map((task) => task.title);
  expect(titles).toEqual(["c", "c", "a", "b"]);
  const many = Array.from({ length: 197 }, (_, at) => asked("tick", `Task ${String(at)}`));
  await expect(
    createRequest(f.staff, { workItemId: f.workItemId, title: "Many", tasks: [...many, ...many] }),
  ).rejects.toThrow(/200 tasks at most/);
});

test("[W4] a request that was withdrawn is gone for the client, and its answers stay for the firm", async () => {
  const f = await testFirm();
  await completeTask(f.contact, f.tasks.tick);
  await withdrawRequest(f.staff, f.requestId);
  expect(await taskPage(f.contact, f.tasks.tick)).toBeUndefined();
  expect((await staffState(f, f.tasks.tick))?.state).toBe("done");
  await expect(sendRequest(f.staff, f.requestId, 1)).rejects.toThrow(/was withdrawn/);
});
