import { generateSync } from "otplib";
import { eq, sql } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { auditEvents } from "@/db/schema/audit";
import { contacts } from "@/db/schema/people";
import { loginChallenges, loginSessions, recoveryCodes, totpSecrets } from "@/db/schema/logins";
import { allOf } from "@/lib/access/conditions";
import { takeTurn } from "@/lib/access/rate-limit";
import { visitorOfTokens } from "@/lib/access/session";
import { newToken } from "@/lib/crypto";
import { setPassword } from "@/lib/logins/set-password";
import { testDatabase } from "@/test/db";
import { testFirm, type TestFirm } from "@/test/factories/firm";
import {
  afterPassword,
  agent,
  loggedInContact,
  setMode,
  testLogin,
  testPasskey,
} from "@/test/factories/factors";
import { testLoginLink } from "@/test/factories/login";
import type { AtDoor } from "./at-door";
import { deactivateTwoFactor } from "./deactivate-two-factor";
import { doorSecret, enrolTotpAtDoor } from "./enrol-at-door";
import { giveSecondFactor } from "./give-second-factor";
import { newRecoveryCodes } from "./recovery-codes";
import { removePasskeys } from "./remove-passkeys";
import { keepTotp } from "./totp-rows";

beforeAll(testDatabase);

const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const from = { ip: "127.0.0.1", requestId: "test" };
const rp = { id: "localhost", origin: "http://localhost:3000", name: "Firm" };
/** The code that the app shows `ahead` steps from now. */
const codeNow = (ahead = 0, of = secret) =>
  generateSync({ secret: of, epoch: Math.floor(Date.now() / 1000) + ahead * 30 });
const wrongCode = () => {
  const now = new Set([-2, -1, 0, 1, 2].map((ahead) => codeNow(ahead)));
  return ["000000", "111111", "222222", "333333", "444444", "555555"].find((code) => !now.has(code)) ?? "";
};

let firm: TestFirm;
let loginId: string;
let of: { firmId: string; loginId: string };

beforeEach(async () => {
  firm = await testFirm();
  loginId = await testLogin(firm.contact, firm.contactEmail);
  of = { firmId: firm.firmId, loginId };
});

const withApp = () =>
  withFirm(of, async (tx) => {
    await keepTotp(tx, of, secret, codeNow());
    // as if the app had been set up a while ago
    await tx.update(totpSecrets).set({ lastStep: 0 }).where(eq(totpSecrets.loginId, loginId));
  });

const door = async (browser = newToken()): Promise<AtDoor & { stage: string }> => {
  const { step } = await afterPassword(firm.firmId, loginId, browser);
  return {
    stage: step.kind,
    firmId: firm.firmId,
    challenge: step.token,
    browser: { token: browser, agent },
    from,
  };
};

const sessions = () =>
  withFirm(of, (tx) => tx.$count(loginSessions, allOf(eq(loginSessions.firmId, firm.firmId))));
const events = async (action: string) =>
  withFirm(of, (tx) =>
    tx.$count(auditEvents, allOf(eq(auditEvents.firmId, firm.firmId), eq(auditEvents.action, action))),
  );

