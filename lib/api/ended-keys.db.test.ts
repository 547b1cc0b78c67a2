import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { apiKeys } from "@/db/schema/api";
import { contacts } from "@/db/schema/people";
import { insistKey, programOfKey } from "@/lib/access/api-key";
import { changeRole } from "@/lib/staff/change-role";
import { deactivateMember } from "@/lib/staff/deactivate-member";
import { inviteStaff } from "@/lib/staff/invite-staff";
import { ask, send } from "@/test/api";
import { testDatabase } from "@/test/db";
import { dripping } from "@/test/dripping";
import { testFirm, type TestFirm } from "@/test/factories/firm";
import { fileRows } from "@/test/factories/upload-world";
import { createApiKey, newKeyInput, revokeApiKey } from "./keys";

let f: TestFirm;
let member: { staffId: string; id: string; key: string };

beforeAll(testDatabase);
beforeEach(async () => {
  f = await testFirm();
  const email = `ben@${f.firm.slug}.example`;
  const { staffId } = await inviteStaff({ firm: f.firm.slug, name: "Ben Ash", email, role: "member" });
  member = {
    staffId,
    ...(await createApiKey(newKeyInput.parse({ firm: f.firm.slug, name: "x", as: email }))),
  };
});

const pause = (ms: number) => new Promise((go) => setTimeout(go, ms));
const deactivate = () => deactivateMember(f.staff, member.staffId, f.staff.staffId);

const request = (method: string, path: string, body: ReadableStream<Uint8Array>, type: string) =>
  new Request(`http://localhost:3000/api/v1${path}`, {
    method,
    body,
    duplex: "half",
    headers: { Authorization: `Bearer ${member.key}`, "Content-Type": type },
  } as RequestInit);

/** A change of the contact's address whose second half comes when it is told to. */
const slowChange = (email: string) => {
  const { body, first, go } = dripping('{"email":', `"${email}"}`);
  const answer = send(request("PATCH", `/contacts/${f.contact.contactId}`, body, "application/json"));
  return { answer, first, go };
};

const emailNow = async (): Promise<string | undefined> => {
  const [row] = await withFirm(f, (tx) =>
    tx.select({ email: contacts.email }).from(contacts).where(eq(contacts.id, f.contact.contactId)),
  );
  return row?.email;
};

test.each([
  ["its member is deactivated", deactivate],
  ["it is revoked", () => revokeApiKey(f.firm.slug, member.id)],
  ["its member's role is another", () => changeRole(f.staff, member.staffId, "admin")],
])("[I1] a request whose body is still coming changes nothing once %s", async (_how, end) => {
  const { answer, first, go } = slowChange("thief@evil.example");
  await first;
  await end();
  go();
  const said = await answer;
  expect([said.status, said.headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
  expect(await said.json()).toMatchObject({ code: "unauthorized" });
  expect(await emailNow()).toBe(f.contactEmail);
});

test("[I1] a request that waits behind others of its key changes nothing once the key is revoked", async () => {
  const slow = [1, 2, 3, 4].map((nth) => slowChange(`${nth}@evil.example`));
  await Promise.all(slow.map(({ first }) => first));
  const waiting = ask(member.key, "POST /clients", { body: { name: "Thief Ltd", kind: "company" } });
  await pause(200);
  await revokeApiKey(f.firm.slug, member.id);
  for (const { go } of slow) go();
  const said = await Promise.all([waiting, ...slow.map(({ answer }) => answer)]);
  expect(said.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
  expect(await emailNow()).toBe(f.contactEmail);
});

test("[I1] a file whose bytes are still coming is not received once the key is revoked", async () => {
  const mark = randomUUID();
  const { body, first, go } = dripping(
    `--${mark}\r\nContent-Disposition: form-data; name="client_id"\r\n\r\n${f.clientId}\r\n` +
      `--${mark}\r\nContent-Disposition: form-data; name="file"; filename="one.txt"\r\n\r\nbegin `,
    `end\r\n--${mark}--\r\n`,
  );
  const answer = send(request("POST", "/files", body, `multipart/form-data; boundary=${mark}`));
  await first;
  await revokeApiKey(f.firm.slug, member.id);
  go();
  expect((await answer).status).toBe(401);
  expect((await fileRows(f.firmId)).filter(({ state }) => state === "received")).toEqual([]);
});

test.each([
  ["revoked", () => revokeApiKey(f.firm.slug, member.id)],
  ["its member's to lose", deactivate],
])("[I1] a key that acts is not %s before its act is done", async (_how, end) => {
  const from = { ip: "", requestId: "test" };
  const program = await programOfKey(`Bearer ${member.key}`, from);
  if (!program) throw new Error("The key is not known.");
  await withFirm(f, (tx) => tx.update(apiKeys).set({ lastUsedAt: null }).where(eq(apiKeys.id, member.id)));
  let ended = false;
  const ending = await withFirm(f, async (tx) => {
    await insistKey(tx, program.actor, "held");
    const over = end().then(() => (ended = true));
    await pause(300);
    expect(ended).toBe(false);
    // another request of the key does not wait for this one
    expect(await programOfKey(`Bearer ${member.key}`, from)).toBeDefined();
    return { over };
  });
  await ending.over;
  expect(await programOfKey(`Bearer ${member.key}`, from)).toBeUndefined();
});
