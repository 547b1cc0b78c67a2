import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { ask, testKey } from "@/test/api";
import { completeTask } from "@/lib/tasks/complete-task";
import { testDatabase } from "@/test/db";
import { testLogin } from "@/test/factories/factors";
import { testFirm, type TestFirm } from "@/test/factories/firm";

let f: TestFirm;
let key: string;

beforeAll(async () => {
  await testDatabase();
  f = await testFirm();
  ({ key } = await testKey(f));
});

type Row = Record<string, unknown> & { id: string; version: number };
const get = async (path: string) => (await ask(key, `GET ${path}`)).body as Row;
const patch = (path: string, body: object) => ask(key, `PATCH ${path}`, { body });
const made = async (path: string, body: object) => (await ask(key, `POST ${path}`, { body })).body as Row;

test("[I1] a change made from an older version is refused with what it says now, and nothing is overwritten", async () => {
  const draft = await made("/requests", {
    work_item_id: f.workItemId,
    title: "Draft",
    tasks: [{ kind: "tick", title: "Do" }],
  });
  const [task] = draft["tasks"] as Row[];
  const contact = await get(`/contacts/${f.contact.contactId}`);
  const cases: [string, string, string, number][] = [
    [`/clients/${f.clientId}`, "name", "", (await get(`/clients/${f.clientId}`)).version],
    [`/contacts/${contact.id}`, "last_name", "", contact.version],
    [`/work-items/${f.workItemId}`, "title", "", (await get(`/work-items/${f.workItemId}`)).version],
    [`/requests/${draft.id}`, "title", "", draft.version],
    [`/tasks/${task?.id ?? ""}`, "title", "", task?.version ?? 0],
  ];
  for (const [path, field, , seen] of cases) {
    const before = await get(path);
    const first = await patch(path, { [field]: "First", version: seen });
    expect([path, first.status, first.body]).toMatchObject([
      path,
      200,
      { [field]: "First", version: seen + 1 },
    ]);
    const second = await patch(path, { [field]: "Second", version: seen });
    expect([path, second]).toMatchObject([path, { status: 409, body: { code: "conflict" } }]);
    const { errors } = second.body as { errors: { field: string; detail: string }[] };
    expect(errors.find((error) => error.field === field)?.detail).toContain("First");
    const after = await get(path);
    expect({ ...after, [field]: "", version: 0 }).toEqual({ ...before, [field]: "", version: 0 });
    expect(after[field]).toBe("First");
  }
});

test("[I1] a contact keeps what a change does not name; another address ends its devices", async () => {
  const g = await testFirm();
  ({ key } = await testKey(g));
  const path = `/contacts/${g.contact.contactId}`;
  const before = await get(path);
  expect((await patch(path, { phone: "020 7946 0000" })).body).toEqual({
    ...before,
    phone: "020 7946 0000",
    version: before.version + 1,
  });
  expect((await patch(path, {})).body).toMatchObject({ phone: "020 7946 0000", version: before.version + 1 });
  const email = `${randomUUID()}@new.example`;
  expect(await patch(path, { email })).toMatchObject({ status: 200, body: { email } });
  expect(await get(`${path}/devices`)).toMatchObject({ data: [{ live: false, ended_how: "email_changed" }] });
  const foreign = await patch(path, { client_ids: [g.clientId, f.clientId] });
  expect(foreign).toMatchObject({ status: 404, body: { code: "missing" } });
  ({ key } = await testKey(f));
});

test("[AU7] a program does not move the address of a contact that has a login, and changes the rest", async () => {
  const g = await testFirm();
  await testLogin(g.contact, g.contactEmail);
  const { key: own } = await testKey(g);
  const path = `/contacts/${g.contact.contactId}`;
  const change = (body: object) => ask(own, `PATCH ${path}`, { body });
  const refused = await change({ email: "thief@evil.example", phone: "1" });
  expect(refused).toMatchObject({ status: 409, body: { code: "conflict" } });
  expect((refused.body as { detail: string }).detail).toContain("has a login");
  expect((await ask(own, `GET ${path}`)).body).toMatchObject({ email: g.contactEmail, phone: "" });
  expect(await change({ email: g.contactEmail, phone: "1" })).toMatchObject({
    status: 200,
    body: { phone: "1" },
  });
});

test("[I1] work is completed with tasks still open, is a record then, and is set back", async () => {
  const path = `/work-items/${f.workItemId}`;
  expect(await patch(path, { status: "ready", due_on: null })).toMatchObject({
    status: 200,
    body: { status: "ready", due_on: null },
  });
  const done = await patch(path, { status: "completed" });
  expect(done).toMatchObject({
    status: 200,
    body: { status: "completed", completed_at: expect.any(String) as string },
  });
  expect(await patch(path, { title: "Other" })).toMatchObject({ status: 409 });
  expect(await ask(key, `POST /requests/${f.requestId}/send`)).toMatchObject({ status: 409 });
  const back = await patch(path, { status: "waiting", title: "Once more" });
  expect(back).toMatchObject({
    status: 200,
    body: { status: "waiting", title: "Once more", completed_at: null },
  });
});

test("[I1] a client is archived once nothing is open, and restored", async () => {
  const client = await made("/clients", { name: "Old", kind: "person" });
  const path = `/clients/${client.id}`;
  expect((await patch(path, { archived: true, name: "Older" })).body).toMatchObject({
    name: "Older",
    kind: "person",
    archived_at: expect.any(String) as string,
  });
  expect(await ask(key, "POST /work-items", { body: { client_id: client.id, title: "x" } })).toMatchObject({
    status: 409,
  });
  expect((await patch(path, { archived: false })).body).toMatchObject({ archived_at: null });
  expect(await patch(`/clients/${f.clientId}`, { archived: true })).toMatchObject({ status: 409 });
});

test("[I1] a task of a draft keeps what a change does not name, and another kind drops the fields of the old", async () => {
  const draft = await made("/requests", {
    work_item_id: f.workItemId,
    title: "Draft",
    recipient_ids: [f.contact.contactId, f.other.contactId],
    tasks: [
      {
        kind: "upload",
        title: "Send",
        wanted: ["March"],
        recipient_ids: [f.other.contactId],
        all_must: true,
      },
    ],
  });
  const [task] = draft["tasks"] as Row[];
  const path = `/tasks/${task?.id ?? ""}`;
  expect((await patch(path, { title: "Send both" })).body).toMatchObject({
    title: "Send both",
    wanted: ["March"],
    recipient_ids: [f.other.contactId],
    all_must: true,
  });
  expect((await patch(path, { wanted: ["March", "April"], recipient_ids: null })).body).toMatchObject({
    wanted: ["March", "April"],
    recipient_ids: null,
  });
  const asked = (await patch(path, { kind: "answer" })).body as Row;
  expect([asked["kind"], asked["wanted"]]).toEqual(["answer", undefined]);
  expect(await patch(path, { kind: "choice" })).toMatchObject({ status: 422 });
  expect(await patch(path, { options: ["a", "b"] })).toMatchObject({ status: 422 });
  // a sent one changes its words while nobody has answered it, never its kind (W4)
  const sent = `/tasks/${f.tasks.tick}`;
  expect(await patch(sent, { kind: "answer" })).toMatchObject({ status: 409 });
  const reworded = (await patch(sent, { title: "Sent already" })).body as Row;
  expect(reworded).toMatchObject({ title: "Sent already", taken_out_at: null });
  expect(reworded["reworded_at"]).toEqual(expect.any(String));
  await completeTask(f.contact, f.tasks.tick);
  expect(await patch(sent, { title: "Answered already" })).toMatchObject({ status: 409 });
});
