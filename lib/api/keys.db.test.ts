import { beforeAll, expect, test } from "vitest";
import { inviteStaff } from "@/lib/staff/invite-staff";
import { ask } from "@/test/api";
import { testDatabase } from "@/test/db";
import { testFirm, type TestFirm } from "@/test/factories/firm";
import { apiKeyList, createApiKey, newKeyInput, revokeApiKey } from "./keys";
import { scopes } from "./scopes";

let f: TestFirm;

beforeAll(async () => {
  await testDatabase();
  f = await testFirm();
});

const create = (more: object = {}) =>
  createApiKey(newKeyInput.parse({ firm: f.firm.slug, name: "Practice software", ...more }));

test("[I1] a key acts as the firm's first owner with all scopes, or as who is named with those named", async () => {
  const email = `ben@${f.firm.slug}.example`;
  const { staffId } = await inviteStaff({ firm: f.firm.slug, name: "Ben Ash", email, role: "member" });
  const [all, bens] = [
    await create(),
    await create({ as: email, scopes: "clients:write, clients:read,clients:read" }),
  ];
  expect(all.key).toMatch(/^lodge_[\w-]{43}$/);
  const list = await apiKeyList(f.firm.slug);
  expect(list).toMatchObject([
    { id: bens.id, email, scopes: ["clients:write", "clients:read"] },
    { id: all.id, email: `ana@${f.firm.slug}.example`, scopes },
  ]);
  expect(JSON.stringify(list)).not.toContain(all.key.slice(12));
  await ask(bens.key, "POST /clients", { body: { name: "By Ben", kind: "person" } });
  const { body } = await ask(all.key, "GET /audit-events?limit=1");
  expect(body).toMatchObject({
    data: [{ action: "client.created", actor_kind: "staff", actor_id: staffId, api_key_id: bens.id }],
  });
});

test("[I1] a key for an unknown firm, person or scope is refused in words; another firm's is not revoked", async () => {
  await expect(create({ firm: "nobody-here" })).rejects.toThrow("no firm with the slug");
  await expect(create({ as: "nobody@nowhere.example" })).rejects.toThrow("No active staff member");
  expect(
    newKeyInput.safeParse({ firm: "a", name: "b", scopes: "everything" }).error?.issues[0]?.message,
  ).toMatch(/^The scopes are clients:read/);
  const { id, key } = await create();
  const other = await testFirm();
  await expect(revokeApiKey(other.firm.slug, id)).rejects.toThrow("no key with that id");
  expect((await ask(key, "GET /clients")).status).toBe(200);
});
