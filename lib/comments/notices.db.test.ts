import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import postgres from "postgres";
import { beforeAll, expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { firmsWithDueNotices } from "@/db/lookups";
import { openText } from "@/lib/crypto";
import { demoPdf } from "@/lib/firms/demo-pdf";
import { letMailsCarryWords } from "@/lib/firms/let-mails-carry-words";
import { receiveWhole } from "@/lib/files/receive-whole";
import { addTask } from "@/lib/requests/edit-tasks";
import { completeTask } from "@/lib/tasks/complete-task";
import { sendBackTask } from "@/lib/tasks/review-task";
import { completeWorkItem } from "@/lib/work-items/complete-work-item";
import { testDatabase } from "@/test/db";
import { whole } from "@/test/factories/every-kind";
import { asked, testFirm, testRequest, type TestFirm } from "@/test/factories/firm";
import { addClientComment, addStaffComment } from "./add-comment";
import { sendNotices } from "./send-notices";

beforeAll(testDatabase);

const say = (f: TestFirm, taskId: string) =>
  addStaffComment(f.staff, { taskId, formKey: randomUUID(), body: "Could you look again?" });

type Waiting = { due_in: number; since_ago: number };
const waiting = (f: TestFirm) =>
  withFirm(f, async (tx) => [
    ...(await tx.execute<Waiting>(sql`
      select round(extract(epoch from due_at - now()) / 60)::int as due_in,
             round(extract(epoch from now() - since) / 60)::int as since_ago from client_notices`)),
  ]);
const later = (f: TestFirm, minutes: number) =>
  withFirm(f, (tx) =>
    tx.execute(sql`update client_notices set since = since - make_interval(mins => ${minutes}::int),
      due_at = due_at - make_interval(mins => ${minutes}::int)`),
  );
const olderComments = (f: TestFirm, minutes: number) =>
  withFirm(f, (tx) =>
    tx.execute(sql`update comments set created_at = created_at - make_interval(mins => ${minutes}::int)`),
  );

async function mails(f: TestFirm) {
  const rows = await withFirm(f, async (tx) => [
    ...(await tx.execute<{ id: string; sealed: string; contact_id: string }>(
      sql`select id, sealed, contact_id from messages where kind = 'client_notice' order by created_at`,
    )),
  ]);
  return rows.map(({ id, sealed, contact_id }) => {
    const place = { table: "messages", column: "sealed", firmId: f.firmId, rowId: id };
    return {
      ...(JSON.parse(openText(sealed, place)) as { subject: string; text: string }),
      contactId: contact_id,
    };
  });
}

test("[P4] clients are mailed once, ten minutes after the last comment and at most thirty after the first", async () => {
  const f = await testFirm();
  await say(f, f.tasks.tick);
  expect(await waiting(f)).toEqual([{ due_in: 10, since_ago: 0 }]);
  await later(f, 6);
  await say(f, f.tasks.upload);
  expect(await waiting(f)).toEqual([{ due_in: 10, since_ago: 6 }]);
  await later(f, 19);
  await say(f, f.tasks.upload);
  expect(await waiting(f)).toEqual([{ due_in: 5, since_ago: 25 }]);
  expect(await sendNotices(f.firmId)).toBe(0);
  await later(f, 6);
  await olderComments(f, 6);
  expect(await firmsWithDueNotices()).toContain(f.firmId);
  expect(await sendNotices(f.firmId)).toBe(1);
  expect(await sendNotices(f.firmId)).toBe(0);
  const [mail, ...more] = await mails(f);
  expect(more).toEqual([]);
  expect(mail?.contactId).toBe(f.contact.contactId);
  expect(mail?.subject).toBe("Ana Hill wrote on 2 tasks");
  expect(mail?.text).toContain("Confirm your address");
  expect(mail?.text).toContain("   > Could you look again?\n");
});

test("[W6] who gets a task back is told within a minute, with its title, and several in one mail", async () => {
  const f = await testFirm();
  await completeTask(f.contact, f.tasks.tick);
  await sendBackTask(f.staff, f.tasks.tick, { reason: "That is the old address." });
  expect(await waiting(f)).toEqual([{ due_in: 1, since_ago: 0 }]);
  await withFirm(f, (tx) => tx.execute(sql`update client_notices set due_at = now()`));
  await sendNotices(f.firmId);
  const [mail] = await mails(f);
  expect(mail?.subject).toBe("Ana Hill: Confirm your address");
  expect(mail?.text).toContain("Sent back, because:\n   > That is the old address.\n");
});

test("[W4] tasks added to a sent request are told once, in one mail", async () => {
  const f = await testFirm();
  await addTask(f.staff, f.requestId, asked("upload", "Send the lease"));
  await addTask(f.staff, f.requestId, asked("tick", "Check the year"));
  expect(await waiting(f)).toHaveLength(1);
  await withFirm(f, (tx) => tx.execute(sql`update client_notices set due_at = now()`));
  await Promise.all([sendNotices(f.firmId), sendNotices(f.firmId)]);
  const [mail, ...more] = await mails(f);
  expect(more).toEqual([]);
  expect(mail?.subject).toBe("Ana Hill asks for 2 more things");
});

test("[P4] nobody is mailed about work that was completed before the mail went", async () => {
  const f = await testFirm();
  await say(f, f.tasks.tick);
  await completeWorkItem(f.staff, f.workItemId, 3);
  await withFirm(f, (tx) => tx.execute(sql`update client_notices set due_at = now()`));
  expect(await sendNotices(f.firmId)).toBe(1);
  expect(await mails(f)).toEqual([]);
});

/** Runs a statement as the owner of this file's database. */
async function asOwner(statement: string): Promise<void> {
  const owner = postgres((await testDatabase()).ownerUrl, { max: 1, onnotice: () => undefined });
  await owner.unsafe(statement);
  await owner.end();
}

test("[S8] a notice whose letter fails is put off, longer each time, and keeps no other contact's waiting", async () => {
  const f = await testFirm();
  const theirs = await testRequest(f.staff, f.clientId, [f.other.contactId]);
  await say(f, f.tasks.tick);
  await later(f, 120);
  await say(f, theirs.tasks.tick);
  await withFirm(f, (tx) => tx.execute(sql`update client_notices set due_at = least(due_at, now())`));
  await asOwner(`
    create function refuse_letter() returns trigger language plpgsql as $$ begin raise 'this letter fails'; end $$;
    create trigger refuse_letter before insert on messages for each row
      when (new.contact_id = '${f.contact.contactId}') execute function refuse_letter()`);
  expect(await sendNotices(f.firmId)).toBe(1);
  expect((await mails(f)).map((mail) => mail.contactId)).toEqual([f.other.contactId]);
  expect(await waiting(f)).toEqual([{ due_in: 120, since_ago: 120 }]);
  await asOwner("drop trigger refuse_letter on messages; drop function refuse_letter");
  expect(await sendNotices(f.firmId)).toBe(0);
  await later(f, 121);
  await olderComments(f, 121);
  expect(await sendNotices(f.firmId)).toBe(1);
  expect((await mails(f)).map((mail) => mail.contactId)).toEqual([f.other.contactId, f.contact.contactId]);
  expect(await waiting(f)).toEqual([]);
});

/** What the outbox holds for the work owner, newest last. */
async function toOwner(f: TestFirm) {
  const rows = await withFirm(f, async (tx) => [
    ...(await tx.execute<{ id: string; sealed: string }>(
      sql`select id, sealed from messages where kind in ('comment', 'declined') order by created_at, id`,
    )),
  ]);
  return rows.map(({ id, sealed }) => {
    const place = { table: "messages", column: "sealed", firmId: f.firmId, rowId: id };
    return (JSON.parse(openText(sealed, place)) as { text: string }).text;
  });
}

test("[P4] mails carry what both sides wrote, with the names of files, unless the firm keeps words out of mails", async () => {
  const f = await testFirm();
  const taskId = f.tasks.tick;
  const both = async (body: string) => {
    const file = { taskId, purpose: "comment" as const, uploadKey: randomUUID(), name: "old letter.pdf" };
    const { fileId } = await receiveWhole(f.contact, file, whole(demoPdf(["A letter"])));
    const form = { taskId, formKey: randomUUID(), body };
    await addClientComment(f.contact, { ...form, fileIds: [fileId] });
    await addStaffComment(f.staff, { ...form, formKey: randomUUID() });
    await withFirm(f, (tx) => tx.execute(sql`update client_notices set due_at = now()`));
    await sendNotices(f.firmId);
    return [(await toOwner(f)).at(-1) ?? "", (await mails(f)).at(-1)?.text ?? ""];
  };
  const [owner, client] = await both("Here is the old one.");
  expect(owner).toContain("\n> Here is the old one.\n> With old letter.pdf\n");
  expect(client).toContain("   > Here is the old one.\n");
  await letMailsCarryWords(f.staff, false);
  const quiet = await both("Nobody mails this.");
  for (const text of quiet) expect(text).not.toMatch(/mails this|old letter/);
  expect(quiet[1]).toContain("A comment for you\n");
});

test("[P4] owner and admin say whether mails carry words, once each is in the audit log; a member may not", async () => {
  const f = await testFirm();
  await expect(letMailsCarryWords({ ...f.staff, role: "member" }, false)).rejects.toThrow(/owner or admin/);
  await letMailsCarryWords({ ...f.staff, role: "admin" }, false);
  await letMailsCarryWords(f.staff, false);
  await letMailsCarryWords(f.staff, true);
  const acts = await withFirm(f, async (tx) => [
    ...(await tx.execute<{ action: string }>(
      sql`select action from audit_events where action like 'firm.words%' order by seq`,
    )),
  ]);
  expect(acts.map(({ action }) => action)).toEqual(["firm.words_kept_from_mails", "firm.words_mailed"]);
});
