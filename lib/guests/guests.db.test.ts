import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { auditEvents } from "@/db/schema/audit";
import { files } from "@/db/schema/conversation";
import { messages } from "@/db/schema/messages";
import { guests, requestRecipients, taskAnswers, tasks } from "@/db/schema/work";
import { lookAtGuestLink } from "@/lib/access/guest-link";
import { whyGuestIsOut } from "@/lib/access/guest-session";
import { deleteContact, restoreContact } from "@/lib/contacts/delete-contact";
import { revokeAll } from "@/lib/devices/revoke-all";
import { filesOfTask } from "@/lib/files/queries";
import { receiveWhole } from "@/lib/files/receive-whole";
import { readOwn } from "@/lib/files/read-file";
import { withdrawFile } from "@/lib/files/withdraw-file";
import { sendDue } from "@/lib/messages/send-due";
import type { Delivery } from "@/lib/messages/transport";
import { Refused } from "@/lib/refused";
import { createRequest, withdrawRequest } from "@/lib/requests/edit-draft";
import { requestPage } from "@/lib/requests/queries";
import { sendRequest } from "@/lib/requests/send-request";
import { answerHonestly, promiseTask } from "@/lib/tasks/answer-honestly";
import { answerTask } from "@/lib/tasks/answer-task";
import { completeTask, untickTask } from "@/lib/tasks/complete-task";
import { taskPage } from "@/lib/tasks/queries";
import { acceptTask, sendBackTask } from "@/lib/tasks/review-task";
import { completeWorkItem, reopenWorkItem } from "@/lib/work-items/complete-work-item";
import { workItemPage } from "@/lib/work-items/queries";
import { testDatabase } from "@/test/db";
import { asked, testFirm, type TestFirm } from "@/test/factories/firm";
import { askedGuest, guestOf, pressGuest, testGuest } from "@/test/factories/guest";
import { askGuest } from "./ask-guest";
import { guestsOfTask, guestTask } from "./queries";
import { stopGuest } from "./stop-guest";

beforeAll(testDatabase);

const bank = () => `banker-${randomUUID().slice(0, 8)}@bank.example`;

async function* bytesOf(text: string) {
  await Promise.resolve();
  yield Buffer.from(text);
}

const file = (taskId: string, name = "july.txt") => ({ taskId, uploadKey: randomUUID(), name });

async function staffTask(f: TestFirm, taskId: string) {
  const work = await workItemPage(f.staff, f.workItemId);
  return work?.requests.flatMap((request) => request.tasks).find((task) => task.id === taskId);
}

const actionsOf = (f: TestFirm) =>
  withFirm(f, (tx) =>
    tx
      .select({ action: auditEvents.action, kind: auditEvents.actorKind, subject: auditEvents.subject })
      .from(auditEvents)
      .where(
        and(
          eq(auditEvents.firmId, f.firmId),
          sql`${auditEvents.action} like 'guest.%' or ${auditEvents.actorKind} = 'guest'`,
        ),
      )
      .orderBy(auditEvents.seq),
  );

test("[A18] a guest answers the one task by the contact's rules; staff read whose answer it is, and the guest is out", async () => {
  const f = await testFirm();
  const email = bank();
  await answerTask(f.contact, f.tasks.answer, "the contact's own words");
  await untickTask(f.contact, f.tasks.answer);
  const { guest, tokens } = await testGuest(f.contact, f.tasks.answer, email);
  const before = await guestTask(guest);
  expect(before).toMatchObject({ title: "What was it for?", answer: null, answerKind: null, state: "open" });
  await answerTask(guest, f.tasks.answer, "a loan");
  const given = await staffTask(f, f.tasks.answer);
  expect(given).toMatchObject({ state: "done", answer: "a loan" });
  expect(given?.answeredBy).toMatch(/^A guest, b•••@bank\.example, asked by Maya Test/);
  expect(await guestOf(f.firmId, tokens)).toBeUndefined();
  expect(await guestTask(guest)).toBeUndefined();
  expect(await whyGuestIsOut(f.firmId, tokens)).toBe("answered");
  await expect(answerTask(guest, f.tasks.answer, "again")).rejects.toThrow(/can answer this no longer/);
  expect((await actionsOf(f)).map(({ action, kind }) => `${kind} ${action}`)).toEqual([
    "contact guest.asked",
    "stranger guest.claimed",
    "guest task.answered",
  ]);
  expect(JSON.stringify(await actionsOf(f))).not.toContain("@");
});

