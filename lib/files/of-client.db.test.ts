import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, withFirm } from "@/db/client";
import { files } from "@/db/schema/conversation";
import { createClient } from "@/lib/clients/create-client";
import { addStaffComment } from "@/lib/comments/add-comment";
import { analyzeAll } from "@/test/db";
import { testContact, testDevice, testFirm, testRequest, type TestFirm } from "@/test/factories/firm";
import { filesOfClient, onTasksOfClient } from "./of-client";
import type { FilePlace, FileSender } from "./place";
import { receiveWhole } from "./receive-whole";
import { withdrawFile } from "./withdraw-file";

let f: TestFirm;
beforeAll(async () => {
  f = await testFirm();
});
afterAll(closeDatabase);

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  yield Buffer.from(text);
}

const give = async (sender: FileSender, name: string, place: FilePlace): Promise<string> =>
  (await receiveWhole(sender, { ...place, uploadKey: randomUUID(), name }, bytesOf(name))).fileId;

const namesOf = async (of: TestFirm, cursor?: string) =>
  (await filesOfClient(of.staff, of.clientId, cursor)).rows.map((row) => row.name);

test("[C4] a client's documents are what its contacts gave and staff attached, of this client only, newest first", async () => {
  const { upload, tick } = f.tasks;
  expect(await namesOf(f)).toEqual([]);
  await give(f.contact, "statement.txt", { taskId: upload });
  await give(f.staff, "to read.txt", { taskId: tick, purpose: "reading" });
  const sent = await give(f.staff, "with a comment.txt", { taskId: tick, purpose: "comment" });
  await give(f.staff, "never sent.txt", { taskId: tick, purpose: "comment" });
  await addStaffComment(f.staff, { taskId: tick, formKey: randomUUID(), body: "", fileIds: [sent] });
  await give(f.staff, "letter of engagement.txt", { clientId: f.clientId });
  await withdrawFile(f.contact, await give(f.contact, "taken back.txt", { taskId: upload }));
  const second = await createClient(f.staff, { name: "Second company", kind: "company" });
  const { contactId } = await testContact(f.staff, second);
  const other = await testRequest(f.staff, second, [contactId]);
  await give(await testDevice(f.firmId, contactId), "the other's.txt", { taskId: other.tasks.upload });

  const { rows } = await filesOfClient(f.staff, f.clientId, undefined);
  expect(rows.map((row) => row.name)).toEqual([
    "letter of engagement.txt",
    "with a comment.txt",
    "to read.txt",
    "statement.txt",
  ]);
  expect(rows.map((row) => row.staffName !== null)).toEqual([true, true, true, false]);
  expect(rows[3]).toMatchObject({
    contactId: f.contact.contactId,
    taskTitle: "Send the bank statements",
    requestTitle: "Papers",
    workItemId: f.workItemId,
  });
  expect(rows[0]).not.toHaveProperty("taskId");
});

test("[C4] a client's documents come page by page, each once, also where instants are the same", async () => {
  const g = await testFirm();
  const first = await give(g.contact, "first.txt", { taskId: g.tasks.upload });
  const kept = await give(g.staff, "kept.txt", { clientId: g.clientId });
  // as many as two pages and more, with two instants only
  await withFirm(g, async (tx) => {
    for (const from of [first, kept])
      await tx.execute(sql`insert into files (firm_id, purpose, task_id, client_id, contact_id, staff_id, upload_key, name,
          size, received_bytes, state, sha256, storage_key, wrapped_key, received_at)
        select firm_id, purpose, task_id, client_id, contact_id, staff_id, gen_random_uuid(), name || n,
          size, received_bytes, state, sha256, storage_key || n, wrapped_key, timestamptz '2026-02-03 04:05:06.789Z' - make_interval(days => n % 2)
        from files, generate_series(1, 40) n where firm_id = ${g.firmId} and id = ${from}`);
  });
  const seen: string[] = [];
  let cursor: string | undefined;
  let pages = 0;
  do {
    const page = await filesOfClient(g.staff, g.clientId, cursor);
    seen.push(...page.rows.map((row) => row.id));
    cursor = page.next;
    pages += 1;
  } while (cursor);
  expect([pages, seen.length, new Set(seen).size]).toEqual([4, 82, 82]);
  const all = await withFirm(g, (tx) =>
    tx
      .select({ id: files.id })
      .from(files)
      .where(eq(files.firmId, g.firmId))
      .orderBy(sql`received_at desc, id desc`),
  );
  expect(seen).toEqual(all.map(({ id }) => id));
});

test("[C4] a client's documents are found by indexes in a firm of many, under row-level security too", async () => {
  const g = await testFirm();
  const { firmId, staff, contact, clientId } = g;
  await withFirm(g, async (tx) => {
    await tx.execute(sql`insert into clients (firm_id, name, kind)
      select ${firmId}, 'Client ' || n, 'company' from generate_series(1, 400) n`);
    await tx.execute(sql`insert into work_items (firm_id, client_id, title, owner_id)
      select firm_id, id, 'Job ' || n, ${staff.staffId} from clients, generate_series(1, 3) n where firm_id = ${firmId}`);
    await tx.execute(sql`insert into requests (firm_id, work_item_id, title, created_by)
      select firm_id, id, 'Papers', ${staff.staffId} from work_items where firm_id = ${firmId}`);
    await tx.execute(sql`insert into tasks (firm_id, request_id, kind, title, position)
      select firm_id, id, 'upload', 'Send it', n from requests, generate_series(1, 2) n where firm_id = ${firmId}`);
    await tx.execute(sql`insert into files (firm_id, task_id, contact_id, upload_key, name, size, received_bytes, state,
        sha256, storage_key, wrapped_key, received_at)
      select firm_id, id, ${contact.contactId}, gen_random_uuid(), 'a.pdf', 1, 1, 'received',
        'x', gen_random_uuid(), 'x', now() from tasks where firm_id = ${firmId}`);
  });
  // the plan goes by what is known of the tables, not by when Postgres came to count them
  await analyzeAll();
  const plan = await withFirm(g, async (tx) => {
    const query = onTasksOfClient(tx, staff, clientId, undefined).getSQL();
    const rows = await tx.execute<{ "QUERY PLAN": string }>(sql`explain ${query}`);
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  });
  for (const index of ["work_items_by_client", "requests_by_work_item", "tasks_by_request", "files_by_task"])
    expect(plan).toContain(`Index Scan using ${index}`);
  expect(plan).not.toMatch(/Seq Scan on (files|tasks|requests|work_items)/);
}, 60_000);
