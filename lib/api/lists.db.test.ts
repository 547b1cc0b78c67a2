import { beforeAll, expect, test } from "vitest";
import { createClient } from "@/lib/clients/create-client";
import { deleteContact } from "@/lib/contacts/delete-contact";
import { ask, testKey } from "@/test/api";
import { testDatabase } from "@/test/db";
import { testContact, testFirm, testRequest, type TestFirm } from "@/test/factories/firm";

let f: TestFirm;
let key: string;

beforeAll(async () => {
  await testDatabase();
  f = await testFirm();
  ({ key } = await testKey(f));
});

type Page = { data: { id: string }[]; next_cursor: string | null };
const page = async (line: string) => (await ask(key, `GET ${line}`)).body as Page;
const idsOf = async (line: string) => (await page(line)).data.map((one) => one.id);

async function all(line: string): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const next: Page = await page(`${line}${cursor ? `&cursor=${cursor}` : ""}`);
    ids.push(...next.data.map((one) => one.id));
    cursor = next.next_cursor;
  }
  return ids;
}

test("[I1] a list is read to its end in pages of any size, newest first, each row once", async () => {
  const made: string[] = [f.clientId];
  for (let n = 0; n < 11; n++) made.push(await createClient(f.staff, { name: `N ${n}`, kind: "person" }));
  const newestFirst = made.toReversed();
  for (const limit of [1, 5, 12, 100]) expect(await all(`/clients?limit=${limit}`)).toEqual(newestFirst);
  expect((await page("/clients?limit=12")).next_cursor).toBeNull();
  const first = await page("/clients?limit=6");
  await createClient(f.staff, { name: "Came meanwhile", kind: "person" });
  expect(await idsOf(`/clients?limit=6&cursor=${first.next_cursor ?? ""}`)).toEqual(newestFirst.slice(6));
  const events = await all("/audit-events?limit=7");
  expect([new Set(events).size, events.length > 20]).toEqual([events.length, true]);
});

test("[I1] lists are filtered by client, work, request, contact, state and words", async () => {
  const clientId = await createClient(f.staff, { name: "Zebra Holdings", kind: "company" });
  const { contactId, email } = await testContact(f.staff, clientId);
  const { workItemId, requestId, tasks } = await testRequest(f.staff, clientId, [contactId]);
  const cases: [string, string[]][] = [
    ["/clients?q=zebra", [clientId]],
    [`/contacts?client_id=${clientId}`, [contactId]],
    [`/contacts?q=${email}`, [contactId]],
    [`/work-items?client_id=${clientId}`, [workItemId]],
    [`/work-items?client_id=${clientId}&status=waiting`, [workItemId]],
    [`/work-items?client_id=${clientId}&status=planned`, []],
    [`/requests?client_id=${clientId}`, [requestId]],
    [`/requests?work_item_id=${workItemId}&status=sent`, [requestId]],
    [`/requests?work_item_id=${workItemId}&status=draft`, []],
    [`/requests?contact_id=${contactId}`, [requestId]],
    [`/tasks?request_id=${requestId}&kind=tick`, [tasks.tick]],
    [`/tasks?request_id=${requestId}&state=done`, []],
  ];
  for (const [line, ids] of cases) expect([line, await idsOf(line)]).toEqual([line, ids]);
  expect((await idsOf(`/tasks?request_id=${requestId}`)).sort()).toEqual(Object.values(tasks).sort());
  await deleteContact(f.staff, contactId);
  expect(await idsOf(`/contacts?client_id=${clientId}&deleted=false`)).toEqual([]);
  expect(await idsOf(`/contacts?client_id=${clientId}&deleted=true`)).toEqual([contactId]);
});

test("[I1] a contact is deleted and restored, and its devices listed and revoked", async () => {
  const g = await testFirm();
  const { key: theirs } = await testKey(g);
  const { contactId, deviceId } = g.contact;
  const devices = async () =>
    (
      (await ask(theirs, `GET /contacts/${contactId}/devices`)).body as {
        data: { id: string; live: boolean }[];
      }
    ).data;
  expect(await devices()).toMatchObject([{ id: deviceId, live: true }]);
  expect((await ask(theirs, `DELETE /devices/${deviceId}`)).status).toBe(204);
  expect(await devices()).toMatchObject([{ id: deviceId, live: false }]);
  expect((await ask(theirs, `DELETE /contacts/${contactId}`)).status).toBe(204);
  expect((await ask(theirs, `GET /contacts/${contactId}`)).body).toMatchObject({
    deleted_at: expect.any(String) as string,
  });
  expect(await ask(theirs, `POST /contacts/${contactId}/restore`)).toMatchObject({
    status: 200,
    body: { deleted_at: null },
  });
});
