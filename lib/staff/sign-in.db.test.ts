import { and, eq, sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { messages } from "@/db/schema/messages";
import { workItems } from "@/db/schema/work";
import { newToken } from "@/lib/crypto";
import { staffOfToken } from "@/lib/access/staff-session";
import { openText } from "@/lib/crypto";
import { hostOf } from "@/lib/access/host";
import { testFirm, type TestFirm } from "@/test/factories/firm";
import { testMember, testStaffLink } from "@/test/factories/staff";
import { heldRows, untilWaiting } from "@/test/held-rows";
import { deactivateMember } from "./deactivate-member";
import { sendStaffLink, signInStaff, signOutStaff, staffLinkIsFresh } from "./sign-in";

let f: TestFirm;
let email: string;
const from = (ip: string) => ({ ip, requestId: "r" });
const host = () => ({ kind: "firm", firm: f.firm, origin: f.firm.origin }) as const;
const mails = () =>
  withFirm(f, (tx) =>
    tx
      .select()
      .from(messages)
      .where(and(eq(messages.kind, "staff_sign_in"), eq(messages.firmId, f.firmId))),
  );

beforeAll(async () => {
  f = await testFirm();
  email = `ana@${f.firm.slug}.example`;
});

const newestToken = async () => {
  const mail = (await mails()).at(-1);
  const sealed = openText(mail?.sealed ?? "", {
    table: "messages",
    column: "sealed",
    firmId: f.firmId,
    rowId: mail?.id ?? "",
  });
  return /sign-in\/([A-Za-z0-9_-]{43})/.exec(sealed)?.[1] ?? "";
};

test("[F4] a sign-in link works once, at its own firm, and the session ends with sign-out", async () => {
  await sendStaffLink(host(), email, from("198.51.100.1"));
  const token = await newestToken();
  const other = await testFirm();
  const elsewhere = { kind: "firm", firm: other.firm, origin: other.firm.origin } as const;
  expect(await staffLinkIsFresh(host(), token)).toBe(true);
  expect(await signInStaff(elsewhere, token, newToken(), from("1"))).toBeUndefined();
  const all = await Promise.all(
    Array.from({ length: 10 }, () => signInStaff(host(), token, newToken(), from("1"))),
  );
  const session = all.find((one) => one !== undefined)?.token;
  expect(all.filter((one) => one !== undefined)).toHaveLength(1);
  expect(await staffLinkIsFresh(host(), token)).toBe(false);
  const staff = await staffOfToken(session, host(), from("1"));
  expect(staff?.actor.staffId).toBe(f.staff.staffId);
  expect(await staffOfToken(session, elsewhere, from("1"))).toBeUndefined();
  expect(await staffOfToken(newToken(), host(), from("1"))).toBeUndefined();
  if (staff && session) await signOutStaff(staff.actor, session);
  expect(await staffOfToken(session, host(), from("1"))).toBeUndefined();
});

test("[A8] an address that asks too often cannot use up a staff member's turns", async () => {
  const before = (await mails()).length;
  for (let at = 0; at < 70; at++) void sendStaffLink(host(), `x${at}@nobody.example`, from("203.0.113.50"));
  await Promise.all(Array.from({ length: 20 }, () => sendStaffLink(host(), email, from("203.0.113.50"))));
  await sendStaffLink(host(), email, from("198.51.100.2"));
  expect((await mails()).length).toBeGreaterThan(before);
});

test("[T4] a host counts with the operator's own port only, so that no mail leads elsewhere", async () => {
  const name = new URL(f.firm.origin);
  expect((await hostOf(name.host)).kind).toBe("firm");
  expect((await hostOf(`${name.hostname}:4444`)).kind).toBe("unknown");
  expect((await hostOf(name.hostname)).kind).toBe("unknown");
});

test("[F4] a link pressed while its member is being deactivated lets nobody in, and the deactivation holds", async () => {
  const member = await testMember(f.firmId, "member");
  const token = await testStaffLink(f.firmId, member.id);
  const theirs = and(eq(workItems.firmId, f.firmId), eq(workItems.id, f.workItemId));
  await withFirm(f, (tx) => tx.update(workItems).set({ ownerId: member.id }).where(theirs));
  const held = await heldRows(f, sql`select id from work_items where id = ${f.workItemId} for update`);
  const over = deactivateMember(f.staff, member.id, f.staff.staffId);
  await untilWaiting(f, 1);
  const press = signInStaff(host(), token, newToken(), from("1"));
  await untilWaiting(f, 2);
  await held.letGo();
  await over;
  expect(await press).toBeUndefined();
});
