import { and, eq, sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { auditEvents } from "@/db/schema/audit";
import { deviceRevokeLinks } from "@/db/schema/logins";
import { messages } from "@/db/schema/messages";
import { claimLink } from "@/lib/access/claim-link";
import { visitorOfTokens } from "@/lib/access/session";
import { newToken, openText } from "@/lib/crypto";
import type { Sealed } from "@/lib/messages/enqueue";
import { testDatabase } from "@/test/db";
import { testFirm, testLink, type TestFirm } from "@/test/factories/firm";
import { mailedDevice, revokeByMail } from "./revoke-by-mail";

let f: TestFirm;
const from = { ip: "81.2.69.160", requestId: "r" };
const agent =
  "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Mobile Safari/537.36";

beforeEach(async () => {
  await testDatabase();
  f = await testFirm();
});

const fresh = () => testLink(f.firmId, { contactId: f.contact.contactId, email: f.contactEmail });
const press = (token: string, browserToken = newToken(), session?: string) =>
  claimLink(f.firm, { token, browserToken, session, agent, from });

async function claimed() {
  const result = await press(await fresh());
  if (result.kind !== "in") throw new Error("The press claims.");
  return { session: result.sessionToken, browser: result.browserToken };
}
const isIn = async (tokens: Awaited<ReturnType<typeof claimed>>) =>
  (await visitorOfTokens(f.firmId, tokens, from)) !== undefined;

/** The letters about new devices, newest last, as their reader gets them. */
async function letters() {
  const rows = await withFirm(f, (tx) =>
    tx
      .select()
      .from(messages)
      .where(and(eq(messages.firmId, f.firmId), eq(messages.kind, "new_device")))
      .orderBy(messages.createdAt),
  );
  return rows.map((row) => {
    const place = { table: "messages", column: "sealed", firmId: f.firmId, rowId: row.id };
    const letter = JSON.parse(openText(row.sealed ?? "", place)) as Sealed;
    return { ...row, ...letter, token: /\/devices\/revoke\/(\S+)/.exec(letter.text)?.[1] ?? "" };
  });
}

test("[A15] a claim mails the contact which device it was, where and when, in the claim's own call", async () => {
  await claimed();
  const [letter, another] = await letters();
  expect(another).toBeUndefined();
  expect(letter).toMatchObject({ toAddress: f.contactEmail, contactId: f.contact.contactId });
  expect(letter?.text).toContain("Chrome on Android, United Kingdom, at ");
  expect(letter?.text).toContain(`${f.firm.origin}/devices/revoke/`);
});

test("[A15] a refused press, a press again and a second link on the same browser tell nobody", async () => {
  const token = await fresh();
  const first = await press(token);
  if (first.kind !== "in") throw new Error("The press claims.");
  await press(token);
  await press(token, first.browserToken, first.sessionToken);
  await press(await fresh(), first.browserToken, first.sessionToken);
  expect(await letters()).toHaveLength(1);
});

test("[A15] of a hundred presses at once one letter is left", async () => {
  const token = await fresh();
  await Promise.all(Array.from({ length: 100 }, () => press(token)));
  expect(await letters()).toHaveLength(1);
});

test("[A15] the mailed link ends just that device, once; looking at it changes nothing", async () => {
  const [one, two] = [await claimed(), await claimed()];
  const [first] = await letters();
  const token = first?.token ?? "";
  for (let look = 0; look < 5; look++)
    expect(await mailedDevice(f.firmId, token)).toMatchObject({
      browser: "Chrome",
      system: "Android",
      country: "GB",
      live: true,
    });
  expect([await isIn(one), await isIn(two)]).toEqual([true, true]);
  await Promise.all([revokeByMail(f.firmId, token, from), revokeByMail(f.firmId, token, from)]);
  expect([await isIn(one), await isIn(two)]).toEqual([false, true]);
  expect(await mailedDevice(f.firmId, token)).toMatchObject({ live: false });
  expect(await withFirm(f, (tx) => tx.$count(auditEvents, eq(auditEvents.action, "device.revoked")))).toBe(1);
});

test("[A15] after 30 days, on another firm's host or with another token the link ends nothing", async () => {
  const device = await claimed();
  const [letter] = await letters();
  const token = letter?.token ?? "";
  const other = await testFirm();
  for (const [firmId, given] of [
    [other.firmId, token],
    [f.firmId, newToken()],
    [f.firmId, "x"],
  ] as const) {
    expect(await mailedDevice(firmId, given)).toBeUndefined();
    await revokeByMail(firmId, given, from);
  }
  await withFirm(f, (tx) =>
    tx.update(deviceRevokeLinks).set({ issuedAt: sql`now() - interval '720 hours 1 second'` }),
  );
  expect(await mailedDevice(f.firmId, token)).toBeUndefined();
  await revokeByMail(f.firmId, token, from);
  expect(await isIn(device)).toBe(true);
});
