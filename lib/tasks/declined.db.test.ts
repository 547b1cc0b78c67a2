import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { messages } from "@/db/schema/messages";
import { clientList, clientsAsked } from "@/lib/clients/list";
import { addStaffComment } from "@/lib/comments/add-comment";
import { receiveWhole } from "@/lib/files/receive-whole";
import { withdrawFile } from "@/lib/files/withdraw-file";
import { createRequest, withdrawRequest } from "@/lib/requests/edit-draft";
import { requestList, requestsAsked } from "@/lib/requests/list";
import { withdrawnRequest } from "@/lib/requests/closed";
import { openTaskCount, requestPage } from "@/lib/requests/queries";
import { sendRequest } from "@/lib/requests/send-request";
import { completeWorkItem } from "@/lib/work-items/complete-work-item";
import { workItemPage } from "@/lib/work-items/queries";
import { standingWords } from "@/lib/work-items/rules";
import { testDatabase } from "@/test/db";
import { asked, testContact, testDevice, testFirm, testRequest, type TestFirm } from "@/test/factories/firm";
import { whole } from "@/test/factories/every-kind";
import { answerHonestly, promiseTask } from "./answer-honestly";
import { decideApproval } from "./answer-task";
import { completeTask, untickTask } from "./complete-task";
import type { TaskAsked } from "./kinds";
import { taskPage } from "./queries";
import { acceptTask, closeDeclinedTask, sendBackTask } from "./review-task";

beforeAll(testDatabase);

/** A sent request to both contacts with one approval. */
async function approval(f: TestFirm, more: Partial<TaskAsked> = {}, needsReview = false): Promise<string> {
  const requestId = await createRequest(f.staff, {
    workItemId: f.workItemId,
    title: "Accounts",
    needsReview,
    recipientIds: [f.contact.contactId, f.other.contactId],
    tasks: [asked("approval", "Approve the accounts", more)],
  });
  const taskId = (await requestPage(f.staff, requestId))?.tasks[0]?.id ?? "";
  const given = { taskId, purpose: "reading" as const, uploadKey: randomUUID(), name: "accounts.txt" };
  await receiveWhole(f.staff, given, whole(Buffer.from("the accounts")));
  await sendRequest(f.staff, requestId, 0);
  return taskId;
}

const decline = (contact: TestFirm["contact"], taskId: string, reason = "Box 4 is wrong.") =>
  decideApproval(contact, taskId, { approved: false, reason });
const asStaffSee = async (f: TestFirm, taskId: string, workItemId = f.workItemId) =>
  (await workItemPage(f.staff, workItemId))?.requests
    .flatMap((request) => request.tasks)
    .find((task) => task.id === taskId);
const refusalMails = (f: TestFirm) =>
  withFirm(f, (tx) => tx.$count(messages, and(eq(messages.firmId, f.firmId), eq(messages.kind, "declined"))));
const withFirmCount = async (f: TestFirm) =>
  (await clientList(f.staff, clientsAsked(new URLSearchParams()), "2026-11-30")).rows[0]?.withFirm;

test.each([false, true])(
  "[W6] a refusal waits for the firm and is mailed to the work owner (review asked: %s); closed it stays the answer",
  async (needsReview) => {
    const f = await testFirm();
    const taskId = await approval(f, {}, needsReview);
    await decline(f.contact, taskId);
    expect(await taskPage(f.contact, taskId)).toMatchObject({ state: "declined", reason: "Box 4 is wrong." });
    expect(await withFirmCount(f)).toBe(1);
    expect(await refusalMails(f)).toBe(1);
    await expect(acceptTask(f.staff, taskId)).rejects.toThrow(/nothing to accept/);
    await closeDeclinedTask(f.staff, taskId);
    await closeDeclinedTask(f.staff, taskId);
    const closed = { state: "done", given: { approved: false }, reason: "Box 4 is wrong." };
    expect(await taskPage(f.contact, taskId)).toMatchObject(closed);
    expect(await asStaffSee(f, taskId)).toMatchObject(closed);
    expect(await withFirmCount(f)).toBe(0);
  },
);