test("[A18] what the contact or another gave before is not the guest's to read, whatever it answers itself", async () => {
  const f = await testFirm();
  await answerTask(f.contact, f.tasks.answer, "private to the contact");
  await untickTask(f.contact, f.tasks.answer);
  const { guest } = await testGuest(f.contact, f.tasks.answer, bank());
  await promiseTask(guest, f.tasks.answer, new Date(Date.now() + 86_400_000).toISOString().slice(0, 10));
  expect(await guestTask(guest)).toMatchObject({ answerKind: "promised", answer: null, given: null });
  await expect(completeTask(guest, f.tasks.answer)).rejects.toThrow("Write your answer first");
});

test("[A18] sent back, the same link works again and shows the guest its own answer with the reason", async () => {
  const f = await testFirm();
  const { guest, tokens } = await testGuest(f.contact, f.tasks.answer, bank());
  await answerTask(guest, f.tasks.answer, "a loan");
  await sendBackTask(f.staff, f.tasks.answer, { reason: "Which loan?" });
  const again = await guestOf(f.firmId, tokens);
  if (!again) throw new Error("The guest is in again.");
  expect(await guestTask(again)).toMatchObject({ answer: "a loan", sentBackReason: "Which loan?" });
  const [row] = await guestsOfTask(f.contact, f.tasks.answer);
  await stopGuest(f.contact, row?.id ?? "");
  await answerTask(f.contact, f.tasks.answer, "I say it myself");
  await sendBackTask(f.staff, f.tasks.answer, { reason: "And when?" });
  expect(await guestOf(f.firmId, tokens)).toBeUndefined();
  expect((await staffTask(f, f.tasks.answer))?.answeredBy).toMatch(/^Maya/);
});

test("[A18] a guest's files are its own: none of the contact's, and the contact reads their names only", async () => {
  const f = await testFirm();
  const own = await receiveWhole(f.contact, file(f.tasks.upload, "mine.txt"), bytesOf("of the contact"));
  const { guest } = await testGuest(f.contact, f.tasks.upload, bank());
  const { guest: second } = await testGuest(f.contact, f.tasks.upload, bank());
  await expect(completeTask(guest, f.tasks.upload)).rejects.toThrow("Add at least one file first");
  const sent = await receiveWhole(guest, file(f.tasks.upload), bytesOf("of the bank"));
  expect((await guestTask(guest))?.sent.map(({ name }) => name)).toEqual(["july.txt"]);
  expect((await guestTask(second))?.sent).toEqual([]);
  await expect(withdrawFile(guest, own.fileId)).rejects.toThrow(Refused);
  await expect(withdrawFile(second, sent.fileId)).rejects.toThrow(Refused);
  expect((await filesOfTask(f.contact, f.tasks.upload)).map(({ name, byGuest }) => [name, byGuest])).toEqual([
    ["mine.txt", false],
    ["july.txt", true],
  ]);
  await expect(readOwn({ ...f.contact, via: "login" }, sent.fileId)).rejects.toThrow(/not here/);
  for (const purpose of ["comment", "reading"] as const)
    await expect(receiveWhole(guest, { ...file(f.tasks.upload), purpose }, bytesOf("x"))).rejects.toThrow(
      /cannot be added/,
    );
  const byStaff = await staffTask(f, f.tasks.upload);
  expect(byStaff?.files.map(({ by }) => by)).toEqual([
    expect.stringMatching(/^Maya/),
    expect.stringMatching(/^A guest, b•••@bank\.example/),
  ]);
  await completeTask(guest, f.tasks.upload);
  expect((await staffTask(f, f.tasks.upload))?.state).toBe("done");
  await expect(receiveWhole(guest, file(f.tasks.upload), bytesOf("late"))).rejects.toThrow(Refused);
  await expect(withdrawFile(guest, sent.fileId)).rejects.toThrow(Refused);
});

