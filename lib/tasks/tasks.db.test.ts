import { eq, sql } from "drizzle-orm";
import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { auditEvents } from "@/db/schema/audit";
import { comments } from "@/db/schema/conversation";
import { messages } from "@/db/schema/messages";
import { requestRecipients } from "@/db/schema/work";
import { addClientComment, addStaffComment } from "@/lib/comments/add-comment";
import { createContact } from "@/lib/contacts/create-contact";
import { createClient } from "@/lib/clients/create-client";
import { completedWork } from "@/lib/requests/closed";
import { openTasks } from "@/lib/requests/queries";
import { completeWorkItem, reopenWorkItem } from "@/lib/work-items/complete-work-item";
import { testDatabase } from "@/test/db";
import { testFirm, testRequest, type TestFirm } from "@/test/factories/firm";
import { answerTask } from "./answer-task";
import { saveDraft } from "./save-draft";
import { completeTask, untickTask } from "./complete-task";
import { taskPage } from "./queries";

let f: TestFirm;

beforeAll(async () => {
  await testDatabase();
  f = await testFirm();
});

const stateOf = async (taskId: string) => (await taskPage(f.contact, taskId))?.state;

test("[P2] a tick is done and can be taken back; both are in the audit log", async () => {
  await completeTask(f.contact, f.tasks.tick);
  await completeTask(f.contact, f.tasks.tick);
  expect(await stateOf(f.tasks.tick)).toBe("done");
  await untickTask(f.contact, f.tasks.tick);
  expect(await stateOf(f.tasks.tick)).toBe("open");
  const acts = await withFirm(f, (tx) =>
    tx
      .select({ action: auditEvents.action })
      .from(auditEvents)
      .where(sql`subject->>'taskId' = ${f.tasks.tick}`),
  );
  expect(acts.map((act) => act.action).sort()).toEqual(["task.completed", "task.created", "task.reopened"]);
});

test("[P2] a task with nothing given yet is not ticked off", async () => {
  await expect(completeTask(f.contact, f.tasks.upload)).rejects.toThrow(/Add at least one file/);
  await expect(completeTask(f.contact, f.tasks.answer)).rejects.toThrow(/Write your answer/);
  expect(await stateOf(f.tasks.upload)).toBe("open");
});

test("[P2] an answer finishes its task, can be changed, and its draft is gone", async () => {
  await saveDraft(f.contact, f.tasks.answer, "answer", "The new cou");
  expect((await taskPage(f.contact, f.tasks.answer))?.drafts.answer?.body).toBe("The new cou");
  await answerTask(f.contact, f.tasks.answer, "The new counter.");
  await answerTask(f.contact, f.tasks.answer, "The new counter and its shelf.");
  const page = await taskPage(f.contact, f.tasks.answer);
  expect(page).toMatchObject({ state: "done", answer: "The new counter and its shelf.", drafts: {} });
  await expect(answerTask(f.contact, f.tasks.tick, "x")).rejects.toThrow(/asks for something else/);
});

test("[P2] a draft belongs to who types it", async () => {
  await withFirm(f, (tx) =>
    tx
      .insert(requestRecipients)
      .values({ firmId: f.firmId, requestId: f.requestId, contactId: f.other.contactId }),
  );
  await saveDraft(f.contact, f.tasks.answer, "comment", "only mine");
  expect((await taskPage(f.other, f.tasks.answer))?.drafts).toEqual({});
  await withFirm(f, (tx) =>
    tx.delete(requestRecipients).where(eq(requestRecipients.contactId, f.other.contactId)),
  );
});

test("[P4] a comment is written once however often its form is sent, and the work owner is mailed at once", async () => {
  const formKey = randomUUID();
  const note = { taskId: f.tasks.tick, formKey, body: "Is last year's fine?" };
  await Promise.all([
    addClientComment(f.contact, note),
    addClientComment(f.contact, note),
    addClientComment(f.contact, note),
  ]);
  await addStaffComment(f.staff, { taskId: f.tasks.tick, formKey: randomUUID(), body: "It is." });
  const thread = (await taskPage(f.contact, f.tasks.tick))?.thread ?? [];
  expect(thread.map((one) => one.body)).toEqual(["Is last year's fine?", "It is."]);
  const mails = await withFirm(f, (tx) => tx.select().from(messages).where(eq(messages.kind, "comment")));
  expect(mails).toHaveLength(1);
  expect(mails[0]?.staffId).toBe(f.staff.staffId);
});

