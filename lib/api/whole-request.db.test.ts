import { createHash, randomBytes, randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { receiveWhole } from "@/lib/files/receive-whole";
import { answerTask, chooseAnswer, decideApproval, explainTransaction } from "@/lib/tasks/answer-task";
import { completeTask } from "@/lib/tasks/complete-task";
import { ask, send, testKey } from "@/test/api";
import { testDatabase } from "@/test/db";
import { testDevice, testFirm, type TestFirm } from "@/test/factories/firm";

let f: TestFirm;
let key: string;

beforeAll(async () => {
  await testDatabase();
  f = await testFirm();
  ({ key } = await testKey(f));
});

const tasks = [
  { kind: "tick", title: "Confirm your address" },
  { kind: "upload", title: "Send the statements", wanted: ["March", "April"] },
  { kind: "answer", title: "What was it for?", description: "The invoice of May" },
  { kind: "choice", title: "Choose a scheme", options: ["Cash", { label: "Accrual", hint: "Usual" }] },
  { kind: "approval", title: "Approve the accounts" },
  {
    kind: "transaction",
    title: "Explain this payment",
    transaction: {
      date: "2026-05-04",
      payee: "Acme",
      amount: { amount_minor: -12_345, currency: "GBP" },
      account: "Current",
    },
    categories: ["Travel", "Meals"],
    explanation: true,
  },
];

type Task = {
  id: string;
  kind: string;
  state: string;
  answer: Record<string, unknown> | null;
  files: { id: string; sha256: string; name: string }[];
  comments: { body: string; file_ids: string[] }[];
};
type Request_ = { id: string; status: string; times_sent: number; tasks: Task[] };

const made = async <T>(line: string, body?: unknown): Promise<T> => {
  const said = await ask(key, line, body === undefined ? {} : { body });
  expect([line, said.status, said.body]).toEqual([line, expect.toBeOneOf([200, 201]), expect.anything()]);
  return said.body as T;
};

async function* bytesOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  yield bytes;
}

const fileForm = (fields: Record<string, string>, bytes: Uint8Array, name: string): FormData => {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.set(field, value);
  form.set("file", new Blob([Uint8Array.from(bytes)]), name);
  return form;
};

test("[I1] a program takes a request from the client's name to completed work, every kind of task answered", async () => {
  const client = await made<{ id: string }>("POST /clients", { name: "Otter Ltd", kind: "company" });
  const contact = await made<{ id: string }>("POST /contacts", {
    first_name: "Ada",
    last_name: "Otter",
    email: `${randomUUID()}@otter.example`,
    client_ids: [client.id],
  });
  const work = await made<{ id: string; owner_email: string }>("POST /work-items", {
    client_id: client.id,
    title: "Accounts 2026",
    due_on: "2026-12-31",
    owner_email: `ana@${f.firm.slug}.example`,
  });
  const draft = await made<Request_>("POST /requests", {
    work_item_id: work.id,
    title: "Papers for the accounts",
    recipient_ids: [contact.id],
    tasks,
  });
  expect(draft.tasks.map((task) => task.kind)).toEqual(tasks.map((task) => task.kind));
  const [tick, upload, answer, choice, approval, transaction] = draft.tasks.map((task) => task.id);

  const form = fileForm({ task_id: approval ?? "", purpose: "reading" }, randomBytes(40_000), "accounts.pdf");
  expect(await ask(key, "POST /files", { body: form })).toMatchObject({ status: 201 });
  const sent = await made<Request_>(`POST /requests/${draft.id}/send`);
  expect(sent).toMatchObject({ status: "sent", times_sent: 1 });

  const ada = await testDevice(f.firmId, contact.id);
  const statement = randomBytes(3_000_000);
  const at = { taskId: upload ?? "", uploadKey: randomUUID(), name: "March.csv" };
  const { fileId } = await receiveWhole(ada, at, bytesOf(statement));
  await completeTask(ada, tick ?? "");
  await completeTask(ada, upload ?? "");
  await answerTask(ada, answer ?? "", "For the new van");
  await chooseAnswer(ada, choice ?? "", ["Accrual"]);
  await decideApproval(ada, approval ?? "", { approved: true, reason: "" });
  await explainTransaction(ada, transaction ?? "", { category: "Travel", answer: "Train to a client" });

  await made(`POST /tasks/${answer ?? ""}/comments`, { body: "Thank you" });
  await made(`POST /tasks/${answer ?? ""}/send-back`, { reason: "Which van?" });
  await answerTask(ada, answer ?? "", "The blue one");

  const seen = await made<Request_>(`GET /requests/${draft.id}`);
  expect(seen.tasks.map((task) => task.state)).toEqual(tasks.map(() => "done"));
  expect(seen.tasks.map((task) => task.answer)).toMatchObject([
    {},
    {},
    { kind: "given", text: "The blue one", answered_by: contact.id },
    { chosen: ["Accrual"] },
    { approved: true },
    { category: "Travel", text: "Train to a client" },
  ]);
  expect(seen.tasks[2]?.comments).toMatchObject([{ body: "Thank you" }]);
  expect(seen.tasks[1]?.files).toMatchObject([
    { id: fileId, sha256: createHash("sha256").update(statement).digest("hex"), wanted: "March" },
  ]);
  const response = await send(
    new Request(`http://localhost:3000/api/v1/files/${fileId}/content`, {
      headers: { Authorization: `Bearer ${key}` },
    }),
  );
  expect(response.status).toBe(200);
  expect(Buffer.from(await response.arrayBuffer()).equals(statement)).toBe(true);

  const events = await made<{ data: { action: string; api_key_id: string | null }[] }>(
    "GET /audit-events?limit=100",
  );
  const actions = events.data.map((event) => event.action);
  for (const action of ["client.created", "request.sent", "task.sent_back", "file.downloaded"])
    expect(actions).toContain(action);
  expect(events.data.find((event) => event.action === "request.sent")?.api_key_id).not.toBeNull();
});

