import { randomUUID } from "node:crypto";
import { and, asc, eq, sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { magicLinks } from "@/db/schema/access";
import { auditEvents } from "@/db/schema/audit";
import { messages } from "@/db/schema/messages";
import { requests, workItems } from "@/db/schema/work";
import { addStaffComment } from "@/lib/comments/add-comment";
import { sendNotices } from "@/lib/comments/send-notices";
import { setUndoSeconds } from "@/lib/firms/undo-seconds";
import { sendDue } from "@/lib/messages/send-due";
import type { Transport } from "@/lib/messages/transport";
import { openTasks, requestPage } from "@/lib/requests/queries";
import { testDatabase } from "@/test/db";
import { asked, testFirm, testRequest, type TestFirm } from "@/test/factories/firm";
import { saveRequest, withdrawRequest } from "./edit-draft";
import { addTask, editTask } from "./edit-tasks";
import { sendRequest } from "./send-request";
import { takeOutTask } from "./take-out-task";
import { undoSend } from "./undo-send";

let f: TestFirm;
const mailed: string[] = [];
const post: Transport = {
  repeatable: true,
  deliver: ({ to, id }) => {
    mailed.push(to);
    return Promise.resolve({ kind: "sent", providerId: id });
  },
};

beforeAll(async () => {
  await testDatabase();
  f = await testFirm();
  await sendDue(f.firmId, post);
});

const held = async (to = [f.contact.contactId], seconds = 60) => {
  await setUndoSeconds(f.staff, seconds);
  return testRequest(f.staff, f.clientId, to);
};

const mailsOf = (requestId: string) =>
  withFirm(f, (tx) =>
    tx
      .select({ state: messages.state, sealed: messages.sealed, revokedAt: magicLinks.revokedAt })
      .from(messages)
      .innerJoin(magicLinks, and(eq(magicLinks.firmId, messages.firmId), eq(magicLinks.id, messages.linkId)))
      .where(eq(messages.requestId, requestId))
      .orderBy(asc(messages.createdAt), asc(messages.id)),
  );

const rowOf = async (requestId: string) => {
  const [row] = await withFirm(f, (tx) =>
    tx
      .select({
        status: requests.status,
        sentAt: requests.sentAt,
        sentBy: requests.sentBy,
        timesSent: requests.timesSent,
        work: workItems.status,
      })
      .from(requests)
      .innerJoin(workItems, and(eq(workItems.firmId, requests.firmId), eq(workItems.id, requests.workItemId)))
      .where(eq(requests.id, requestId)),
  );
  return row;
};

const sees = async (requestId: string) =>
  (await openTasks(f.contact)).some((task) => task.requestId === requestId);

/** As if so many seconds had passed since the sending. */
const later = (requestId: string, seconds: number) =>
  withFirm(f, async (tx) => {
    const back = (column: unknown) => sql`${column} - make_interval(secs => ${seconds})`;
    await tx
      .update(requests)
      .set({ heldUntil: back(requests.heldUntil), sentAt: back(requests.sentAt) })
      .where(eq(requests.id, requestId));
    await tx
      .update(messages)
      .set({ nextAt: back(messages.nextAt) })
      .where(eq(messages.requestId, requestId));
  });

test("[S10] within the firm's seconds nothing of a first sending leaves or shows; undone it is a draft again, its links dead, and it can be sent anew", async () => {
  const { requestId } = await held();
  await sendDue(f.firmId, post);
  expect(mailed).toEqual([f.contactEmail]);
  expect(await sees(requestId)).toBe(false);
  expect(await rowOf(requestId)).toMatchObject({ status: "sent", timesSent: 1, work: "waiting" });
  expect(await undoSend(f.staff, requestId, 1)).toEqual({ cancelled: 1, gone: 0, isDraft: true });
  expect(await rowOf(requestId)).toEqual({
    ...{ status: "draft", sentAt: null, sentBy: null, timesSent: 0, work: "planned" },
  });
  expect(await mailsOf(requestId)).toEqual([
    { state: "cancelled", sealed: null, revokedAt: expect.any(Date) as Date },
  ]);
  await later(requestId, 120);
  await sendDue(f.firmId, post);
  expect([mailed.length, await sees(requestId)]).toEqual([1, false]);
  const acts = await withFirm(f, (tx) =>
    tx
      .select({ action: auditEvents.action, subject: auditEvents.subject })
      .from(auditEvents)
      .where(sql`${auditEvents.action} in ('request.send_undone', 'message.cancelled')`)
      .orderBy(asc(auditEvents.seq)),
  );
  expect(acts.map(({ action }) => action)).toEqual(["message.cancelled", "request.send_undone"]);
  expect(acts[1]?.subject).toEqual({ requestId, cancelled: 1, gone: 0 });

  await sendRequest(f.staff, requestId, 0);
  await later(requestId, 61);
  await sendDue(f.firmId, post);
  expect([mailed.length, await sees(requestId)]).toEqual([2, true]);
});

test("[S10] an undone resend mails nobody, and the request stays as it was sent before", async () => {
  const { requestId } = await held(undefined, 0);
  await sendDue(f.firmId, post);
  const [before, count] = [await rowOf(requestId), mailed.length];
  await setUndoSeconds(f.staff, 60);
  await sendRequest(f.staff, requestId, 1);
  expect(await sees(requestId)).toBe(true);
  expect(await undoSend(f.staff, requestId, 2)).toEqual({ cancelled: 1, gone: 0, isDraft: false });
  expect(await rowOf(requestId)).toEqual(before);
  await later(requestId, 120);
  await sendDue(f.firmId, post);
  expect(mailed).toHaveLength(count);
  expect((await mailsOf(requestId)).map(({ state }) => state)).toEqual(["sent", "cancelled"]);
});

test("[S10] what the worker has taken already is said and stays sent; the rest is held back", async () => {
  const { requestId } = await held([f.contact.contactId, f.other.contactId]);
  await later(requestId, 61);
  // one of the two was leased a moment before
  const [first] = await withFirm(f, (tx) =>
    tx.select({ id: messages.id }).from(messages).where(eq(messages.requestId, requestId)).limit(1),
  );
  await withFirm(f, (tx) =>
    tx
      .update(messages)
      .set({ state: "leased", attempts: 1, leaseUntil: sql`now() + interval '1 minute'` })
      .where(eq(messages.id, first?.id ?? "")),
  );
  expect(await undoSend(f.staff, requestId, 1)).toEqual({ cancelled: 1, gone: 1, isDraft: false });
  expect(await rowOf(requestId)).toMatchObject({ status: "sent", timesSent: 1 });
  await expect(undoSend(f.staff, requestId, 1)).rejects.toMatchObject({ code: "conflict" });
});

test("[S10] after the seconds, twice, of an older sending or where nothing is held, nothing is undone", async () => {
  const { requestId } = await held();
  await expect(undoSend(f.staff, requestId, 2)).rejects.toMatchObject({ code: "conflict" });
  await later(requestId, 61);
  await expect(undoSend(f.staff, requestId, 1)).rejects.toThrow(/Too late to undo/);
  await sendDue(f.firmId, post);
  await expect(undoSend(f.staff, requestId, 1)).rejects.toThrow(/Too late to undo/);
  const twice = await held();
  const both = await Promise.allSettled([
    undoSend(f.staff, twice.requestId, 1),
    undoSend(f.staff, twice.requestId, 1),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const atOnce = await held(undefined, 0);
  await expect(undoSend(f.staff, atOnce.requestId, 1)).rejects.toMatchObject({ code: "conflict" });
});

test("[S10] of an undoing and a worker at the same instant one has each mail: none is both cancelled and sent", async () => {
  for (let round = 0; round < 8; round++) {
    const { requestId } = await held([f.contact.contactId, f.other.contactId], 0);
    while ((await sendDue(f.firmId, post)) > 0);
    await setUndoSeconds(f.staff, 60);
    await sendRequest(f.staff, requestId, 1);
    await later(requestId, 61);
    const before = mailed.length;
    const [undo] = await Promise.allSettled([undoSend(f.staff, requestId, 2), sendDue(f.firmId, post)]);
    await sendDue(f.firmId, post);
    const states = (await mailsOf(requestId)).map(({ state }) => state);
    // the two of the first sending, and what went of the second
    const went = mailed.length - before;
    expect(states.filter((state) => state === "sent")).toHaveLength(2 + went);
    expect(states.filter((state) => state === "cancelled")).toHaveLength(2 - went);
    expect(undo.status === "fulfilled" ? undo.value.cancelled : 0).toBe(2 - went);
    expect((await requestPage(f.staff, requestId))?.timesSent).toBe(went === 0 ? 1 : 2);
  }
});

test("[S10] what is held is neither changed nor withdrawn meanwhile: it is undone, or goes as it was written", async () => {
  const { requestId, tasks } = await held();
  const no = { code: "conflict", message: expect.stringContaining("Undo it, or wait") as string };
  await expect(saveRequest(f.staff, requestId, { title: "Other words" })).rejects.toMatchObject(no);
  await expect(addTask(f.staff, requestId, asked("tick", "One more"))).rejects.toMatchObject(no);
  await expect(editTask(f.staff, requestId, tasks.tick, asked("tick", "Other"))).rejects.toMatchObject(no);
  await expect(takeOutTask(f.staff, requestId, tasks.tick)).rejects.toMatchObject(no);
  await expect(withdrawRequest(f.staff, requestId)).rejects.toMatchObject(no);
  await later(requestId, 61);
  await saveRequest(f.staff, requestId, { title: "Other words" });
  await withdrawRequest(f.staff, requestId);
});

test("[S10] a notice that comes due while a first sending is held waits, and names nothing of what is undone", async () => {
  const { requestId, tasks } = await held();
  await addStaffComment(f.staff, { taskId: tasks.tick, formKey: randomUUID(), body: "About this one" });
  const due = () => withFirm(f, (tx) => tx.execute(sql`update client_notices set due_at = now()`));
  const notices = () =>
    withFirm(f, (tx) =>
      tx.$count(messages, and(eq(messages.firmId, f.firmId), eq(messages.kind, "client_notice"))),
    );
  const before = await notices();
  await due();
  expect(await sendNotices(f.firmId)).toBe(0);
  await undoSend(f.staff, requestId, 1);
  await due();
  await sendNotices(f.firmId);
  expect(await notices()).toBe(before);
});
