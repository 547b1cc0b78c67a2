import { and, eq, sql } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { messages } from "@/db/schema/messages";
import { staffLinks, staffMembers } from "@/db/schema/staff";
import { workItems } from "@/db/schema/work";
import { knownMs, newStaffBrowser } from "@/lib/access/staff-browser";
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

const linksOf = (firmId: string, staffId: string) =>
  withFirm({ firmId }, (tx) => tx.$count(staffLinks, eq(staffLinks.staffId, staffId)));
/** Four strangers, each with a network address of its own, ask for all that there is. */
const flood = (to: string) =>
  Promise.all(
    Array.from({ length: 24 }, (_, ask) => sendStaffLink(host(), to, from(`203.0.113.${60 + (ask % 4)}`))),
  );
const later = (minutes: number) =>
  withFirm(f, (tx) => tx.execute(sql`update rate_limits set tat = tat - make_interval(mins => ${minutes})`));

describe("when strangers ask for a member's links", () => {
  let member: { id: string; email: string };
  const of = () => ({ firmId: f.firmId, staffId: member.id });
  const links = () => linksOf(f.firmId, member.id);
  beforeEach(async () => {
    member = await testMember(f.firmId, "member");
    await withFirm(f, (tx) => tx.execute(sql`delete from rate_limits`));
  });

  test("[AU8] a browser in which the member signed in still gets its link, also at the address of the strangers", async () => {
    await flood(member.email);
    const before = await links();
    expect(await sendStaffLink(host(), member.email, from("198.51.100.30"))).toBe(true);
    expect(await links()).toBe(before);
    const known = newStaffBrowser(of(), undefined);
    await Promise.all(
      Array.from({ length: 70 }, () => sendStaffLink(host(), "x@nobody.example", from("203.0.113.60"))),
    );
    for (const ip of ["198.51.100.30", "203.0.113.60"])
      expect(await sendStaffLink(host(), member.email, from(ip), known)).toBe(true);
    expect(await links()).toBe(before + 2);
  });

  test("[RL3] a known browser gets five links at once, its other sign-ins none more, and takes no stranger's turn", async () => {
    let known = newStaffBrowser(of(), undefined);
    for (let at = 0; at < 8; at++) {
      await sendStaffLink(host(), member.email, from(`198.51.100.${40 + at}`), known);
      known = newStaffBrowser(of(), known);
    }
    expect(await links()).toBe(5);
    await later(5);
    await sendStaffLink(host(), member.email, from("198.51.100.40"), known);
    await sendStaffLink(host(), member.email, from("198.51.100.40"), known);
    expect(await links()).toBe(6);
    await flood(member.email);
    expect(await links()).toBe(26);
  });

  test("[RL3] however many ask, strangers cause some twenty sign-in mails a day to a member", async () => {
    for (let hour = 0; hour < 6; hour++) {
      await flood(member.email);
      await later(15);
    }
    expect(await links()).toBe(21);
    await later(24 * 60);
    await flood(member.email);
    expect(await links()).toBe(41);
  });

  test("[AU8] a browser of another member, of another firm, forged or unused for 90 days counts as a stranger's", async () => {
    const other = await testFirm();
    await flood(member.email);
    const before = await links();
    const good = newStaffBrowser(of(), undefined);
    const [, name = "", issued = "", seal = ""] = good.split(".");
    const another = await testMember(f.firmId, "member");
    for (const bad of [
      newStaffBrowser({ ...of(), staffId: another.id }, undefined),
      newStaffBrowser({ ...of(), staffId: another.id }, undefined).replace(/^[^.]+/, member.id),
      newStaffBrowser({ ...of(), firmId: other.firmId }, undefined),
      newStaffBrowser(of(), undefined, Date.now() - knownMs - 1_000),
      [member.id, name, String(Number(issued) + 1), seal].join("."),
      [member.id, newToken().slice(0, 22), issued, seal].join("."),
      [member.id, name, issued, newToken()].join("."),
      [member.id, name, issued].join("."),
      `${good}.`,
      "...",
      "",
    ])
      await sendStaffLink(host(), member.email, from("198.51.100.50"), bad);
    expect(await links()).toBe(before);
    await sendStaffLink(host(), member.email, from("198.51.100.50"), good);
    expect(await links()).toBe(before + 1);
  });

  test("[AU8] a browser known at one firm is a stranger's at another firm of the same address, and one deactivated is nobody", async () => {
    const other = await testFirm();
    const there = await testMember(other.firmId, "member");
    await withFirm(other, (tx) =>
      tx.update(staffMembers).set({ email: member.email }).where(eq(staffMembers.id, there.id)),
    );
    await flood(member.email);
    const before = [await links(), await linksOf(other.firmId, there.id)];
    const known = newStaffBrowser(of(), undefined);
    const operator = { kind: "operator", origin: "http://localhost:3000" } as const;
    await sendStaffLink(operator, member.email, from("198.51.100.55"), known);
    expect([await links(), await linksOf(other.firmId, there.id)]).toEqual([(before[0] ?? 0) + 1, before[1]]);
    await deactivateMember(f.staff, member.id, f.staff.staffId);
    const left = await links();
    await sendStaffLink(host(), member.email, from("198.51.100.56"), known);
    expect(await links()).toBe(left);
  });
});
