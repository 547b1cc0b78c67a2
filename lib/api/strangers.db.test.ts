import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { auditEvents } from "@/db/schema/audit";
import { receiveWhole } from "@/lib/files/receive-whole";
import { ask, testKey } from "@/test/api";
import { testDatabase } from "@/test/db";
import { testFirm, type TestFirm } from "@/test/factories/firm";
import { endpoints } from "./endpoints";

let victim: TestFirm;
let theirKey: string;
let attackersKey: string;
let ids: Record<string, string>;

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  yield Buffer.from(text);
}

beforeAll(async () => {
  await testDatabase();
  victim = await testFirm();
  const attacker = await testFirm();
  ({ key: theirKey } = await testKey(victim));
  ({ key: attackersKey } = await testKey(attacker));
  const given = { taskId: victim.tasks.upload, uploadKey: randomUUID(), name: "statement.txt" };
  const { fileId } = await receiveWhole(victim.contact, given, bytesOf("secret of the victim"));
  const [event] = await withFirm(victim, (tx) =>
    tx.select().from(auditEvents).where(eq(auditEvents.firmId, victim.firmId)).limit(1),
  );
  ids = {
    clients: victim.clientId,
    contacts: victim.contact.contactId,
    "work-items": victim.workItemId,
    requests: victim.requestId,
    tasks: victim.tasks.tick,
    files: fileId,
    devices: victim.contact.deviceId,
    "audit-events": event?.id ?? "",
  };
});

const noun = (path: string) => path.split("/")[1] ?? "";

/** Bodies that would be taken, so that the id alone is what is refused. */
const bodies: Record<string, unknown> = {
  "POST /requests/{id}/tasks": { kind: "tick", title: "Do" },
  "POST /tasks/{id}/send-back": { reason: "x" },
  "POST /tasks/{id}/comments": { body: "x" },
};

const everything = async () => {
  const seen: unknown[] = [];
  for (const [name, id] of Object.entries(ids))
    if (name !== "devices") seen.push((await ask(theirKey, `GET /${name}/${id}`)).body);
  seen.push((await ask(theirKey, `GET /contacts/${ids["contacts"] ?? ""}/devices`)).body);
  return seen;
};

describe("[T1] another firm's key", () => {
  test.each(
    endpoints.filter(({ path }) => path.includes("{id}")).map(({ method, path }) => `${method} ${path}`),
  )("[T1] %s answers with another firm's id as with none", async (line) => {
    const before = await everything();
    const [, path = ""] = line.split(" ");
    const sent = { body: bodies[line] ?? (line.startsWith("PATCH") ? {} : undefined) };
    const own = ids[noun(path)] ?? "";
    const foreign = await ask(attackersKey, line.replace("{id}", own), sent);
    const none = await ask(attackersKey, line.replace("{id}", randomUUID()), sent);
    const without = ({ status, body }: typeof none) => [status, { ...(body as object), request_id: "" }];
    expect(foreign.status).toBe(404);
    expect(without(foreign)).toEqual(without(none));
    expect(await everything()).toEqual(before);
  });

  test.each(
    endpoints
      .filter(({ method, path }) => method === "GET" && !path.includes("{id}"))
      .map(({ path }) => path),
  )("[T1] GET %s lists nothing of another firm", async (path) => {
    const list = async (key: string) =>
      (await ask(key, `GET ${path}?limit=100`)).body as { data: { id: string }[] };
    expect((await list(theirKey)).data.map((one) => one.id)).toContain(ids[noun(path)]);
    expect(JSON.stringify(await list(attackersKey))).not.toContain(ids[noun(path)]);
  });

  test.each([
    "/contacts?client_id=clients",
    "/work-items?client_id=clients",
    "/requests?client_id=clients",
    "/requests?work_item_id=work-items",
    "/requests?contact_id=contacts",
    "/tasks?request_id=requests",
    "/files?task_id=tasks",
    "/files?request_id=requests",
    "/files?contact_id=contacts",
  ])("[T1] GET %s of another firm is empty", async (line) => {
    const [path, name = ""] = line.split(/=/);
    const said = await ask(attackersKey, `GET ${path ?? ""}=${ids[name] ?? ""}`);
    expect([said.status, said.body]).toEqual([200, { data: [], next_cursor: null }]);
  });
});