describe("the second step", () => {
  test("[L8] a right code lets in, with the factors written down, and the challenge is gone", async () => {
    await withApp();
    const at = await door();
    expect(at.stage).toBe("factor");
    const step = await giveSecondFactor(at, rp, { code: codeNow() });
    expect(step.kind).toBe("in");
    const token = "token" in step ? step.token : "";
    const who = await visitorOfTokens(
      firm.firmId,
      { session: undefined, login: token, browser: at.browser.token },
      from,
    );
    expect(who?.actor.contactId).toBe(firm.contact.contactId);
    const [row] = await withFirm(of, (tx) => tx.select().from(loginSessions));
    expect(row?.factors).toEqual(["password", "totp"]);
    expect(await giveSecondFactor(at, rp, { code: codeNow(1) })).toEqual({ kind: "over" });
  });

  test("[MF1] the same code does not open a second time, also on another challenge", async () => {
    await withApp();
    const code = codeNow();
    expect((await giveSecondFactor(await door(), rp, { code })).kind).toBe("in");
    expect((await giveSecondFactor(await door(), rp, { code })).kind).toBe("wrong");
    expect(await sessions()).toBe(1);
  });

  test("[MF1] of one right code sent fifty times at once on five challenges, one lets in", async () => {
    await withApp();
    const doors = await Promise.all(Array.from({ length: 5 }, () => door()));
    const code = codeNow();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, at) => giveSecondFactor(doors[at % 5] ?? fail(), rp, { code })),
    );
    expect(answers.filter(({ kind }) => kind === "in")).toHaveLength(1);
    expect(await sessions()).toBe(1);
  });

  test("[MF4] of fifty wrong codes at once five are looked at, and then the right one is too late", async () => {
    await withApp();
    const at = await door();
    const wrong = wrongCode();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => giveSecondFactor(at, rp, { code: wrong })),
    );
    expect(answers.filter(({ kind }) => kind === "wrong")).toHaveLength(5);
    expect(answers.filter(({ kind }) => kind === "over")).toHaveLength(45);
    expect(await giveSecondFactor(at, rp, { code: codeNow() })).toEqual({ kind: "over" });
    expect(await events("login.factor_refused")).toBe(5);
    expect(await sessions()).toBe(0);
  });

  test("[MF4] a login has ten tries in an hour, over all its challenges", async () => {
    await withApp();
    const kinds: string[] = [];
    for (let nth = 0; nth < 3; nth++) {
      const at = await door();
      for (let tried = 0; tried < 5; tried++)
        kinds.push((await giveSecondFactor(at, rp, { code: wrongCode() })).kind);
    }
    expect(kinds.filter((kind) => kind === "wrong")).toHaveLength(10);
    expect(kinds.filter((kind) => kind === "limit")).toHaveLength(5);
  });

  const wasted = async (known = false) => {
    const limit = known ? "codesOfKnownBrowsersLong" : "codesOfLoginLong";
    while (await takeTurn(limit, firm.firmId, loginId));
  };
  const fresh = "four wet otters sleeping";
  const reset = async () => {
    const link = { contactId: firm.contact.contactId, email: firm.contactEmail };
    const token = await testLoginLink(firm.firmId, link);
    expect(await setPassword(firm.firm, { token, password: fresh }, from)).toEqual({ kind: "set" });
  };

  test("[AU8] whose codes somebody used up gets in after a new password, which frees them three times a month", async () => {
    await withApp();
    for (let nth = 0; nth < 3; nth++) {
      await wasted();
      expect((await giveSecondFactor(await door(), rp, { code: codeNow() })).kind).toBe("limit");
      await reset();
    }
    expect((await giveSecondFactor(await door(), rp, { code: codeNow() })).kind).toBe("in");
    await wasted();
    await reset();
    expect((await giveSecondFactor(await door(), rp, { code: codeNow(1) })).kind).toBe("limit");
  });

  test("[AU8] whose codes somebody used up sets a new app up after the firm took the old one, or the passkeys", async () => {
    await setMode(firm.firmId, "link_login_2fa");
    for (const take of [deactivateTwoFactor, removePasskeys]) {
      await (take === removePasskeys ? testPasskey(of) : withApp());
      await wasted();
      await wasted(true);
      await take(firm.staff, firm.contact.contactId);
      expect(await takeTurn("codesOfLoginLong", firm.firmId, loginId)).toBe(true);
      expect(await takeTurn("codesOfKnownBrowsersLong", firm.firmId, loginId)).toBe(true);
    }
    await wasted();
    const at = await door();
    const salt = newToken();
    const code = codeNow(0, (await doorSecret(at, salt))?.secret);
    expect((await enrolTotpAtDoor(at, { salt, code })).kind).toBe("in");
  });

  test("[AU8] browsers that the login was used in have tries of their own, together and not each, and no other's", async () => {
    await withApp();
    const [one, two, others] = [newToken(), newToken(), newToken()];
    for (const browser of [one, two])
      await loggedInContact(firm.contact, loginId, ["password", "totp"], 0, browser);
    const otherLogin = await testLogin(firm.other, firm.otherEmail);
    await loggedInContact(firm.other, otherLogin, ["password"], 0, others);
    await wasted();
    for (const browser of [newToken(), others])
      expect((await giveSecondFactor(await door(browser), rp, { code: codeNow() })).kind).toBe("limit");
    expect((await giveSecondFactor(await door(one), rp, { code: codeNow() })).kind).toBe("in");
    await wasted(true);
    expect((await giveSecondFactor(await door(two), rp, { code: codeNow(1) })).kind).toBe("limit");
  });

  test("[MF4] a challenge is worth nothing on another browser, in another firm, after its time, or for a deleted contact", async () => {
    await withApp();
    const other = await testFirm();
    const at = await door();
    const code = codeNow();
    const elsewhere = { ...at, browser: { token: newToken(), agent } };
    expect(await giveSecondFactor(elsewhere, rp, { code })).toEqual({ kind: "over" });
    expect(await giveSecondFactor({ ...at, firmId: other.firmId }, rp, { code })).toEqual({ kind: "over" });
    expect(await giveSecondFactor({ ...at, challenge: newToken() }, rp, { code })).toEqual({ kind: "over" });
    await withFirm(of, (tx) => tx.update(contacts).set({ deletedAt: sql`now()` }));
    expect(await giveSecondFactor(at, rp, { code })).toEqual({ kind: "over" });
    await withFirm(of, (tx) => tx.update(contacts).set({ deletedAt: null }));
    await withFirm(of, (tx) => tx.update(loginChallenges).set({ endsAt: sql`now() - interval '1 second'` }));
    expect(await giveSecondFactor(at, rp, { code })).toEqual({ kind: "over" });
    expect(await sessions()).toBe(0);
  });

  test("[MF4] the code of another contact's login does not open this one", async () => {
    await withApp();
    const otherLogin = await testLogin(firm.other, firm.otherEmail);
    const otherSecret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
    const theirs = { firmId: firm.firmId, loginId: otherLogin };
    await withFirm(of, (tx) => keepTotp(tx, theirs, otherSecret, codeNow(0, otherSecret)));
    expect((await giveSecondFactor(await door(), rp, { code: codeNow(1, otherSecret) })).kind).toBe("wrong");
  });

  test("[MF5] a recovery code lets in once, also at twenty presses at once, however it is typed", async () => {
    await withApp();
    const codes = await withFirm(of, (tx) => newRecoveryCodes(tx, of));
    expect(new Set(codes).size).toBe(10);
    const [code = "", second = ""] = codes;
    const doors = await Promise.all(Array.from({ length: 4 }, () => door()));
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, at) => giveSecondFactor(doors[at % 4] ?? fail(), rp, { recovery: code })),
    );
    expect(answers.filter(({ kind }) => kind === "in")).toHaveLength(1);
    const typed = second.toUpperCase().replaceAll("-", " ").replaceAll("0", "O").replaceAll("1", "I");
    expect((await giveSecondFactor(await door(), rp, { recovery: typed })).kind).toBe("in");
    expect(await events("recovery_code.used")).toBe(2);
  });

  test("[MF5] codes made anew kill the old ones, and the database holds neither secret nor code", async () => {
    await withApp();
    const [old = ""] = await withFirm(of, (tx) => newRecoveryCodes(tx, of));
    const [fresh = ""] = await withFirm(of, (tx) => newRecoveryCodes(tx, of));
    expect((await giveSecondFactor(await door(), rp, { recovery: old })).kind).toBe("wrong");
    const kept = await withFirm(of, async (tx) =>
      JSON.stringify([await tx.select().from(totpSecrets), await tx.select().from(recoveryCodes)]),
    );
    expect(kept).not.toContain(secret);
    expect(kept).not.toContain(fresh.replaceAll("-", ""));
    expect((await giveSecondFactor(await door(), rp, { recovery: fresh })).kind).toBe("in");
  });
});

