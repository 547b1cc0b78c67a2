import { generateSync } from "otplib";
import { eq, sql } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { auditEvents } from "@/db/schema/audit";
import { firms } from "@/db/schema/firms";
import { loginChallenges, passkeys, recoveryCodes, totpSecrets } from "@/db/schema/logins";
import { messages } from "@/db/schema/messages";
import { staffMembers, staffSessions } from "@/db/schema/staff";
import type { StaffActor } from "@/lib/access/actor";
import { takeTurn } from "@/lib/access/rate-limit";
import { newToken } from "@/lib/crypto";
import { askSecondFactor } from "@/lib/firms/ask-second-factor";
import { staffSecondFactor } from "@/lib/firms/portal-settings";
import { signInStaff } from "@/lib/staff/sign-in";
import { asStaff } from "@/test/actors";
import { testDatabase } from "@/test/db";
import { testAuthenticator } from "@/test/factories/authenticator";
import { testFirm, type TestFirm } from "@/test/factories/firm";
import { setStaffSecondFactor, signedInMember, testMember, testStaffLink } from "@/test/factories/staff";
import { addPasskey, ownPasskeyOptions } from "./add-passkey";
import { addTotp, newTotpSecret } from "./add-totp";
import { doorSecret, enrolTotpAtDoor } from "./enrol-at-door";
import { makeRecoveryCodes } from "./make-recovery-codes";
import { proofWanted, proveAgain } from "./prove-again";
import { staffFactors } from "./queries";
import { removePasskey } from "./remove-passkey";
import { removeTotp } from "./remove-totp";
import { renamePasskey } from "./rename-passkey";
import { resetByOperator, resetStaffFactors } from "./reset-staff-factors";

beforeAll(testDatabase);

const origin = "https://portal.firm.example";
const rp = { id: "portal.firm.example", origin, name: "Firm" };
const from = { ip: "198.51.100.11", requestId: "test" };

let firm: TestFirm;
let member: { id: string; email: string };
let staff: StaffActor;
let owner: StaffActor;

beforeEach(async () => {
  firm = await testFirm();
  member = await testMember(firm.firmId);
  ({ staff } = await signedInMember(firm.firmId, member.id, "member"));
  owner = (await signedInMember(firm.firmId, firm.staff.staffId, "owner")).staff;
});

const codeOf = (secret: string, ahead = 0) =>
  generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + ahead * 30 });
const withApp = async (who = staff) => {
  const salt = newToken();
  const { secret } = await newTotpSecret(who, salt);
  await addTotp(who, { salt, code: codeOf(secret) });
  return secret;
};
const withPasskey = async (who = staff) => {
  const browserToken = newToken();
  const { challenge } = await ownPasskeyOptions(who, rp, browserToken);
  const passkey = testAuthenticator().make({ challenge, rpId: rp.id, origin });
  await addPasskey(who, rp, { passkey, browserToken, device: "Chrome on Linux" });
  return (await staffFactors(who, who.staffId))?.passkeys.at(-1)?.id ?? "";
};
const mailsTo = async (to: string) =>
  withFirm(firm, (tx) =>
    tx.$count(messages, sql`${messages.kind} = 'staff_security' and ${messages.toAddress} = ${to}`),
  );
const events = (action: string) =>
  withFirm(firm, (tx) => tx.$count(auditEvents, eq(auditEvents.action, action)));
const isIn = (who: StaffActor) =>
  withFirm(firm, (tx) => tx.$count(staffSessions, eq(staffSessions.id, who.staffSessionId ?? "")));
const ownerEmail = () => `ana@${firm.firm.slug}.example`;

