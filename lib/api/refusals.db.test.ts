import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { auditEvents } from "@/db/schema/audit";
import { staffMembers } from "@/db/schema/staff";
import { apiKeys } from "@/db/schema/api";
import { ask, send, testKey } from "@/test/api";
import { testDatabase } from "@/test/db";
import { testFirm, type TestFirm } from "@/test/factories/firm";
import { revokeApiKey } from "./keys";

let f: TestFirm;
let other: TestFirm;
let key: string;

beforeAll(async () => {
  await testDatabase();
  f = await testFirm();
  other = await testFirm();
  ({ key } = await testKey(f));
});

/** How much was done in the firm so far: what changes nothing leaves it as it is. */
const acts = (firm: TestFirm) =>
  withFirm(firm, (tx) => tx.$count(auditEvents, eq(auditEvents.firmId, firm.firmId)));

const newWork = () => ({ client_id: f.clientId, title: "Work" });
const newRequest = (more: object = {}) => ({ work_item_id: f.workItemId, title: "Papers", ...more });
const nested = (depth: number) => `{"a":`.repeat(depth) + "1" + "}".repeat(depth);

type Bad = [what: string, line: string, body: () => unknown, status: number, code: string];

const bad: Bad[] = [
  [
    "another firm's client",
    "POST /work-items",
    () => ({ ...newWork(), client_id: other.clientId }),
    404,
    "missing",
  ],
  [
    "another firm's work item",
    "POST /requests",
    () => newRequest({ work_item_id: other.workItemId }),
    404,
    "missing",
  ],
  [
    "an unknown client",
    "POST /work-items",
    () => ({ ...newWork(), client_id: randomUUID() }),
    404,
    "missing",
  ],
  [
    "a recipient who is no contact of the client",
    "POST /requests",
    () => newRequest({ recipient_ids: [other.contact.contactId] }),
    422,
    "invalid",
  ],
  [
    "another firm's staff",
    "POST /work-items",
    () => ({ ...newWork(), owner_email: "x@y.example" }),
    422,
    "invalid",
  ],
  [
    "an unknown field",
    "POST /clients",
    () => ({ name: "A", kind: "company", colour: "red" }),
    422,
    "invalid",
  ],
  [
    "a forbidden field",
    "POST /clients",
    () => ({ name: "A", kind: "company", id: randomUUID() }),
    422,
    "invalid",
  ],
  [
    "another firm named",
    "POST /clients",
    () => ({ name: "A", kind: "company", firm_id: other.firmId }),
    422,
    "invalid",
  ],
  ["a wrong type", "POST /clients", () => ({ name: 5, kind: "company" }), 422, "invalid"],
  ["a list for a text", "POST /clients", () => ({ name: ["A"], kind: "company" }), 422, "invalid"],
  ["an object for a text", "POST /contacts", () => ({ first_name: { $ne: 1 } }), 422, "invalid"],
  ["a list for the body", "POST /clients", () => [], 422, "invalid"],
  ["nothing", "POST /clients", () => undefined, 422, "invalid"],
  ["a prototype", "POST /clients", () => `{"name":"A","kind":"company","__proto__":{"x":1}}`, 422, "invalid"],
  ["a zero character", "POST /clients", () => `{"name":"A\\u0000","kind":"company"}`, 422, "invalid"],
  ["half a JSON", "POST /clients", () => `{"name":`, 400, "invalid"],
  ["deep JSON", "POST /clients", () => nested(21), 422, "invalid"],
  ["very deep JSON", "POST /clients", () => nested(100_000), 422, "invalid"],
  ["huge JSON", "POST /clients", () => `{"name":"${"a".repeat(1_100_000)}"}`, 413, "too_large"],
  [
    "10,000 tasks",
    "POST /requests",
    () => newRequest({ tasks: Array.from({ length: 10_000 }, () => ({ kind: "tick", title: "Do" })) }),
    422,
    "invalid",
  ],
  [
    "a field of another kind of task",
    "POST /requests",
    () => newRequest({ tasks: [{ kind: "tick", title: "Do", options: ["a", "b"] }] }),
    422,
    "invalid",
  ],
  ["a day that is none", "POST /work-items", () => ({ ...newWork(), due_on: "2026-02-30" }), 422, "invalid"],
  ["a field where none is", "POST /requests/:request/send", () => ({ force: true }), 422, "invalid"],
  [
    "a comment of 900 kB",
    "POST /tasks/:task/comments",
    () => ({ body: "a".repeat(900_000) }),
    422,
    "invalid",
  ],
  [
    "a comment of 1 MB",
    "POST /tasks/:task/comments",
    () => ({ body: "a".repeat(1_048_576) }),
    413,
    "too_large",
  ],
  ["an empty comment", "POST /tasks/:task/comments", () => ({ body: " \n" }), 422, "invalid"],
  [
    "another firm's file in a comment",
    "POST /tasks/:task/comments",
    () => ({ body: "x", file_ids: [randomUUID()] }),
    409,
    "conflict",
  ],
  ["nothing to accept", "POST /tasks/:task/accept", () => undefined, 409, "conflict"],
];