test("[I1] a file goes up once for one Idempotency-Key and comes down byte for byte", async () => {
  const bytes = randomBytes(2_500_000);
  const headers = { "Idempotency-Key": randomUUID() };
  const up = (content: Uint8Array, name = "ledger.bin") =>
    ask(key, "POST /files", { body: fileForm({ client_id: f.clientId }, content, name), headers });
  const first = await up(bytes);
  expect(first).toMatchObject({ status: 201, body: { size: bytes.length, purpose: "document" } });
  const again = await up(bytes);
  expect([again.status, again.body]).toEqual([first.status, first.body]);
  for (const other of [await up(randomBytes(2_500_000)), await up(bytes, "other.bin")])
    expect(other).toMatchObject({ status: 422, body: { code: "idempotency_key_reused" } });
  const { data } = await made<{ data: { id: string }[] }>(`GET /files?client_id=${f.clientId}`);
  expect(data.map((file) => file.id)).toEqual([(first.body as { id: string }).id]);
  const { headers: sent, body } = await ask(key, `GET /files/${data[0]?.id ?? ""}/content`);
  expect([sent.get("content-length"), typeof body]).toEqual([String(bytes.length), "string"]);
});

test("[I1] a file that is sent twice at once with one key is one file", async () => {
  const bytes = randomBytes(3_000_000);
  const headers = { "Idempotency-Key": randomUUID() };
  const up = () => {
    const body = fileForm({ task_id: f.tasks.tick, purpose: "comment" }, bytes, "twice.bin");
    return ask(key, "POST /files", { body, headers });
  };
  const statuses = (await Promise.all([up(), up()])).map((said) => said.status);
  expect(statuses.filter((status) => status !== 201 && status !== 409)).toEqual([]);
  const last = await up();
  expect(last.status).toBe(201);
  const { data } = await made<{ data: { id: string }[] }>(`GET /files?task_id=${f.tasks.tick}`);
  expect(data).toEqual([last.body]);
  const file_ids = [(last.body as { id: string }).id];
  const comment = await made(`POST /tasks/${f.tasks.tick}/comments`, { body: "See the file", file_ids });
  expect(comment).toMatchObject({ body: "See the file", file_ids });
});

test.each([
  ["neither task nor client", {}],
  ["both", { task_id: randomUUID(), client_id: randomUUID() }],
  ["a purpose that is the client's", { task_id: randomUUID(), purpose: "answer" }],
  ["an unknown field", { client_id: randomUUID(), note: "x" }],
])("[I1] a file for %s is refused, and no file is kept", async (_what, fields: Record<string, string>) => {
  const before = await made<{ data: unknown[] }>("GET /files?limit=100");
  const body = fileForm(fields, randomBytes(10), "a.bin");
  expect(await ask(key, "POST /files", { body })).toMatchObject({ status: 422, body: { code: "invalid" } });
  expect(await made("GET /files?limit=100")).toEqual(before);
});

test("[I1] a file for another firm's task or client is refused like one for none", async () => {
  const other = await testFirm();
  for (const fields of [
    { task_id: other.tasks.tick },
    { client_id: other.clientId },
    { client_id: randomUUID() },
  ]) {
    const body = fileForm(fields, randomBytes(10), "a.bin");
    expect(await ask(key, "POST /files", { body })).toMatchObject({ status: 404, body: { code: "missing" } });
  }
  const { key: theirs } = await testKey(other);
  expect((await ask(theirs, "GET /files")).body).toMatchObject({ data: [] });
});