test("[A18] where all must answer, a guest gives the part of the contact who asked and no other's", async () => {
  const f = await testFirm();
  const requestId = await createRequest(f.staff, {
    workItemId: f.workItemId,
    title: "Both",
    recipientIds: [f.contact.contactId, f.other.contactId],
    tasks: [asked("answer", "Your income", { allMust: true })],
  });
  await sendRequest(f.staff, requestId, 0);
  const taskId = (await requestPage(f.staff, requestId))?.tasks[0]?.id ?? "";
  await answerTask(f.other, taskId, "the other's income");
  const { guest, tokens } = await testGuest(f.contact, taskId, bank());
  expect((await guestTask(guest))?.answer).toBeNull();
  await answerTask(guest, taskId, "payroll says so");
  expect(await guestOf(f.firmId, tokens)).toBeUndefined();
  const rows = await withFirm(f, (tx) => tx.select().from(taskAnswers).where(eq(taskAnswers.taskId, taskId)));
  expect(
    rows.map(({ contactId, answer, answeredByGuest }) => [contactId, answer, answeredByGuest]).sort(),
  ).toEqual(
    [
      [f.contact.contactId, "payroll says so", guest.guestId],
      [f.other.contactId, "the other's income", null],
    ].sort(),
  );
  expect(await taskPage(f.contact, taskId)).toMatchObject({ state: "done", answer: "payroll says so" });
});

test("[A18] a guest of one task is a stranger to every other, and to an approval", async () => {
  const f = await testFirm();
  const { guest } = await testGuest(f.contact, f.tasks.tick, bank());
  for (const taskId of [f.tasks.answer, f.tasks.upload]) {
    await expect(answerTask(guest, taskId, "x")).rejects.toMatchObject({ code: "missing" });
    await expect(answerHonestly(guest, taskId, "dont_have", "x")).rejects.toMatchObject({ code: "missing" });
    await expect(completeTask(guest, taskId)).rejects.toMatchObject({ code: "missing" });
    await expect(receiveWhole(guest, file(taskId), bytesOf("x"))).rejects.toMatchObject({ code: "missing" });
  }
  await withFirm(f, (tx) => tx.update(tasks).set({ kind: "approval" }).where(eq(tasks.id, f.tasks.tick)));
  await expect(completeTask(guest, f.tasks.tick)).rejects.toMatchObject({ code: "missing" });
  await expect(answerHonestly(guest, f.tasks.tick, "dont_have", "x")).rejects.toMatchObject({
    code: "missing",
  });
  await expect(askGuest(f.contact, f.tasks.tick, bank())).rejects.toThrow("An approval is yours to give");
});

test("[A18] looking at the link claims nothing; one browser claims it, of two at once exactly one; pressed there again it opens again", async () => {
  const f = await testFirm();
  const token = await askedGuest(f.contact, f.tasks.tick, bank());
  for (let i = 0; i < 3; i++)
    expect(await lookAtGuestLink(f.firmId, { token, browserToken: undefined })).toMatchObject({
      kind: "fresh",
      askedBy: "Maya",
      maskedEmail: "b•••@bank.example",
    });
  const rows = () => withFirm(f, (tx) => tx.select().from(guests).where(eq(guests.firmId, f.firmId)));
  expect((await rows())[0]).toMatchObject({ claimedAt: null, browserId: null, sessionHashes: [] });
  const presses = await Promise.all(Array.from({ length: 8 }, () => pressGuest(f.firmId, token)));
  const [winner, ...others] = presses.filter((press) => press !== undefined);
  expect(others).toEqual([]);
  const { browser = "" } = winner ?? {};
  const again = await Promise.all([
    pressGuest(f.firmId, token, browser),
    pressGuest(f.firmId, token, browser),
  ]);
  for (const tokens of [winner, ...again]) expect(await guestOf(f.firmId, tokens)).toBeDefined();
  const { guest: cookie } = winner ?? {};
  expect(await guestOf(f.firmId, { guest: cookie, browser: "x".repeat(43) })).toBeUndefined();
  expect(await lookAtGuestLink(f.firmId, { token, browserToken: "y".repeat(43) })).toMatchObject({
    kind: "elsewhere",
  });
  const stranger = await testFirm();
  expect(await pressGuest(stranger.firmId, token)).toBeUndefined();
  expect(await guestOf(stranger.firmId, winner)).toBeUndefined();
});