test("[W6] a refusal that is asked again is open, chooses nothing for the client, and no tick repeats it", async () => {
  const f = await testFirm();
  const taskId = await approval(f);
  await decline(f.contact, taskId);
  await sendBackTask(f.staff, taskId, { reason: "Box 4 is put right." });
  await expect(completeTask(f.contact, taskId)).rejects.toThrow(/approve or decline/);
  // what was decided before is still there to be read
  expect(await taskPage(f.contact, taskId)).toMatchObject({ state: "open", given: { approved: false } });
  await expect(decline(f.contact, taskId, "")).rejects.toThrow(/why you decline/);
  await decline(f.contact, taskId, "Still wrong.");
  expect(await refusalMails(f)).toBe(2);
  await sendBackTask(f.staff, taskId, { reason: "Now it is right." });
  await decideApproval(f.contact, taskId, { approved: true, reason: "" });
  expect(await taskPage(f.contact, taskId)).toMatchObject({ state: "done", given: { approved: true } });
});

test("[W6] the same refusal sent twice is told once, and refusals without end fill no mailbox", async () => {
  const f = await testFirm();
  const taskId = await approval(f);
  await decline(f.contact, taskId);
  await decline(f.contact, taskId);
  expect(await refusalMails(f)).toBe(1);
  for (let nth = 0; nth < 10; nth += 1) await decline(f.contact, taskId, `Reason ${nth}.`);
  expect(await refusalMails(f)).toBe(5);
  expect(await taskPage(f.contact, taskId)).toMatchObject({ state: "declined", reason: "Reason 9." });
});

test("[W6] a decision that its client takes back is open, and a tick does not bring it back", async () => {
  const f = await testFirm();
  const taskId = await approval(f);
  await decline(f.contact, taskId);
  await untickTask(f.contact, taskId);
  await expect(completeTask(f.contact, taskId)).rejects.toThrow(/approve or decline/);
  expect((await taskPage(f.contact, taskId))?.state).toBe("open");
});

test("[W6] where each must approve, one refusal makes the whole declined once all have answered, and closing ends it", async () => {
  const f = await testFirm();
  const taskId = await approval(f, { allMust: true });
  await decline(f.contact, taskId);
  expect(await refusalMails(f)).toBe(1);
  expect((await asStaffSee(f, taskId))?.state).toBe("open");
  await decideApproval(f.other, taskId, { approved: true, reason: "" });
  expect((await asStaffSee(f, taskId))?.state).toBe("declined");
  await closeDeclinedTask(f.staff, taskId);
  expect(await asStaffSee(f, taskId)).toMatchObject({ state: "done" });
  expect((await taskPage(f.contact, taskId))?.state).toBe("done");
});

test("[P5] the last file of a finished task taken back opens the task, and staff read who took back what and when", async () => {
  const f = await testFirm();
  const send = async (name: string) =>
    (
      await receiveWhole(
        f.contact,
        { taskId: f.tasks.upload, uploadKey: randomUUID(), name },
        whole(Buffer.from(name)),
      )
    ).fileId;
  const [july, august] = [await send("july.txt"), await send("august.txt")];
  await completeTask(f.contact, f.tasks.upload);
  expect(await withdrawFile(f.contact, july)).toMatchObject({ reopened: false });
  expect((await taskPage(f.contact, f.tasks.upload))?.state).toBe("done");
  expect(await withdrawFile(f.contact, august)).toMatchObject({ reopened: true });
  expect(await taskPage(f.contact, f.tasks.upload)).toMatchObject({ state: "open", filesReceived: 0 });
  const seen = await asStaffSee(f, f.tasks.upload);
  expect(seen?.takenBack).toMatchObject([
    {
      name: "july.txt",
      by: expect.stringContaining("Maya") as string,
      withdrawnAt: expect.any(Date) as Date,
    },
    { name: "august.txt" },
  ]);
});

