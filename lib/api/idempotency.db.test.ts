import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { inOneTransaction, withFirm } from "@/db/client";
import { idempotencyKeys } from "@/db/schema/api";
import { messages } from "@/db/schema/messages";
import { clients } from "@/db/schema/people";
import { createClient } from "@/lib/clients/create-client";
import { completeWorkItem, reopenWorkItem } from "@/lib/work-items/complete-work-item";
import { ask, testKey } from "@/test/api";
import { testDatabase } from "@/test/db";
import { testFirm, type TestFirm } from "@/test/factories/firm";
import { sweepIdempotencyKeys } from "./idempotency";

let f: TestFirm;
let key: string;

beforeAll(async () => {
  await testDatabase();
  f = await testFirm();
  ({ key } = await testKey(f));
});

const named = (name: string) =>
  withFirm(f, (tx) => tx.select({ id: clients.id }).from(clients).where(eq(clients.name, name)));
const post = (name: string, idempotencyKey: string, by = key) =>
  ask(by, "POST /clients", {
    body: { name, kind: "company" },
    headers: { "Idempotency-Key": idempotencyKey },
  });

test("[I1] the same key with the same request is one act and the same answer", async () => {
  const [name, once] = [`A ${randomUUID()}`, randomUUID()];
  const first = await post(name, once);
  const again = await post(name, once);
  expect([again.status, again.body]).toEqual([201, first.body]);
  expect(await named(name)).toHaveLength(1);
});

test("[I1] twenty of one key at once are one act", async () => {
  const [name, once] = [`B ${randomUUID()}`, randomUUID()];
  const said = await Promise.all(Array.from({ length: 20 }, () => post(name, once)));
  expect(new Set(said.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
  expect(said[0]?.status).toBe(201);
  expect(await named(name)).toHaveLength(1);
});

test("[I1] a request sent twice with one key mails nobody twice", async () => {
  const mails = () => withFirm(f, (tx) => tx.$count(messages, eq(messages.requestId, f.requestId)));
  const before = await mails();
  const headers = { "Idempotency-Key": randomUUID() };
  const twice = [1, 2].map(() => ask(key, `POST /requests/${f.requestId}/send`, { headers }));
  expect((await Promise.all(twice)).map((said) => said.status)).toEqual([200, 200]);
  expect(await mails()).toBe(before + 1);
});

test("[I1] replays take no turn of the limit, refused sendings give theirs back, and the fourth real one is told when", async () => {
  const g = await testFirm();
  const { key: program } = await testKey(g);
  const send = (once?: string) =>
    ask(program, `POST /requests/${g.requestId}/send`, {
      headers: once === undefined ? {} : { "Idempotency-Key": once },
    });
  const once = randomUUID();
  for (let nth = 0; nth < 6; nth++) expect((await send(once)).status).toBe(200);
  // a sending that the rules refuse did not happen
  await completeWorkItem(g.staff, g.workItemId, 3);
  for (let nth = 0; nth < 4; nth++) expect((await send(randomUUID())).status).toBe(409);
  await reopenWorkItem(g.staff, g.workItemId);
  expect((await send(randomUUID())).status).toBe(200);
  expect((await send()).status).toBe(200);
  const fourth = await send(randomUUID());
  expect(fourth).toMatchObject({ status: 429, body: { code: "limit" } });
  // what was done before is still answered
  expect((await send(once)).status).toBe(200);
});

test("[I1] the same key with another body or address is refused, and means nothing to another program", async () => {
  const [name, once] = [`C ${randomUUID()}`, randomUUID()];
  expect((await post(name, once)).status).toBe(201);
  const refused = { status: 422, body: { code: "idempotency_key_reused" } };
  expect(await post(`${name} other`, once)).toMatchObject(refused);
  const headers = { "Idempotency-Key": once };
  expect(await ask(key, `POST /requests/${f.requestId}/withdraw`, { headers })).toMatchObject(refused);
  expect(await named(`${name} other`)).toHaveLength(0);
  const { key: another } = await testKey(f);
  expect((await post(`${name} other`, once, another)).status).toBe(201);
});

test("[I1] a refused act leaves no key behind: put right, it is done", async () => {
  const once = randomUUID();
  const headers = { "Idempotency-Key": once };
  const contact = { first_name: "A", last_name: "B", email: `${once}@x.example` };
  const wrong = { ...contact, client_ids: [f.clientId, randomUUID()] };
  expect((await ask(key, "POST /contacts", { body: wrong, headers })).status).toBe(404);
  const right = { ...contact, client_ids: [f.clientId] };
  const said = await ask(key, "POST /contacts", { body: right, headers });
  expect(said).toMatchObject({ status: 201, body: { client_ids: [f.clientId] } });
});

test("[I1] a fault between the act and its answer takes both back", async () => {
  const name = `D ${randomUUID()}`;
  const broken = inOneTransaction(f, async () => {
    await createClient(f.staff, { name, kind: "company" });
    throw new Error("the process died here");
  });
  await expect(broken).rejects.toThrow("died here");
  expect(await named(name)).toHaveLength(0);
});

test.each(["", "with blank", "x".repeat(256), "ümlaut"])("[I1] the key “%s” is refused", async (wrong) => {
  const said = await post(`E ${randomUUID()}`, wrong);
  expect(said).toMatchObject({ status: 422, body: { code: "invalid" } });
});

test("[I1] a key is forgotten after 24 hours", async () => {
  const [name, once] = [`F ${randomUUID()}`, randomUUID()];
  await post(name, once);
  const age = () =>
    withFirm(f, (tx) =>
      tx
        .update(idempotencyKeys)
        .set({ createdAt: sql`now() - interval '25 hours'` })
        .where(eq(idempotencyKeys.key, once)),
    );
  await age();
  expect((await post(`${name} later`, once)).status).toBe(201);
  await age();
  await sweepIdempotencyKeys(f.firmId);
  const left = await withFirm(f, (tx) => tx.$count(idempotencyKeys, eq(idempotencyKeys.key, once)));
  expect(left).toBe(0);
});
