import { and, eq, isNull } from "drizzle-orm";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { messages } from "@/db/schema/messages";
import { staffLinks, staffMembers, staffSessions } from "@/db/schema/staff";
import { requests, workItems } from "@/db/schema/work";
import type { StaffRole } from "@/lib/access/actor";
import { staffOfToken } from "@/lib/access/staff-session";
import { hashToken, newToken, openText } from "@/lib/crypto";
import { asStaff } from "@/test/actors";
import { testFirm, type TestFirm } from "@/test/factories/firm";
import { changeRole } from "./change-role";
import { deactivateMember, reactivateMember } from "./deactivate-member";
import { staffChoices } from "./queries";
import { inviteAgain, inviteMember } from "./invite-member";
import { memberPage, staffList } from "./members";
import { sendStaffLink, signInStaff, signOutStaff, staffLinkIsFresh } from "./sign-in";

let f: TestFirm;
let nth = 0;
const from = { ip: "198.51.100.7", requestId: "r" };
const host = () => ({ kind: "firm", firm: f.firm, origin: f.firm.origin }) as const;

const invite = async (role: StaffRole, by = f.staff) => {
  nth += 1;
  const email = `new${String(nth)}@${f.firm.slug}.example`;
  return { id: await inviteMember(by, { name: "Nia New", email, role }, f.firm.origin), email };
};

const tokenFor = async (email: string) => {
  const list = await withFirm(f, (tx) =>
    tx.select().from(messages).where(eq(messages.toAddress, email)).orderBy(messages.createdAt),
  );
  const mail = list.at(-1);
  const place = { table: "messages", column: "sealed", firmId: f.firmId, rowId: mail?.id ?? "" };
  return /sign-in\/([A-Za-z0-9_-]{43})/.exec(openText(mail?.sealed ?? "", place))?.[1] ?? "";
};

/** The session's token, on a browser of its own. */
const signIn = async (token: string) => (await signInStaff(host(), token, newToken(), from))?.token;

const rowOf = async (id: string) =>
  (await withFirm(f, (tx) => tx.select().from(staffMembers).where(eq(staffMembers.id, id))))[0];

const refused = (code: string, words: string) =>
  expect.objectContaining({ code, message: expect.stringContaining(words) as string }) as unknown;

beforeAll(async () => {
  f = await testFirm();
});

beforeEach(async () => {
  // the fixture's owner is the only one, and in
  await withFirm(f, (tx) =>
    tx
      .update(staffMembers)
      .set({ role: "owner", deactivatedAt: null })
      .where(eq(staffMembers.id, f.staff.staffId)),
  );
});

test("[F4] an invitation signs in once within seven days, and the invited one works from then on", async () => {
  const { id, email } = await invite("member");
  const token = await tokenFor(email);
  expect((await rowOf(id))?.firstSignInAt).toBeNull();
  expect(await staffLinkIsFresh(host(), token)).toBe(true);
  const session = await signIn(token);
  const visitor = await staffOfToken(session, host(), from);
  expect(visitor?.actor).toMatchObject({ staffId: id, role: "member" });
  expect((await rowOf(id))?.firstSignInAt).not.toBeNull();
  expect(await signIn(token)).toBeUndefined();
  const [link] = await withFirm(f, (tx) => tx.select().from(staffLinks).where(eq(staffLinks.staffId, id)));
  const days = ((link?.expiresAt.getTime() ?? 0) - (link?.issuedAt.getTime() ?? 0)) / 86_400_000;
  expect(days).toBeCloseTo(7, 1);
});

test("[F4] an invitation sent again closes the one before", async () => {
  const { id, email } = await invite("member");
  const first = await tokenFor(email);
  await inviteAgain(f.staff, id, f.firm.origin);
  const second = await tokenFor(email);
  expect(second).not.toBe(first);
  expect(await staffLinkIsFresh(host(), first)).toBe(false);
  expect(await staffLinkIsFresh(host(), second)).toBe(true);
  await signIn(second);
  await expect(inviteAgain(f.staff, id, f.firm.origin)).rejects.toEqual(
    refused("conflict", "not signed in yet"),
  );
});

test("[F4] one address has one place in a firm", async () => {
  const { email } = await invite("member");
  const again = inviteMember(f.staff, { name: "X", email, role: "member" }, f.firm.origin);
  await expect(again).rejects.toEqual(refused("conflict", "already has that email"));
  await expect(
    inviteMember(f.staff, { name: "X", email: "nobody", role: "member" }, f.firm.origin),
  ).rejects.toEqual(refused("invalid", "not an email address"));
});

test("[F4] an admin neither makes nor unmakes an owner", async () => {
  const admin = asStaff(f.firmId, (await invite("admin")).id, "admin");
  const owner = (await invite("owner")).id;
  const member = (await invite("member")).id;
  const said = refused("conflict", "Only an owner");
  await expect(invite("owner", admin)).rejects.toEqual(said);
  await expect(changeRole(admin, member, "owner")).rejects.toEqual(said);
  await expect(changeRole(admin, owner, "member")).rejects.toEqual(said);
  await expect(deactivateMember(admin, owner, admin.staffId)).rejects.toEqual(said);
  await changeRole(f.staff, owner, "member");
  await changeRole(admin, member, "admin");
  expect((await rowOf(member))?.role).toBe("admin");
});