test("[P3] honest answers fit the kind: nobody “has” a tick, and an approval is only promised", async () => {
  const f = await testFirm();
  await expect(answerHonestly(f.contact, f.tasks.tick, "dont_have", "None")).rejects.toThrow(/does not fit/);
  await answerHonestly(f.contact, f.tasks.tick, "not_applicable", "We moved out.");
  expect((await taskPage(f.contact, f.tasks.tick))?.state).toBe("done");
  const taskId = await approval(f);
  for (const honest of ["dont_have", "not_applicable"] as const)
    await expect(answerHonestly(f.contact, taskId, honest, "No")).rejects.toThrow(/does not fit/);
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  await promiseTask(f.contact, taskId, tomorrow);
  expect(await taskPage(f.contact, taskId)).toMatchObject({ state: "open", promisedOn: tomorrow });
});

test("[W10] whose turn it is follows from the tasks: nothing waits on a client who has answered, and nothing of it is late", async () => {
  const f = await testFirm();
  const { workItemId, requestId, tasks } = await testRequest(f.staff, f.clientId, [f.contact.contactId]);
  await withFirm(f, (tx) => tx.execute(`update requests set needs_review = true, due_on = '2026-01-05'`));
  const words = async () => {
    const work = await workItemPage(f.staff, workItemId);
    return work && standingWords(work.status, work);
  };
  const late = async () =>
    (
      await requestList(f.staff, requestsAsked(new URLSearchParams({ state: "late" })), "2026-11-30")
    ).rows.map(({ id }) => id);
  expect(await words()).toBe("Waiting on client");
  expect(await late()).toContain(requestId);
  for (const taskId of Object.values(tasks))
    await answerHonestly(f.contact, taskId, "not_applicable", "None");
  expect(await words()).toBe("Waiting on us");
  expect(await late()).not.toContain(requestId);
  for (const taskId of Object.values(tasks)) await acceptTask(f.staff, taskId);
  expect(await words()).toBe("All answered");
});

test("[W4] a withdrawn request says who took it back, when, and what becomes of the files; to nobody but its recipients", async () => {
  const f = await testFirm();
  const given = { taskId: f.tasks.upload, uploadKey: randomUUID(), name: "july.txt" };
  await receiveWhole(f.contact, given, whole(Buffer.from("july")));
  expect(await withdrawnRequest(f.contact, { requestId: f.requestId })).toBeUndefined();
  await withdrawRequest(f.staff, f.requestId);
  const said = { title: "Papers", by: "Ana Hill", files: 1, withdrawnAt: expect.any(Date) as Date };
  expect(await withdrawnRequest(f.contact, { requestId: f.requestId })).toMatchObject(said);
  expect(await withdrawnRequest(f.contact, { taskId: f.tasks.tick })).toMatchObject(said);
  expect(await withdrawnRequest(f.other, { requestId: f.requestId })).toBeUndefined();
  const g = await testFirm();
  expect(await withdrawnRequest(g.contact, { requestId: f.requestId })).toBeUndefined();
});

test("[W3] a new draft asks nobody, or whom the client's last request asked", async () => {
  const f = await testFirm();
  const chosen = async (requestId: string) =>
    (await requestPage(f.staff, requestId))?.people
      .filter((person) => person.chosen)
      .map((person) => person.contactId);
  const again = await createRequest(f.staff, { workItemId: f.workItemId, title: "Again" });
  expect(await chosen(again)).toEqual([f.contact.contactId]);
  await withFirm(f, (tx) =>
    tx.execute(`update requests set sent_at = null, status = 'draft', sent_by = null`),
  );
  const first = await createRequest(f.staff, { workItemId: f.workItemId, title: "First" });
  expect(await chosen(first)).toEqual([]);
});

test("[A11] staff are told themselves how to go on with completed work, clients whom to ask", async () => {
  const f = await testFirm();
  await completeWorkItem(f.staff, f.workItemId, 3);
  const comment = { taskId: f.tasks.tick, formKey: randomUUID(), body: "Late" };
  await expect(addStaffComment(f.staff, comment)).rejects.toThrow(/Set it back to in progress/);
  const given = { taskId: f.tasks.tick, purpose: "reading" as const, uploadKey: randomUUID(), name: "x.txt" };
  await expect(receiveWhole(f.staff, given, whole(Buffer.from("x")))).rejects.toThrow(/Set it back/);
  expect(
    await openTaskCount(await testDevice(f.firmId, (await testContact(f.staff, f.clientId)).contactId)),
  ).toBe(0);
});
