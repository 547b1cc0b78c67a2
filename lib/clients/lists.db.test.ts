import { beforeAll, expect, test } from "vitest";
import { contactPage } from "@/lib/contacts/queries";
import { requestList, requestPage } from "@/lib/requests/queries";
import { completeTask } from "@/lib/tasks/complete-task";
import { workItemList, workItemPage } from "@/lib/work-items/queries";
import { createWorkItem } from "@/lib/work-items/create-work-item";
import { testFirm, type TestFirm } from "@/test/factories/firm";
import { createClient } from "./create-client";
import { clientList, clientPage, navCounts } from "./queries";

let f: TestFirm;

beforeAll(async () => {
  f = await testFirm();
  await completeTask(f.contact, f.tasks.tick);
});

test("[W1] the list of clients counts contacts and tasks, and names what is oldest due", async () => {
  const { rows } = await clientList(f.staff, undefined);
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ contacts: 2, open: 2, done: 1, oldestDue: "2026-12-11" });
  expect(rows[0]?.lastSeen).toBeInstanceOf(Date);
  expect(rows[0]?.firstContact).toMatch(/^Maya Test/);
});

test("[W1] clients come by name, page by page, each once", async () => {
  const g = await testFirm();
  for (let at = 0; at < 60; at++)
    await createClient(g.staff, { name: `Client ${String(at % 20).padStart(2, "0")}`, kind: "company" });
  const names: string[] = [];
  const ids = new Set<string>();
  let cursor: string | undefined;
  do {
    const page = await clientList(g.staff, cursor);
    for (const row of page.rows) {
      ids.add(row.id);
      names.push(row.name);
    }
    cursor = page.next;
  } while (cursor);
  expect(ids.size).toBe(61);
  expect(names).toEqual([...names].sort());
});

test("[W1] work items and requests come newest first, page by page, and a broken cursor is the first page", async () => {
  const g = await testFirm();
  for (let at = 0; at < 55; at++)
    await createWorkItem(g.staff, { clientId: g.clientId, title: `Job ${at}`, startsOn: null, dueOn: null });
  const ids = new Set<string>();
  const times: number[] = [];
  let cursor: string | undefined;
  do {
    const page = await workItemList(g.staff, cursor);
    for (const row of page.rows) {
      ids.add(row.id);
      times.push(row.at.getTime());
    }
    cursor = page.next;
  } while (cursor);
  expect(ids.size).toBe(56);
  expect(times).toEqual([...times].sort((a, b) => b - a));
  expect((await workItemList(g.staff, "x'; drop table tasks")).rows).toHaveLength(25);
  expect((await clientList(g.staff, "no cursor")).rows).toHaveLength(1);
  expect((await requestList(g.staff, undefined)).rows[0]).toMatchObject({
    tasks: 3,
    done: 0,
    status: "sent",
  });
});

test("[W1] the pages of a client, a contact, a work item and a request hold what belongs to them", async () => {
  expect((await clientPage(f.staff, f.clientId))?.contacts).toHaveLength(2);
  const contact = await contactPage(f.staff, f.contact.contactId);
  expect(contact).toMatchObject({ requests: 1, documents: 0 });
  expect(contact?.clients.map(({ id }) => id)).toEqual([f.clientId]);
  expect((await workItemPage(f.staff, f.workItemId))?.requests[0]?.tasks.map((task) => task.state)).toEqual([
    "done",
    "open",
    "open",
  ]);
  const request = await requestPage(f.staff, f.requestId);
  expect(request?.people.map((person) => person.chosen).sort()).toEqual([false, true]);
  expect(request?.mails).toHaveLength(1);
  expect(await navCounts(f.staff)).toEqual({ requests: 1 });
});