test("[A18] two people a task at most, however many are asked at once; the same one asked again gets a new link for the old", async () => {
  const f = await testFirm();
  const results = await Promise.allSettled(
    [bank(), bank(), bank()].map((to) => askGuest(f.contact, f.tasks.tick, to)),
  );
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
  expect(results.find(({ status }) => status === "rejected")).toMatchObject({
    reason: { code: "conflict", message: expect.stringContaining("Two people") as string },
  });
  const g = await testFirm();
  const to = bank();
  const { tokens } = await testGuest(g.contact, g.tasks.tick, to);
  const newer = await askedGuest(g.contact, g.tasks.tick, to);
  expect(await guestOf(g.firmId, tokens)).toBeUndefined();
  expect(await guestOf(g.firmId, await pressGuest(g.firmId, newer))).toBeDefined();
});

test("[A18] only a recipient asks, not oneself, nothing that is done, and not too often", async () => {
  const f = await testFirm();
  await expect(askGuest(f.other, f.tasks.tick, bank())).rejects.toMatchObject({ code: "missing" });
  await expect(askGuest({ ...f.contact, via: "view" }, f.tasks.tick, bank())).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(askGuest(f.contact, f.tasks.tick, "nobody")).rejects.toMatchObject({ code: "invalid" });
  await completeTask(f.contact, f.tasks.tick);
  await expect(askGuest(f.contact, f.tasks.tick, bank())).rejects.toThrow("answered already");
  const g = await testFirm();
  for (let i = 0; i < 3; i++)
    await expect(askGuest(g.contact, g.tasks.tick, g.contactEmail.toUpperCase())).rejects.toThrow(
      "your own address",
    );
  // whosever it is, the answer is the same: staff, another contact, nobody
  await askGuest(g.contact, g.tasks.tick, g.otherEmail);
  await askGuest(g.contact, g.tasks.answer, `ana@${g.firm.slug}.example`);
  await expect(askGuest(g.contact, g.tasks.upload, bank())).rejects.toMatchObject({ code: "limit" });
});

test("[A18] each of these ends a guest at the next request", async () => {
  const ends: Record<string, (f: TestFirm) => Promise<unknown>> = {
    stopped: async (f) => stopGuest(f.contact, (await guestsOfTask(f.contact, f.tasks.tick))[0]?.id ?? ""),
    "stopped by staff": async (f) =>
      stopGuest(f.staff, (await guestsOfTask(f.staff, f.tasks.tick))[0]?.id ?? ""),
    done: (f) => completeTask(f.contact, f.tasks.tick),
    "with the firm": (f) =>
      withFirm(f, (tx) => tx.update(tasks).set({ state: "with_firm" }).where(eq(tasks.id, f.tasks.tick))),
    withdrawn: (f) => withdrawRequest(f.staff, f.requestId),
    completed: (f) => completeWorkItem(f.staff, f.workItemId, 3),
    deleted: (f) => deleteContact(f.staff, f.contact.contactId),
    "deleted and restored": async (f) => {
      await deleteContact(f.staff, f.contact.contactId);
      await restoreContact(f.staff, f.contact.contactId);
    },
    "no recipient": (f) =>
      withFirm(f, (tx) =>
        tx.delete(requestRecipients).where(eq(requestRecipients.contactId, f.contact.contactId)),
      ),
    "signed out everywhere": (f) => revokeAll(f.contact, f.contact.contactId),
    "30 days over": (f) =>
      withFirm(f, (tx) =>
        tx
          .update(guests)
          .set({ endsAt: sql`now()` })
          .where(eq(guests.firmId, f.firmId)),
      ),
  };
  for (const [how, end] of Object.entries(ends)) {
    const f = await testFirm();
    const { guest, tokens, token } = await testGuest(f.contact, f.tasks.tick, bank());
    await end(f);
    expect([how, await guestOf(f.firmId, tokens)]).toEqual([how, undefined]);
    expect([how, await pressGuest(f.firmId, token)]).toEqual([how, undefined]);
    expect([how, (await lookAtGuestLink(f.firmId, { token, browserToken: tokens.browser })).kind]).toEqual([
      how,
      "shut",
    ]);
    await expect(completeTask(guest, f.tasks.tick)).rejects.toMatchObject({ code: "missing" });
    expect([how, await guestTask(guest)]).toEqual([how, undefined]);
  }
});

