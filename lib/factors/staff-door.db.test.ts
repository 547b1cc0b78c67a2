import { generateSync } from "otplib";
import { and, eq, sql } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { auditEvents } from "@/db/schema/audit";
import { loginChallenges, totpSecrets } from "@/db/schema/logins";
import { staffLinks, staffMembers, staffSessions } from "@/db/schema/staff";
import { staffOfToken } from "@/lib/access/staff-session";
import { newToken } from "@/lib/crypto";
import { deactivateMember } from "@/lib/staff/deactivate-member";
import { endEarlierSession, signInStaff, staffLinkIsFresh, type StaffHost } from "@/lib/staff/sign-in";
import { testDatabase } from "@/test/db";
import { testFirm, type TestFirm } from "@/test/factories/firm";
import { afterPassword, agent, testLogin } from "@/test/factories/factors";
import {
  setStaffSecondFactor,
  signedInBefore,
  signedInMember,
  testMember,
  testStaffLink,
} from "@/test/factories/staff";
import type { AtDoor, DoorAnswer } from "./at-door";
import { doorSecret, enrolTotpAtDoor } from "./enrol-at-door";
import { giveSecondFactor } from "./give-second-factor";
import { offeredFactors } from "./offered";
import { newRecoveryCodes } from "./recovery-codes";
import { rpOfHost } from "./rp";
import { staffDoor } from "./staff-door";
import { keepTotp } from "./totp-rows";

beforeAll(testDatabase);

const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const from = { ip: "198.51.100.7", requestId: "test" };
const codeNow = (ahead = 0, of = secret) =>
  generateSync({ secret: of, epoch: Math.floor(Date.now() / 1000) + ahead * 30 });
const wrongCode = (of = secret) => {
  const now = new Set([-2, -1, 0, 1, 2].map((ahead) => codeNow(ahead, of)));
  return ["000000", "111111", "222222", "333333", "444444", "555555"].find((code) => !now.has(code)) ?? "";
};

let firm: TestFirm;
let host: StaffHost;
let staffId: string;
const operator = { kind: "operator", origin: "http://localhost:3000" } as const;

beforeEach(async () => {
  firm = await testFirm();
  host = { kind: "firm", firm: firm.firm, origin: firm.firm.origin };
  staffId = (await testMember(firm.firmId)).id;
});

const withApp = (id = staffId, of = secret, firmId = firm.firmId) =>
  withFirm({ firmId }, async (tx) => {
    await keepTotp(tx, { firmId, staffId: id }, of, codeNow(0, of));
    // as if the app had been set up a while ago
    await tx.update(totpSecrets).set({ lastStep: 0 }).where(eq(totpSecrets.staffId, id));
  });

const press = async (id = staffId, at: StaffHost = host, browser = newToken(), firmId = firm.firmId) => {
  const step = await signInStaff(at, await testStaffLink(firmId, id), browser, from);
  return { kind: step?.kind, token: step?.token ?? "", browser };
};

const doorOf = async (
  { token, browser }: { token: string; browser: string },
  at: StaffHost = host,
): Promise<AtDoor> => {
  const door = await staffDoor(at, { challenge: token, browser: { token: browser, agent }, from });
  if (!door) throw new Error("Nobody stands at this door.");
  return door;
};
const give = async (given: { token: string; browser: string }, code: string): Promise<DoorAnswer> =>
  giveSecondFactor(await doorOf(given), rpOfHost(host), { code });
const tokenOf = (answer: DoorAnswer) => ("token" in answer ? answer.token : "");
const sessions = (firmId = firm.firmId) => withFirm({ firmId }, (tx) => tx.$count(staffSessions));
const events = (action: string) =>
  withFirm(firm, (tx) =>
    tx.$count(auditEvents, and(eq(auditEvents.firmId, firm.firmId), eq(auditEvents.action, action))),
  );

