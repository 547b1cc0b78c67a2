import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { createClient } from "@/lib/clients/create-client";
import { addStaffComment } from "@/lib/comments/add-comment";
import { editContact } from "@/lib/contacts/edit-contact";
import { openText } from "@/lib/crypto";
import { createRequest, saveRequest } from "@/lib/requests/edit-draft";
import { completedWork } from "@/lib/requests/closed";
import { askerOf, openTasks, requestPage } from "@/lib/requests/queries";
import { sendRequest } from "@/lib/requests/send-request";
import { answerTask } from "@/lib/tasks/answer-task";
import { taskPage } from "@/lib/tasks/queries";
import { completeWorkItem } from "@/lib/work-items/complete-work-item";
import { testDatabase } from "@/test/db";
import { asked, testFirm } from "@/test/factories/firm";

beforeAll(testDatabase);

const count = (f: { firmId: string }, table: "client_notices" | "messages") =>
  withFirm(f, async (tx) => {
    const [row] = await tx.execute<{ n: number }>(
      sql`select count(*)::int as n from ${sql.identifier(table)}`,
    );
    return row?.n;
  });

test("[A9] a contact who was taken off a client sees, answers and is mailed nothing of it any more", async () => {
  const f = await testFirm();
  const elsewhere = await createClient(f.staff, { name: "Another company", kind: "company" });
  await editContact(f.staff, f.contact.contactId, {
    firstName: "Maya",
    lastName: "Moved",
    email: f.contactEmail,
    phone: "",
    clientIds: [elsewhere],
  });
  expect(await openTasks(f.contact)).toEqual([]);
  expect(await taskPage(f.contact, f.tasks.answer)).toBeUndefined();
  expect(await askerOf(f.contact)).toBeUndefined();
  await expect(answerTask(f.contact, f.tasks.answer, "x")).rejects.toThrow(/no longer open/);
  const mails = await count(f, "messages");
  await expect(sendRequest(f.staff, f.requestId, 1)).rejects.toThrow(/recipient who is not deleted/);
  await addStaffComment(f.staff, { taskId: f.tasks.tick, formKey: randomUUID(), body: "Hello?" });
  expect([await count(f, "client_notices"), await count(f, "messages")]).toEqual([0, mails]);
  await completeWorkItem(f.staff, f.workItemId, 3);
  expect(await completedWork(f.contact, { requestId: f.requestId })).toBeUndefined();
});

test("[A9] a task that is for one recipient is never told to another, nor becomes everybody's", async () => {
  const f = await testFirm();
  const both = [f.contact.contactId, f.other.contactId];
  const requestId = await createRequest(f.staff, {
    workItemId: f.workItemId,
    title: "Papers",
    recipientIds: both,
    tasks: [asked("tick", "Only for Maya", { recipientIds: [f.contact.contactId] })],
  });
  await expect(saveRequest(f.staff, requestId, { recipientIds: [f.other.contactId] })).rejects.toThrow(
    /“Only for Maya” is only for somebody/,
  );
  expect((await requestPage(f.staff, requestId))?.tasks[0]?.forEveryone).toBe(false);
  expect(await sendRequest(f.staff, requestId, 0)).toBe(1);
  const rows = await withFirm(f, (tx) =>
    tx.execute<{ id: string; sealed: string; contact_id: string }>(
      sql`select id, sealed, contact_id from messages where request_id = ${requestId}::uuid`,
    ),
  );
  expect(rows.map((row) => row.contact_id)).toEqual([f.contact.contactId]);
  const [mail] = rows;
  const place = { table: "messages", column: "sealed", firmId: f.firmId, rowId: mail?.id ?? "" };
  expect(openText(mail?.sealed ?? "", place)).toContain("Only for Maya");
});
