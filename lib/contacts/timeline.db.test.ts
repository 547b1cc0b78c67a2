import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { devices } from "@/db/schema/access";
import { requests } from "@/db/schema/work";
import { addClientComment, addStaffComment } from "@/lib/comments/add-comment";
import { revokeDevice } from "@/lib/devices/revoke-device";
import { receiveWhole } from "@/lib/files/receive-whole";
import { filesOfContact } from "@/lib/files/of-contact";
import { requestsOfContact } from "@/lib/requests/of-contact";
import { withdrawFile } from "@/lib/files/withdraw-file";
import { createRequest, withdrawRequest } from "@/lib/requests/edit-draft";
import { requestPage } from "@/lib/requests/queries";
import { sendRequest } from "@/lib/requests/send-request";
import { decideApproval } from "@/lib/tasks/answer-task";
import { completeTask, untickTask } from "@/lib/tasks/complete-task";
import { closeDeclinedTask, sendBackTask } from "@/lib/tasks/review-task";
import { testDatabase } from "@/test/db";
import { asked, testDevice, testFirm, testRequest, type TestFirm } from "@/test/factories/firm";
import { contactTimeline } from "./timeline";

let f: TestFirm;

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  yield Buffer.from(text);
}

beforeAll(async () => {
  await testDatabase();
  f = await testFirm();
});

const kinds = async (contactId: string) =>
  (await contactTimeline(f.staff, contactId, undefined)).rows.map(({ kind }) => kind);

/** What was done, oldest first, with the answer that was given. */
const acts = async (of: TestFirm, contactId: string) =>
  (await contactTimeline(of.staff, contactId, undefined)).rows
    .flatMap((row) => (row.kind === "act" ? [row] : []))
    .map(({ act, subject }) => (act === "task.answered" ? `${act} ${String(subject["answer"])}` : act))
    .reverse();

test("[C4] the timeline tells mails, links opened, devices ended, tasks, files and comments, newest first", async () => {
  const { contact } = f;
  const comment = (taskId: string, body: string) => ({ taskId, formKey: randomUUID(), body });
  expect((await kinds(contact.contactId)).sort()).toEqual(["claim", "mail"]);
  await completeTask(contact, f.tasks.tick);
  await receiveWhole(
    contact,
    { taskId: f.tasks.upload, uploadKey: randomUUID(), name: "a.txt" },
    bytesOf("a"),
  );
  await addClientComment(contact, comment(f.tasks.upload, "Is this enough?"));
  await addStaffComment(f.staff, comment(f.tasks.upload, "Yes."));
  await revokeDevice(f.staff, (await testDevice(f.firmId, contact.contactId)).deviceId);
  const { rows } = await contactTimeline(f.staff, contact.contactId, undefined);
  expect(rows.map(({ kind }) => kind).sort()).toEqual(
    ["act", "act", "claim", "claim", "comment", "comment", "end", "mail"].sort(),
  );
  const times = rows.map(({ at }) => at.getTime());
  expect(times).toEqual([...times].sort((a, b) => b - a));
  await untickTask(contact, f.tasks.tick);
  expect(await acts(f, contact.contactId)).toEqual(["task.completed", "file.received", "task.reopened"]);
});