describe("the step after the mailed link", () => {
  test("[F4] the first sign-in is in with the link; the second sets a factor up where the firm wants one", async () => {
    await withFirm(firm, (tx) => tx.update(staffMembers).set({ firstSignInAt: null }));
    expect((await press()).kind).toBe("in");
    expect((await press()).kind).toBe("enrol");
    await setStaffSecondFactor(firm.firmId, false);
    expect((await press()).kind).toBe("in");
    await withApp();
    expect((await press()).kind).toBe("factor");
  });

  test("[SE5] a factor that is set up at the door ends the sessions of before, and those of nobody else", async () => {
    const before = await signedInMember(firm.firmId, staffId, "member", 30, host.origin);
    const other = await signedInMember(firm.firmId, firm.staff.staffId, "owner", 30, host.origin);
    const step = await press();
    expect(step.kind).toBe("enrol");
    const at = await doorOf(step);
    const salt = newToken();
    const code = codeNow(0, (await doorSecret(at, salt))?.secret);
    const answer = await enrolTotpAtDoor(at, { salt, code });
    const isIn = async (token: string) => (await staffOfToken(token, host, from)) !== undefined;
    expect([await isIn(tokenOf(answer)), await isIn(before.token), await isIn(other.token)]).toEqual([
      true,
      false,
      true,
    ]);
  });

  test("[AU11] the first sign-in ends every other link and invitation, so that one link is in without a factor, and no other", async () => {
    await withFirm(firm, (tx) => tx.update(staffMembers).set({ firstSignInAt: null }));
    const links = await Promise.all(Array.from({ length: 6 }, () => testStaffLink(firm.firmId, staffId)));
    await withFirm(firm, (tx) => tx.update(staffLinks).set({ purpose: "invite" }));
    const pressed = async (token: string) => (await signInStaff(host, token, newToken(), from))?.kind;
    const atOnce = await Promise.all(links.slice(0, 3).map(pressed));
    expect(atOnce.filter((kind) => kind === "in")).toHaveLength(1);
    for (const token of links.slice(3)) {
      expect(await staffLinkIsFresh(host, token)).toBe(false);
      expect(await pressed(token)).toBeUndefined();
    }
    expect(await sessions()).toBe(1);
    expect((await press()).kind).toBe("enrol");
  });

  test("[T3] a session is made by a right code only, for 12 hours, on this host, its factors written down", async () => {
    await withApp();
    const step = await press();
    expect(step.kind).toBe("factor");
    expect(await sessions()).toBe(0);
    expect(await staffOfToken(step.token, host, from)).toBeUndefined();
    const answer = await give(step, codeNow());
    const visitor = await staffOfToken(tokenOf(answer), host, from);
    expect(visitor?.actor.staffId).toBe(staffId);
    expect(await staffOfToken(tokenOf(answer), operator, from)).toBeUndefined();
    const [row] = await withFirm(firm, (tx) => tx.select().from(staffSessions));
    expect(row?.factors).toEqual(["link", "totp"]);
    expect(((row?.endsAt.getTime() ?? 0) - (row?.createdAt.getTime() ?? 0)) / 3_600_000).toBeCloseTo(12, 1);
    expect(tokenOf(answer)).not.toBe(step.token);
    expect(await give(step, codeNow(1))).toEqual({ kind: "over" });
    await withFirm(firm, (tx) => tx.update(staffSessions).set({ endsAt: sql`now()` }));
    expect(await staffOfToken(tokenOf(answer), host, from)).toBeUndefined();
  });

  test("[SE2] the session that a browser had before is over when a sign-in begins there", async () => {
    const planted = await signedInMember(firm.firmId, firm.staff.staffId, "owner", 0, host.origin);
    await endEarlierSession(operator, planted.token);
    expect(await staffOfToken(planted.token, host, from)).toBeDefined();
    await endEarlierSession(host, planted.token);
    expect(await staffOfToken(planted.token, host, from)).toBeUndefined();
    await endEarlierSession(host, newToken());
    await endEarlierSession(host, undefined);
  });

  test("[F4] a recovery code lets in once", async () => {
    await withApp();
    const [code = ""] = await withFirm(firm, (tx) => newRecoveryCodes(tx, { firmId: firm.firmId, staffId }));
    const recover = async () =>
      giveSecondFactor(await doorOf(await press()), rpOfHost(host), { recovery: code });
    expect((await recover()).kind).toBe("in");
    expect((await recover()).kind).toBe("wrong");
    expect(await events("recovery_code.used")).toBe(1);
  });

  test("[F4] on the operator's host the challenge tells the firm", async () => {
    await withApp();
    const step = await press(staffId, operator);
    const at = await doorOf(step, operator);
    expect(at.firmId).toBe(firm.firmId);
    const answer = await giveSecondFactor(at, rpOfHost(operator), { code: codeNow() });
    expect((await staffOfToken(tokenOf(answer), operator, from))?.actor.staffId).toBe(staffId);
    expect(await staffOfToken(tokenOf(answer), host, from)).toBeUndefined();
    const unknown = { challenge: newToken(), browser: { token: newToken(), agent }, from };
    expect(await staffDoor(operator, unknown)).toBeUndefined();
  });
});

