import { beforeAll, expect, test } from "vitest";
import { asStaff } from "@/test/actors";
import { ask } from "@/test/api";
import { testDatabase } from "@/test/db";
import { testFirm, type TestFirm } from "@/test/factories/firm";
import { testMember } from "@/test/factories/staff";
import { endKey, firmKeys, makeKey } from "./firm-keys";
import { createApiKey, newKeyInput } from "./keys";

let f: TestFirm;

beforeAll(async () => {
  await testDatabase();
  f = await testFirm();
});

test("[I1] a key made on the settings page acts as who made it, is listed without itself, and is out once ended", async () => {
  const admin = asStaff(f.firmId, (await testMember(f.firmId, "admin")).id, "admin");
  await createApiKey(newKeyInput.parse({ firm: f.firm.slug, name: "By command" }));
  const key = await makeKey(admin, "Practice software", ["clients:read"]);
  expect((await ask(key, "GET /clients")).status).toBe(200);
  expect((await ask(key, "GET /requests")).status).toBe(403);
  const list = await firmKeys(f.staff);
  expect(list).toMatchObject([
    { name: "Practice software", actsAs: "Nia New", madeBy: "Nia New", scopes: ["clients:read"] },
    { name: "By command", actsAs: "Ana Hill", madeBy: null, lastUsedAt: null },
  ]);
  expect(list[0]?.lastUsedAt).toBeInstanceOf(Date);
  expect(JSON.stringify(list)).not.toContain(key.slice(12));
  await endKey(f.staff, list[0]?.id ?? "");
  expect((await ask(key, "GET /clients")).status).toBe(401);
  await endKey(f.staff, list[0]?.id ?? "");
});

test("[I1] members and programs neither see nor make nor end keys; another firm's are not there", async () => {
  const member = asStaff(f.firmId, (await testMember(f.firmId)).id, "member");
  await makeKey(f.staff, "Ours", ["clients:read"]);
  const [ours] = await firmKeys(f.staff);
  const program = { ...f.staff, apiKeyId: ours?.id ?? "" };
  for (const who of [member, program]) {
    expect(await firmKeys(who)).toEqual([]);
    await expect(makeKey(who, "X", ["clients:read"])).rejects.toMatchObject({ code: "conflict" });
    await expect(endKey(who, ours?.id ?? "")).rejects.toMatchObject({ code: "conflict" });
  }
  const other = await testFirm();
  await expect(endKey(other.staff, ours?.id ?? "")).rejects.toMatchObject({ code: "missing" });
  expect((await firmKeys(f.staff)).find(({ id }) => id === ours?.id)?.revokedAt).toBeNull();
});