test.each(bad)("[I1] %s is refused and changes nothing", async (_what, line, body, status, code) => {
  const before = await acts(f);
  const address = line.replace(":request", f.requestId).replace(":task", f.tasks.tick);
  const said = await ask(key, address, { body: body() });
  expect(said).toMatchObject({ status, body: { status, code } });
  expect(said.headers.get("content-type")).toBe("application/problem+json");
  const { detail, request_id, title } = said.body as Record<string, string>;
  expect([detail?.length, request_id?.length, title?.length]).toEqual([
    expect.toSatisfy((n: number) => n > 10 && n < 300),
    36,
    expect.any(Number),
  ]);
  expect(await acts(f)).toBe(before);
});

test("[I1] every field that is wrong is named", async () => {
  const tasks = [
    { kind: "tick", title: "Do" },
    { kind: "dance", title: "" },
  ];
  const { body } = await ask(key, "POST /requests", { body: newRequest({ tasks, note: 5, x: 1 }) });
  const { errors } = body as { errors: { field: string }[] };
  expect(errors.map((error) => error.field).sort()).toEqual(["note", "tasks.1.kind", "tasks.1.title", "x"]);
});

test.each([
  ["no key", () => ""],
  ["a word", () => "hello"],
  ["a key that is none", () => `lodge_${"A".repeat(43)}`],
])("[I1] %s opens nothing", async (_what, wrong) => {
  const said = await ask(wrong(), "GET /clients");
  expect(said).toMatchObject({ status: 401, body: { code: "unauthorized" } });
  expect(said.headers.get("www-authenticate")).toBe("Bearer");
});

test("[I1] a revoked key, and one whose staff member was deactivated, is out at its next request", async () => {
  const g = await testFirm();
  const { id, key: short } = await testKey(g);
  expect((await ask(short, "GET /clients")).status).toBe(200);
  await revokeApiKey(g.firm.slug, id);
  expect((await ask(short, "GET /clients")).status).toBe(401);
  const { key: next } = await testKey(g);
  await withFirm(g, (tx) =>
    tx
      .update(staffMembers)
      .set({ deactivatedAt: sql`now()` })
      .where(eq(staffMembers.id, g.staff.staffId)),
  );
  expect((await ask(next, "GET /clients")).status).toBe(401);
});

test("[I1] of a key only its hash is kept, and its use is noted once in five minutes", async () => {
  const { id, key: fresh } = await testKey(f);
  const row = () => withFirm(f, async (tx) => (await tx.select().from(apiKeys).where(eq(apiKeys.id, id)))[0]);
  expect(JSON.stringify(await row())).not.toContain(fresh.slice(12));
  expect((await row())?.lastUsedAt).toBeNull();
  await ask(fresh, "GET /clients");
  const used = (await row())?.lastUsedAt;
  expect(used).toBeInstanceOf(Date);
  await ask(fresh, "GET /clients");
  expect((await row())?.lastUsedAt).toEqual(used);
});

test("[I1] a key does what its scopes say and no more", async () => {
  const { key: reader } = await testKey(f, "clients:read");
  expect((await ask(reader, "GET /clients")).status).toBe(200);
  for (const line of [
    "POST /clients",
    "GET /contacts",
    `POST /requests/${f.requestId}/send`,
    "GET /audit-events",
  ])
    expect(await ask(reader, line)).toMatchObject({ status: 403, body: { code: "forbidden" } });
});