describe("attacks on the second step of staff", () => {
  test("[MF4] of fifty wrong codes at once five are looked at, and then the right one is too late", async () => {
    await withApp();
    const step = await press();
    const answers = await Promise.all(Array.from({ length: 50 }, () => give(step, wrongCode())));
    expect(answers.filter(({ kind }) => kind === "wrong")).toHaveLength(5);
    expect(await give(step, codeNow())).toEqual({ kind: "over" });
    expect(await events("staff.factor_refused")).toBe(5);
    expect(await sessions()).toBe(0);
  });

  test("[MF1] of one right code sent at once on five challenges, one lets in", async () => {
    await withApp();
    const steps = await Promise.all(Array.from({ length: 5 }, () => press()));
    const code = codeNow();
    const answers = await Promise.all(steps.map((step) => give(step, code)));
    expect(answers.filter(({ kind }) => kind === "in")).toHaveLength(1);
    expect(await sessions()).toBe(1);
  });

  test("[L12] ten wrong codes lock one staff member for an hour, and nobody else", async () => {
    await withApp();
    const kinds: string[] = [];
    for (let nth = 0; nth < 3; nth++) {
      const step = await press();
      for (let tried = 0; tried < 5; tried++) kinds.push((await give(step, wrongCode())).kind);
    }
    expect(kinds.filter((kind) => kind === "wrong")).toHaveLength(10);
    expect(kinds.filter((kind) => kind === "limit")).toHaveLength(5);
    expect((await give(await press(), codeNow())).kind).toBe("limit");
    const other = (await testMember(firm.firmId)).id;
    await withApp(other, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP");
    const theirs = codeNow(0, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP");
    expect((await give(await press(other), theirs)).kind).toBe("in");
  });

  test("[MF4] a challenge is worth nothing on another browser, at another firm, after its time, or when its member is deactivated", async () => {
    await withApp();
    const step = await press();
    const elsewhere = await testFirm();
    const theirHost = { kind: "firm", firm: elsewhere.firm, origin: elsewhere.firm.origin } as const;
    expect((await give({ ...step, browser: newToken() }, codeNow())).kind).toBe("over");
    const abroad = await doorOf(step, theirHost);
    expect((await giveSecondFactor(abroad, rpOfHost(theirHost), { code: codeNow() })).kind).toBe("over");
    expect((await give({ ...step, token: newToken() }, codeNow())).kind).toBe("over");
    await withFirm(firm, (tx) => tx.update(loginChallenges).set({ endsAt: sql`now()` }));
    expect((await give(step, codeNow())).kind).toBe("over");
    const again = await press();
    await deactivateMember(firm.staff, staffId, firm.staff.staffId);
    expect((await give(again, codeNow())).kind).toBe("over");
    expect(
      await withFirm(firm, (tx) => tx.$count(loginChallenges, eq(loginChallenges.staffId, staffId))),
    ).toBe(0);
    expect(await sessions()).toBe(0);
  });

  test("[MF4] the code of another firm's staff, and of a colleague, opens nothing here", async () => {
    await withApp();
    const colleague = (await testMember(firm.firmId)).id;
    await withApp(colleague, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP");
    const other = await testFirm();
    const stranger = (await testMember(other.firmId)).id;
    await withApp(stranger, "KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU", other.firmId);
    const step = await press();
    for (const theirs of ["JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU"])
      expect((await give(step, codeNow(0, theirs))).kind).toBe("wrong");
    expect(await sessions()).toBe(0);
    expect(await sessions(other.firmId)).toBe(0);
  });

  test("[T3] a contact's challenge is none on the staff side, and a staff member's none at the portal", async () => {
    const loginId = await testLogin(firm.contact, firm.contactEmail);
    await withFirm(firm, (tx) => keepTotp(tx, { firmId: firm.firmId, loginId }, secret, codeNow(-1)));
    await withApp();
    const browser = newToken();
    const { step } = await afterPassword(firm.firmId, loginId, browser);
    expect(await give({ token: step.token, browser }, codeNow())).toEqual({ kind: "over" });
    const staffs = await press(staffId, host, browser);
    const { staffHost: _, ...atPortal } = await doorOf(staffs);
    expect(await giveSecondFactor(atPortal, rpOfHost(host), { code: codeNow() })).toEqual({ kind: "over" });
    expect((await give(staffs, codeNow())).kind).toBe("in");
  });
});

describe("setting a factor up at the door", () => {
  const salt = newToken();

  test("[F4] the app's first code lets in and is used up; the challenge does nothing else", async () => {
    const step = await press();
    expect(step.kind).toBe("enrol");
    const at = await doorOf(step);
    const shown = (await doorSecret(at, salt))?.secret ?? "";
    expect(await offeredFactors(at, "localhost")).toBeUndefined();
    expect((await giveSecondFactor(at, rpOfHost(host), { code: codeNow(0, shown) })).kind).toBe("over");
    expect((await enrolTotpAtDoor(at, { salt, code: wrongCode(shown) })).kind).toBe("wrong");
    const answer = await enrolTotpAtDoor(at, { salt, code: codeNow(0, shown) });
    expect((await staffOfToken(tokenOf(answer), host, from))?.actor.staffId).toBe(staffId);
    expect(await doorSecret(at, salt)).toBeUndefined();
    expect((await give(await press(), codeNow(0, shown))).kind).toBe("wrong");
    expect(await events("totp.added")).toBe(1);
  });

  test("[F4] a thief with the mailbox who waits at enrolment gets nowhere once the member has a factor", async () => {
    const thief = await doorOf(await press());
    const shown = (await doorSecret(thief, salt))?.secret ?? "";
    await withApp();
    expect((await enrolTotpAtDoor(thief, { salt, code: codeNow(0, shown) })).kind).toBe("over");
    expect(await sessions()).toBe(0);
  });

  test("[F4] two enrolments at once: one lets in", async () => {
    await signedInBefore(firm.firmId, staffId);
    const doors = await Promise.all([press(), press()].map(async (step) => doorOf(await step)));
    const answers = await Promise.all(
      doors.map(async (at) => {
        const shown = (await doorSecret(at, salt))?.secret ?? "";
        return enrolTotpAtDoor(at, { salt, code: codeNow(0, shown) });
      }),
    );
    expect(answers.map(({ kind }) => kind).sort()).toEqual(["in", "over"]);
  });
});