test("[F4] the last owner stays: not by role, not by deactivation, not when two leave at once", async () => {
  for (const { id } of await withFirm(f, (tx) =>
    tx
      .select()
      .from(staffMembers)
      .where(and(eq(staffMembers.role, "owner"), isNull(staffMembers.deactivatedAt))),
  ))
    if (id !== f.staff.staffId) await changeRole(f.staff, id, "member");
  const last = refused("conflict", "last owner");
  await expect(changeRole(f.staff, f.staff.staffId, "member")).rejects.toEqual(last);
  const second = asStaff(f.firmId, (await invite("owner")).id, "owner");
  const both = await Promise.allSettled([
    changeRole(f.staff, f.staff.staffId, "member"),
    changeRole(second, second.staffId, "member"),
  ]);
  expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const owners = (await staffList(f.staff)).filter((one) => one.role === "owner" && !one.deactivatedAt);
  expect(owners).toHaveLength(1);
});

test("[F4] a deactivated staff member is out at once, and the work, the requests and what is mailed go to another", async () => {
  const { id, email } = await invite("member");
  const session = await signIn(await tokenFor(email));
  await sendStaffLink(host(), email, from);
  const unused = await tokenFor(email);
  await withFirm(f, async (tx) => {
    await tx.update(workItems).set({ ownerId: id }).where(eq(workItems.id, f.workItemId));
    await tx.update(requests).set({ sentBy: id }).where(eq(requests.id, f.requestId));
  });
  expect(await memberPage(f.staff, id)).toMatchObject({ openWork: 1, openRequests: 1 });
  await deactivateMember(f.staff, id, f.staff.staffId);
  expect(await staffOfToken(session, host(), from)).toBeUndefined();
  expect(await staffLinkIsFresh(host(), unused)).toBe(false);
  const [work] = await withFirm(f, (tx) => tx.select().from(workItems).where(eq(workItems.id, f.workItemId)));
  const [request] = await withFirm(f, (tx) => tx.select().from(requests).where(eq(requests.id, f.requestId)));
  expect([work?.ownerId, request?.sentBy]).toEqual([f.staff.staffId, f.staff.staffId]);
  const count = async () =>
    (await withFirm(f, (tx) => tx.select().from(messages).where(eq(messages.toAddress, email)))).length;
  const before = await count();
  await sendStaffLink(host(), email, { ip: "198.51.100.8", requestId: "r" });
  expect(await count()).toBe(before);
  await reactivateMember(f.staff, id);
  await sendStaffLink(host(), email, { ip: "198.51.100.9", requestId: "r" });
  expect(await count()).toBe(before + 1);
});

test("[F4] who has nothing to hand over is deactivated without a taker; who has some is not, and leaves the choices", async () => {
  const { id } = await invite("member");
  await deactivateMember(f.staff, id);
  expect((await rowOf(id))?.deactivatedAt).toBeInstanceOf(Date);
  const named = async (keep?: string) => (await staffChoices(f.staff, keep)).map((one) => one.id);
  expect(await named()).not.toContain(id);
  expect(await named(id)).toContain(id);
  const busy = (await invite("member")).id;
  await withFirm(f, (tx) =>
    tx.update(workItems).set({ ownerId: busy }).where(eq(workItems.id, f.workItemId)),
  );
  expect(await memberPage(f.staff, busy)).toMatchObject({ toHandOver: 1 });
  await expect(deactivateMember(f.staff, busy)).rejects.toEqual(
    refused("invalid", "Choose who takes the work over"),
  );
  expect((await rowOf(busy))?.deactivatedAt).toBeNull();
  await deactivateMember(f.staff, busy, f.staff.staffId);
});

test("[F4] nobody deactivates themselves, or hands work to somebody who cannot take it", async () => {
  const second = asStaff(f.firmId, (await invite("owner")).id, "owner");
  const gone = (await invite("member")).id;
  await deactivateMember(f.staff, gone, second.staffId);
  const self = deactivateMember(second, second.staffId, f.staff.staffId);
  await expect(self).rejects.toEqual(refused("conflict", "cannot deactivate yourself"));
  const member = (await invite("member")).id;
  const stranger = (await testFirm()).staff.staffId;
  for (const taker of [gone, member, stranger])
    await expect(deactivateMember(f.staff, member, taker)).rejects.toEqual(
      refused("invalid", "somebody who works at the firm"),
    );
  expect((await rowOf(member))?.deactivatedAt).toBeNull();
});

test("[F4] a session of before a deactivation stays dead after the reactivation", async () => {
  const { id } = await invite("member");
  const token = newToken();
  await withFirm(f, (tx) =>
    tx.insert(staffSessions).values({
      firmId: f.firmId,
      staffId: id,
      tokenHash: hashToken(token),
      host: f.firm.origin,
      endsAt: new Date(Date.now() + 3_600_000),
    }),
  );
  expect(await staffOfToken(token, host(), from)).toBeDefined();
  await deactivateMember(f.staff, id, f.staff.staffId);
  await reactivateMember(f.staff, id);
  expect(await staffOfToken(token, host(), from)).toBeUndefined();
});

test("[F4] the list says when somebody was last there, also after they signed out, and that one never was", async () => {
  const { id, email } = await invite("member");
  const seen = async () => [
    (await memberPage(f.staff, id))?.lastSeenAt,
    (await staffList(f.staff)).find((one) => one.id === id)?.lastSeenAt,
  ];
  expect(await seen()).toEqual([null, null]);
  const began = Date.now();
  const token = (await signIn(await tokenFor(email))) ?? "";
  await signOutStaff(asStaff(f.firmId, id), token);
  expect(await withFirm(f, (tx) => tx.$count(staffSessions, eq(staffSessions.staffId, id)))).toBe(0);
  const [onPage, inList] = await seen();
  expect(onPage?.getTime()).toBeGreaterThan(began - 60_000);
  expect(inList).toEqual(onPage);
});