test("[C4] a dispute is told by what happened: refusals, what was sent back, files taken back and the withdrawal stay", async () => {
  const g = await testFirm();
  const requestId = await createRequest(g.staff, {
    workItemId: g.workItemId,
    title: "Accounts",
    recipientIds: [g.contact.contactId, g.other.contactId],
    tasks: [
      asked("approval", "Approve the accounts", { allMust: true }),
      asked("upload", "Send the lease", { recipientIds: [g.contact.contactId] }),
    ],
  });
  const [approval = "", upload = ""] =
    (await requestPage(g.staff, requestId))?.tasks.map(({ id }) => id) ?? [];
  const reading = { taskId: approval, purpose: "reading" as const, uploadKey: randomUUID(), name: "a.txt" };
  await receiveWhole(g.staff, reading, bytesOf("accounts"));
  await sendRequest(g.staff, requestId, 0);
  const decide = (who: typeof g.contact, approved: boolean) =>
    decideApproval(who, approval, { approved, reason: approved ? "" : "Box 4" });
  await decide(g.contact, false);
  await decide(g.other, true);
  await sendBackTask(g.staff, approval, { reason: "Put right.", contactId: g.contact.contactId });
  await decide(g.contact, false);
  await closeDeclinedTask(g.staff, approval);
  const given = { taskId: upload, uploadKey: randomUUID(), name: "lease.txt" };
  const { fileId } = await receiveWhole(g.contact, given, bytesOf("lease"));
  await completeTask(g.contact, upload);
  await withdrawFile(g.contact, fileId);
  await withdrawRequest(g.staff, requestId);
  const told = await acts(g, g.contact.contactId);
  // of one instant, in either order
  expect(told.splice(6, 2).sort()).toEqual(["file.withdrawn", "task.reopened"]);
  expect(told).toEqual([
    "task.answered declined",
    "task.sent_back",
    "task.answered declined",
    "task.closed_as_declined",
    "file.received",
    "task.completed",
    "request.withdrawn",
  ]);
  // the other's own part, and nothing of what was asked of the first alone
  expect(await acts(g, g.other.contactId)).toEqual([
    "task.answered approved",
    "task.closed_as_declined",
    "request.withdrawn",
  ]);
  const stranger = await testFirm();
  expect((await contactTimeline(stranger.staff, g.contact.contactId, undefined)).rows).toEqual([]);
});

test("[C4] another contact's timeline has nothing of it", async () => {
  expect((await kinds(f.other.contactId)).sort()).toEqual(["claim"]);
});

test("[C4] the timeline comes page by page, each entry once, also where instants are the same", async () => {
  const g = await testFirm();
  const { contactId } = g.other;
  for (let at = 0; at < 60; at++) await testDevice(g.firmId, contactId);
  await withFirm(g, (tx) =>
    tx
      .update(devices)
      .set({ claimedAt: sql`date_trunc('day', now())` })
      .where(eq(devices.contactId, contactId)),
  );
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await contactTimeline(g.staff, contactId, cursor);
    expect(page.rows.length).toBeLessThanOrEqual(25);
    seen.push(...page.rows.map(({ kind, id }) => `${kind} ${id}`));
    cursor = page.next;
  } while (cursor);
  expect([seen.length, new Set(seen).size]).toEqual([61, 61]);
  expect((await contactTimeline(g.staff, contactId, "no cursor")).rows).toHaveLength(25);
});

test("[C4] requests and documents of a contact are its own, newest first", async () => {
  const g = await testFirm();
  const later = await testRequest(g.staff, g.clientId, [g.contact.contactId]);
  await withFirm(g, (tx) =>
    tx
      .update(requests)
      .set({ createdAt: sql`now() + interval '1 minute'` })
      .where(eq(requests.id, later.requestId)),
  );
  const mine = await requestsOfContact(g.staff, g.contact.contactId, undefined);
  expect(mine.rows.map(({ id }) => id)).toEqual([later.requestId, g.requestId]);
  expect((await requestsOfContact(g.staff, g.other.contactId, undefined)).rows).toEqual([]);
  const given = { taskId: g.tasks.upload, uploadKey: randomUUID(), name: "b.txt" };
  await receiveWhole(g.contact, given, bytesOf("b"));
  const [file] = (await filesOfContact(g.staff, g.contact.contactId, undefined)).rows;
  expect(file).toMatchObject({ name: "b.txt", size: 1, taskTitle: "Send the bank statements" });
  expect((await filesOfContact(g.staff, g.other.contactId, undefined)).rows).toEqual([]);
});