test("[I1] unknown addresses and methods are answered as problems, and nothing invites another origin", async () => {
  for (const line of [
    "GET /",
    "GET /nothing",
    "GET /clients/1/2/3",
    "POST /openapi.json",
    "GET /clients/nonsense",
  ])
    expect(await ask(key, line)).toMatchObject({ status: 404, body: { code: "missing" } });
  const put = await ask(key, `PUT /contacts/${f.contact.contactId}`);
  expect([put.status, put.headers.get("allow")?.split(", ").sort()]).toEqual([
    405,
    expect.arrayContaining(["DELETE", "GET"]),
  ]);
  const headers = { Origin: "https://evil.example", Cookie: "__Host-staff=x" };
  for (const line of ["OPTIONS /clients", "GET /clients"]) {
    const said = await ask(key, line, { headers });
    expect([...said.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
    expect([said.headers.get("cache-control"), said.headers.get("set-cookie")]).toEqual(["no-store", null]);
  }
});

test("[I1] a body that is no JSON by its type is refused", async () => {
  const said = await ask(key, "POST /clients", { body: "name=A", headers: { "Content-Type": "text/plain" } });
  expect(said).toMatchObject({ status: 415, body: { code: "unsupported_media_type" } });
});

test.each(["cursor=x", "cursor=W10", "limit=0", "limit=101", "limit=many", "limit=5&limit=6", "colour=red"])(
  "[I1] a list asked with ?%s is refused",
  async (query) => {
    for (const noun of ["clients", "contacts", "work-items", "requests", "tasks", "files", "audit-events"])
      expect([noun, await ask(key, `GET /${noun}?${query}`)]).toMatchObject([
        noun,
        { status: 422, body: { code: "invalid" } },
      ]);
  },
);

test("[I1] a forged cursor shows no other firm's rows", async () => {
  const { key: theirs } = await testKey(other);
  const { body } = await ask(theirs, "GET /contacts?limit=1");
  const cursor = (body as { next_cursor: string }).next_cursor;
  const said = await ask(key, `GET /contacts?cursor=${cursor}`);
  const ids = (said.body as { data: { id: string }[] }).data.map((one) => one.id);
  expect(ids).not.toContain(other.contact.contactId);
});

test("[I1] too many requests of one key are told to wait", async () => {
  const { key: busy } = await testKey(f);
  const known = withFirm(f, (tx) => tx.execute<{ key: string }>(sql`select key from rate_limits`));
  const before = (await known).map((row) => row.key);
  await ask(busy, "POST /requests/x/send");
  // 560 of the 600 of a minute are used up, however long this machine takes for a call
  await withFirm(f, (tx) =>
    tx.execute(
      sql`update rate_limits set tat = now() + interval '56 seconds' where key <> all(${sql.param(before)}::text[])`,
    ),
  );
  const statuses = await Promise.all(Array.from({ length: 100 }, () => ask(busy, "POST /requests/x/send")));
  const late = statuses.filter((said) => said.status === 429);
  expect(late.length).toBeGreaterThan(20);
  expect(late[0]?.headers.get("retry-after")).toBe("1");
  expect((await ask(key, "GET /clients")).status).toBe(200);
});

test("[I1] a body longer than it says is cut at 1 MiB", async () => {
  let pulled = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulled += 1;
      if (pulled > 400) controller.close();
      else controller.enqueue(new Uint8Array(65_536).fill(32));
    },
  });
  const headers = { Authorization: `Bearer ${key}`, "Content-Type": "application/json" };
  const init = { method: "POST", headers, body, duplex: "half" };
  const said = await send(new Request("http://localhost:3000/api/v1/clients", init));
  expect(said.status).toBe(413);
  expect(pulled).toBeLessThan(200);
});

test("[I1] JSON may nest 20 levels and not 21, whatever its texts hold", async () => {
  const detail = async (body: string) =>
    ((await ask(key, "POST /clients", { body })).body as { detail: string }).detail;
  expect(await detail(nested(20))).not.toContain("nests");
  expect(await detail(nested(21))).toContain("nests");
  expect(await detail(`{"name":"${"[{".repeat(30)}\\"[","kind":"x"}`)).not.toContain("nests");
});