describe("a staff member's own factors", () => {
  test("[F4] app, codes and passkeys are added, renamed and removed, each told by mail and written down", async () => {
    await withApp();
    expect(await makeRecoveryCodes(staff)).toHaveLength(10);
    const id = await withPasskey();
    await renamePasskey(staff, id, " Laptop ");
    expect(await staffFactors(staff, member.id)).toMatchObject({
      codesLeft: 10,
      passkeys: [{ name: "Laptop", rpId: rp.id }],
    });
    const other = (await signedInMember(firm.firmId, member.id, "member")).staff;
    await removePasskey(staff, id);
    expect([await isIn(staff), await isIn(other), await isIn(owner)]).toEqual([1, 0, 1]);
    expect(await mailsTo(member.email)).toBe(4);
    for (const action of [
      "totp.added",
      "recovery_codes.made",
      "passkey.added",
      "passkey.renamed",
      "passkey.removed",
    ])
      expect([action, await events(action)]).toEqual([action, 1]);
  });

  test("[F4] while the firm wants a second factor the last one stays, also at two presses at once", async () => {
    await withApp();
    const id = await withPasskey();
    const tried = await Promise.allSettled([removeTotp(staff), removePasskey(staff, id)]);
    expect(tried.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const held = await staffFactors(staff, member.id);
    expect((held?.totpSince ? 1 : 0) + (held?.passkeys.length ?? 0)).toBe(1);
    await setStaffSecondFactor(firm.firmId, false);
    await (held?.totpSince ? removeTotp(staff) : removePasskey(staff, id));
    expect(await withFirm(firm, (tx) => tx.$count(recoveryCodes))).toBe(0);
  });

  test("[AU7] five minutes after the sign-in the app's code is asked for again, and without one a code by mail", async () => {
    expect(await proofWanted(staff)).toEqual({ way: "mail", due: false });
    const signedInBefore = async () => (await signedInMember(firm.firmId, member.id, "member", 6)).staff;
    let old = await signedInBefore();
    expect(await proofWanted(old)).toEqual({ way: "mail", due: true });
    await expect(proveAgain(old, "")).rejects.toThrow("mailed you a code");
    const secret = await withApp();
    await expect(proveAgain(old, codeOf(secret, 1))).rejects.toThrow("Sign in first");
    old = await signedInBefore();
    expect(await proofWanted(old)).toEqual({ way: "code", due: true });
    await expect(proveAgain(old, "12345")).rejects.toThrow("not right");
    await proveAgain(old, codeOf(secret, 1));
    await expect(proveAgain(old, codeOf(secret, 1))).rejects.toThrow("not right");
    for (let nth = 0; nth < 7; nth++) await expect(proveAgain(old, "0")).rejects.toThrow("not right");
    await expect(proveAgain(old, "0")).rejects.toThrow("too many tries");
  });

  test("[T3] a program with an API key, an ended session and another member's session change nothing", async () => {
    const ended = (await signedInMember(firm.firmId, member.id, "member")).staff;
    await withFirm(firm, (tx) =>
      tx.delete(staffSessions).where(eq(staffSessions.id, ended.staffSessionId ?? "")),
    );
    const borrowed = asStaff(firm.firmId, member.id, "member", owner.staffSessionId);
    for (const who of [asStaff(firm.firmId, member.id, "member"), ended, borrowed]) {
      await expect(newTotpSecret(who, newToken())).rejects.toThrow("Sign in first");
      await expect(makeRecoveryCodes(who)).rejects.toThrow("Sign in first");
      await expect(removeTotp(who)).rejects.toThrow("Sign in first");
      await expect(ownPasskeyOptions(who, rp, newToken())).rejects.toThrow("Sign in first");
      await expect(proveAgain(who, "")).rejects.toThrow("Sign in first");
    }
  });

  test("[F4] another member's passkey cannot be renamed or removed, and members do not see each other's factors", async () => {
    const id = await withPasskey();
    const thief = (await signedInMember(firm.firmId, (await testMember(firm.firmId)).id, "member")).staff;
    await expect(renamePasskey(thief, id, "Mine")).rejects.toThrow("not in the list");
    await expect(removePasskey(thief, id)).rejects.toThrow("not in the list");
    expect(await staffFactors(thief, member.id)).toBeUndefined();
    expect((await staffFactors(owner, member.id))?.passkeys).toHaveLength(1);
    expect(await staffFactors((await testFirm()).staff, member.id)).toBeUndefined();
  });
});

describe("the firm's hand in it", () => {
  test("[F4] a reset takes everything away, ends sessions and second steps, mails the member, and enrolment comes next", async () => {
    await withApp();
    await withPasskey();
    await makeRecoveryCodes(staff);
    const host = { kind: "firm", firm: firm.firm, origin: firm.firm.origin } as const;
    const press = async () =>
      (await signInStaff(host, await testStaffLink(firm.firmId, member.id), newToken(), from))?.kind;
    expect(await press()).toBe("factor");
    const before = await mailsTo(member.email);
    await resetStaffFactors(owner, member.id);
    const left = await withFirm(firm, async (tx) => [
      await tx.$count(totpSecrets),
      await tx.$count(passkeys),
      await tx.$count(recoveryCodes),
      await tx.$count(loginChallenges),
    ]);
    expect(left).toEqual([0, 0, 0, 0]);
    expect([await isIn(staff), await isIn(owner)]).toEqual([0, 1]);
    expect(await mailsTo(member.email)).toBe(before + 1);
    expect(await events("staff.factors_reset")).toBe(1);
    await expect(resetStaffFactors(owner, member.id)).rejects.toThrow("no second factor any more");
    expect(await press()).toBe("enrol");
  });

  test("[AU8] whose codes somebody with the mailbox used up signs in after a reset by an owner, or by the operator", async () => {
    const host = { kind: "firm", firm: firm.firm, origin: firm.firm.origin } as const;
    const spent = async () => !(await takeTurn("codesOfLoginLong", firm.firmId, member.id));
    const resets = [
      () => resetStaffFactors(owner, member.id),
      () => resetByOperator({ firm: firm.firm.slug, email: member.email }),
    ];
    for (const reset of resets) {
      ({ staff } = await signedInMember(firm.firmId, member.id, "member"));
      await withApp();
      while (!(await spent()));
      await reset();
      expect(await spent()).toBe(false);
    }
    const browser = { token: newToken(), agent: "" };
    const link = await testStaffLink(firm.firmId, member.id);
    const step = await signInStaff(host, link, browser.token, from);
    const at = { firmId: firm.firmId, challenge: step?.token, browser, from, staffHost: host.origin };
    const salt = newToken();
    const code = codeOf((await doorSecret(at, salt))?.secret ?? "");
    expect((await enrolTotpAtDoor(at, { salt, code })).kind).toBe("in");
  });

  test("[F4] the operator helps a firm's only owner by the command line", async () => {
    await withApp(owner);
    const given = { firm: firm.firm.slug, email: ownerEmail().toUpperCase() };
    await expect(resetByOperator({ ...given, email: "nobody@x.example" })).rejects.toThrow("Nobody active");
    await expect(resetByOperator({ ...given, firm: "none" })).rejects.toThrow("no firm");
    await resetByOperator(given);
    expect(await isIn(owner)).toBe(0);
    expect(await withFirm(firm, (tx) => tx.$count(totpSecrets))).toBe(0);
    expect(await mailsTo(ownerEmail())).toBe(2);
  });

  test("[F4] nobody resets their own, an admin not an owner's, and another firm nobody's", async () => {
    await withApp();
    await withApp(owner);
    const adminId = (await testMember(firm.firmId, "admin")).id;
    const admin = (await signedInMember(firm.firmId, adminId, "admin")).staff;
    await expect(resetStaffFactors(owner, owner.staffId)).rejects.toThrow("your own");
    await expect(resetStaffFactors(admin, owner.staffId)).rejects.toThrow("Only an owner");
    await expect(resetStaffFactors((await testFirm()).staff, member.id)).rejects.toThrow("does not exist");
    await expect(resetStaffFactors(staff, owner.staffId)).rejects.toThrow("Only an owner");
    await resetStaffFactors(admin, member.id);
  });

  test("[F4] an owner alone has staff asked or not; every owner is told, and it is written down", async () => {
    const second = await testMember(firm.firmId, "owner");
    const gone = await testMember(firm.firmId, "owner");
    await withFirm(firm, (tx) =>
      tx
        .update(staffMembers)
        .set({ deactivatedAt: sql`now()` })
        .where(eq(staffMembers.id, gone.id)),
    );
    const admin = asStaff(firm.firmId, (await testMember(firm.firmId, "admin")).id, "admin");
    await expect(askSecondFactor(admin, false)).rejects.toThrow("Only an owner");
    await expect(askSecondFactor(staff, false)).rejects.toThrow("Only an owner");
    await Promise.all([askSecondFactor(owner, false), askSecondFactor(owner, false)]);
    const [row] = await withFirm(firm, (tx) => tx.select().from(firms));
    expect(row?.staffSecondFactor).toBe(false);
    expect([await mailsTo(ownerEmail()), await mailsTo(second.email), await mailsTo(gone.email)]).toEqual([
      1, 1, 0,
    ]);
    expect(await events("firm.second_factor_waived")).toBe(1);
    await askSecondFactor(owner, true);
    expect(await events("firm.second_factor_asked")).toBe(1);
    expect(await staffSecondFactor(owner)).toEqual({ on: true, without: 4 });
  });
});