test("[P4] a form sent again with other words is refused, and the draft is kept", async () => {
  const formKey = randomUUID();
  await addClientComment(f.contact, { taskId: f.tasks.upload, formKey, body: "first" });
  await saveDraft(f.contact, f.tasks.upload, "comment", "first and more");
  const again = addClientComment(f.contact, { taskId: f.tasks.upload, formKey, body: "first and more" });
  await expect(again).rejects.toThrow(/sent before you changed it/);
  expect((await taskPage(f.contact, f.tasks.upload))?.drafts.comment?.body).toBe("first and more");
});

test("[P4] many comments in a row are all kept and mail the owner a few times only", async () => {
  const g = await testFirm();
  for (let at = 0; at < 12; at++)
    await addClientComment(g.contact, { taskId: g.tasks.tick, formKey: randomUUID(), body: `line ${at}` });
  expect((await taskPage(g.contact, g.tasks.tick))?.thread).toHaveLength(12);
  const mails = await withFirm(g, (tx) => tx.select().from(messages).where(eq(messages.kind, "comment")));
  expect(mails).toHaveLength(6);
});

test("[A9] a contact sees the open requests of every client of its own, and no other contact's", async () => {
  const second = await createClient(f.staff, { name: "Second company", kind: "company" });
  const known = await withFirm(f, (tx) =>
    tx.execute<{ first_name: string; last_name: string }>(
      sql`select first_name, last_name from contacts where id = ${f.contact.contactId}`,
    ),
  );
  await createContact(f.staff, {
    clientId: second,
    firstName: known[0]?.first_name ?? "",
    lastName: known[0]?.last_name ?? "",
    email: f.contactEmail,
    phone: "",
  });
  const { requestId } = await testRequest(f.staff, second, [f.contact.contactId]);
  const mine = await openTasks(f.contact);
  expect(new Set(mine.map((task) => task.clientName)).size).toBe(2);
  expect(mine.some((task) => task.requestId === requestId)).toBe(true);
  expect(await openTasks(f.other)).toEqual([]);
  expect(await taskPage(f.other, f.tasks.tick)).toBeUndefined();
});

test("[P1] what is outstanding comes oldest due first, from at most a hundred work items", async () => {
  const g = await testFirm();
  for (let at = 0; at < 104; at++) await testRequest(g.staff, g.clientId, [g.contact.contactId]);
  const rows = await openTasks(g.contact);
  expect(new Set(rows.map((row) => row.workItemId)).size).toBe(100);
  const due = rows.map((row) => row.dueOn ?? "9999");
  expect(due).toEqual([...due].sort());
}, 120_000);

test("[A11] completing the work refuses the very next act of a device, and nothing is written", async () => {
  const g = await testFirm();
  await expect(completeWorkItem(g.staff, g.workItemId, -1)).rejects.toThrow(/3 tasks are still open/);
  await completeWorkItem(g.staff, g.workItemId, 3);
  await expect(completeTask(g.contact, g.tasks.tick)).rejects.toThrow();
  await expect(answerTask(g.contact, g.tasks.answer, "late")).rejects.toThrow();
  await expect(saveDraft(g.contact, g.tasks.answer, "answer", "late")).rejects.toThrow();
  await expect(
    addClientComment(g.contact, { taskId: g.tasks.tick, formKey: randomUUID(), body: "late" }),
  ).rejects.toThrow();
  await expect(
    addStaffComment(g.staff, { taskId: g.tasks.tick, formKey: randomUUID(), body: "late" }),
  ).rejects.toThrow(/completed/);
  expect(await taskPage(g.contact, g.tasks.tick)).toBeUndefined();
  expect(await openTasks(g.contact)).toEqual([]);
  expect((await completedWork(g.contact, { taskId: g.tasks.tick }))?.completedAt).toBeInstanceOf(Date);
  expect(await completedWork(g.other, { taskId: g.tasks.tick })).toBeUndefined();
  expect(await withFirm(g, (tx) => tx.select().from(comments))).toEqual([]);
  await reopenWorkItem(g.staff, g.workItemId);
  await completeTask(g.contact, g.tasks.tick);
  expect((await taskPage(g.contact, g.tasks.tick))?.state).toBe("done");
});

test("[W8] completing races with a client's act: the act is either whole before it or refused", async () => {
  const g = await testFirm();
  const [done, completed] = await Promise.allSettled([
    completeTask(g.contact, g.tasks.tick),
    completeWorkItem(g.staff, g.workItemId, 3),
  ]);
  const after = await withFirm(g, (tx) =>
    tx.execute<{ state: string }>(sql`select state from tasks where id = ${g.tasks.tick}`),
  );
  expect(after[0]?.state).toBe(done.status === "fulfilled" ? "done" : "open");
  expect(done.status === "fulfilled" || completed.status === "fulfilled").toBe(true);
});