test("[A18] work set back to hand lets the guest in again, as it lets devices in", async () => {
  const f = await testFirm();
  const { tokens } = await testGuest(f.contact, f.tasks.tick, bank());
  await completeWorkItem(f.staff, f.workItemId, 3);
  expect(await guestOf(f.firmId, tokens)).toBeUndefined();
  await reopenWorkItem(f.staff, f.workItemId);
  expect(await guestOf(f.firmId, tokens)).toBeDefined();
});

test("[A18] only who asked and staff stop a guest; others on the task read a masked address", async () => {
  const f = await testFirm();
  await withFirm(f, (tx) =>
    tx
      .insert(requestRecipients)
      .values({ firmId: f.firmId, requestId: f.requestId, contactId: f.other.contactId }),
  );
  const email = bank();
  await askGuest(f.contact, f.tasks.tick, email);
  const [mine] = await guestsOfTask(f.contact, f.tasks.tick);
  const [theirs] = await guestsOfTask(f.other, f.tasks.tick);
  const [ours] = await guestsOfTask(f.staff, f.tasks.tick);
  expect([mine?.email, theirs?.email, ours?.email]).toEqual([
    email,
    "b•••@bank.example",
    "b•••@bank.example",
  ]);
  await expect(stopGuest(f.other, mine?.id ?? "")).rejects.toMatchObject({ code: "missing" });
});

test("[A18] the mail says who asks and answers go to that person; stopped before it is sent, it never goes", async () => {
  const f = await testFirm();
  const given: Delivery[] = [];
  const by = {
    repeatable: true,
    deliver: (mail: Delivery) => {
      given.push(mail);
      return Promise.resolve({ kind: "sent" as const, providerId: mail.id });
    },
  };
  const [one, two] = [bank(), bank()];
  await askGuest(f.contact, f.tasks.upload, one);
  await askGuest(f.contact, f.tasks.upload, two);
  const rows = await guestsOfTask(f.contact, f.tasks.upload);
  await stopGuest(f.contact, rows.find(({ email }) => email === two)?.id ?? "");
  await sendDue(f.firmId, by);
  expect(given.filter(({ to }) => to === two)).toEqual([]);
  const mail = given.find(({ to }) => to === one);
  expect(mail).toMatchObject({ replyTo: f.contactEmail });
  expect(mail?.subject).toMatch(/^Maya Test .* asks you to answer one thing/);
  expect(mail?.text).toContain("Send the bank statements");
  expect(mail?.text).not.toContain("Accounts ");
  const kept = await withFirm(f, (tx) =>
    tx
      .select({ state: messages.state, sealed: messages.sealed })
      .from(messages)
      .where(eq(messages.toAddress, two)),
  );
  expect(kept).toEqual([{ state: "cancelled", sealed: null }]);
});

test("[A18] accepted by staff, a guest's answer stays marked as the guest's", async () => {
  const f = await testFirm();
  const requestId = await createRequest(f.staff, {
    workItemId: f.workItemId,
    title: "Looked at",
    needsReview: true,
    recipientIds: [f.contact.contactId],
    tasks: [asked("answer", "Who signed?")],
  });
  await sendRequest(f.staff, requestId, 0);
  const taskId = (await requestPage(f.staff, requestId))?.tasks[0]?.id ?? "";
  const { guest, tokens } = await testGuest(f.contact, taskId, bank());
  await answerTask(guest, taskId, "The bank");
  expect((await staffTask(f, taskId))?.state).toBe("with_firm");
  expect(await guestOf(f.firmId, tokens)).toBeUndefined();
  await acceptTask(f.staff, taskId);
  expect((await staffTask(f, taskId))?.answeredBy).toMatch(/^A guest, /);
});

test("[A18] a file of a guest is never without the contact it stands for", async () => {
  const f = await testFirm();
  const { guest } = await testGuest(f.contact, f.tasks.upload, bank());
  const { fileId } = await receiveWhole(guest, file(f.tasks.upload), bytesOf("x"));
  await expect(
    withFirm(f, (tx) => tx.update(files).set({ purpose: "comment" }).where(eq(files.id, fileId))),
  ).rejects.toThrow();
});