describe("enrolment at the door", () => {
  const salt = newToken();
  const begun = async () => {
    const at = await door();
    const shown = await doorSecret(at, salt);
    return { at, secret: shown?.secret ?? "" };
  };
  beforeEach(() => setMode(firm.firmId, "link_login_2fa"));

  test("[L6] without a factor the password alone leads to enrolment, and the app's first code lets in", async () => {
    const { at, secret: shown } = await begun();
    expect(at.stage).toBe("enrol");
    expect((await giveSecondFactor(at, rp, { code: codeNow(0, shown) })).kind).toBe("over");
    const step = await enrolTotpAtDoor(at, { salt, code: codeNow(0, shown) });
    expect(step.kind).toBe("in");
    expect(await doorSecret(at, salt)).toBeUndefined();
    expect(await events("totp.added")).toBe(1);
    // the enrolment's own code is used up (MF1)
    expect((await giveSecondFactor(await door(), rp, { code: codeNow(0, shown) })).kind).toBe("wrong");
  });

  test("[L6] a wrong code enrols nothing, and the same code can be scanned on; another browser is shown another secret", async () => {
    const { at, secret: shown } = await begun();
    const other = await begun();
    expect(other.secret).not.toBe(shown);
    const code = codeNow(0, shown) === "000000" ? "111111" : "000000";
    expect((await enrolTotpAtDoor(at, { salt, code })).kind).toBe("wrong");
    expect((await doorSecret(at, salt))?.secret).toBe(shown);
    expect((await enrolTotpAtDoor(at, { salt, code: codeNow(0, shown) })).kind).toBe("in");
  });

  test("[L6] a thief with the password who waits at enrolment gets nowhere once the owner has a factor", async () => {
    const thief = await begun();
    await withApp();
    expect((await enrolTotpAtDoor(thief.at, { salt, code: codeNow(0, thief.secret) })).kind).toBe("over");
    expect(await sessions()).toBe(0);
  });

  test("[L6] two enrolments at once: one lets in", async () => {
    const [one, two] = [await begun(), await begun()];
    const answers = await Promise.all(
      [one, two].map(({ at, secret: shown }) => enrolTotpAtDoor(at, { salt, code: codeNow(0, shown) })),
    );
    expect(answers.map(({ kind }) => kind).sort()).toEqual(["in", "over"]);
    expect(await withFirm(of, (tx) => tx.$count(totpSecrets))).toBe(1);
  });
});

function fail(): never {
  throw new Error("unreachable");
}
