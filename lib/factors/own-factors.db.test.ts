import { generateSync } from "otplib";
import { eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { auditEvents } from "@/db/schema/audit";
import { loginChallenges, loginSessions, recoveryCodes, totpSecrets } from "@/db/schema/logins";
import { messages } from "@/db/schema/messages";
import { guests } from "@/db/schema/work";
import type { ContactActor } from "@/lib/access/actor";
import { visitorOfTokens } from "@/lib/access/session";
import { contactTimeline } from "@/lib/contacts/timeline";
import { hashToken, newToken } from "@/lib/crypto";
import { askGuest } from "@/lib/guests/ask-guest";
import { testDatabase } from "@/test/db";
import { testAuthenticator } from "@/test/factories/authenticator";
import { testFirm, testRequest, type TestFirm } from "@/test/factories/firm";
import { afterPassword, loggedInContact, setMode, testLogin } from "@/test/factories/factors";
import { passwordHashOf, testLoginLink } from "@/test/factories/login";
import { isPassword } from "@/lib/logins/password-hash";
import { lookAtLoginLink } from "@/lib/logins/set-password";
import { addPasskey, ownPasskeyOptions } from "./add-passkey";
import { addTotp, newTotpSecret } from "./add-totp";
import { changePassword } from "./change-password";
import { deactivateTwoFactor } from "./deactivate-two-factor";
import { endLoginSession } from "./end-login-session";
import { makeRecoveryCodes } from "./make-recovery-codes";
import { proofWanted, proveAgain } from "./prove-again";
import { factorsOf, loginSessionsOf } from "./queries";
import { removePasskey } from "./remove-passkey";
import { removePasskeys } from "./remove-passkeys";
import { removeTotp } from "./remove-totp";
import { renamePasskey } from "./rename-passkey";

beforeAll(testDatabase);

const from = { ip: "127.0.0.1", requestId: "test" };
const origin = "https://portal.firm.example";
const rp = { id: "portal.firm.example", origin, name: "Firm" };
const password = "four plain words here";

let firm: TestFirm;
let loginId: string;
let client: ContactActor;
let browser: string;
let token: string;

beforeEach(async () => {
  firm = await testFirm();
  loginId = await testLogin(firm.contact, firm.contactEmail, password);
  const made = await loggedInContact(firm.contact, loginId, ["password"]);
  [client, browser, token] = [made.client, made.browser, made.login];
});

const codeOf = (secret: string, ahead = 0) =>
  generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + ahead * 30 });
const withApp = async (who = client) => {
  const salt = newToken();
  const { secret } = await newTotpSecret(who, salt);
  await addTotp(who, { salt, code: codeOf(secret) });
  return secret;
};
const withPasskey = async (who = client, at = browser) => {
  const { challenge } = await ownPasskeyOptions(who, rp, at);
  const passkey = testAuthenticator().make({ challenge, rpId: rp.id, origin });
  await addPasskey(who, rp, { passkey, browserToken: at, device: "Chrome on Linux" });
  const list = (await factorsOf(firm.staff, who.contactId))?.passkeys ?? [];
  return list.at(-1)?.id ?? "";
};
const mails = async () =>
  (
    await withFirm(firm, (tx) =>
      tx.select({ to: messages.toAddress }).from(messages).where(eq(messages.kind, "factor_changed")),
    )
  ).map(({ to }) => to);
const isIn = async (login: string, at: string) =>
  (await visitorOfTokens(firm.firmId, { session: undefined, login, browser: at }, from)) !== undefined;

describe("the contact's own factors", () => {
  test("[L8] an app, codes and passkeys are added by who is logged in, each told by mail and written down", async () => {
    await withApp();
    expect(await makeRecoveryCodes(client)).toHaveLength(10);
    const id = await withPasskey();
    await renamePasskey(client, id, "  Kitchen tablet ");
    expect(await factorsOf(client, client.contactId)).toMatchObject({
      codesLeft: 10,
      passkeys: [{ name: "Kitchen tablet", rpId: rp.id }],
    });
    expect(await mails()).toEqual([firm.contactEmail, firm.contactEmail, firm.contactEmail]);
    const written = await withFirm(firm, (tx) => tx.select({ action: auditEvents.action }).from(auditEvents));
    const actions = written.map(({ action }) => action);
    for (const action of ["totp.added", "recovery_codes.made", "passkey.added", "passkey.renamed"])
      expect(actions).toContain(action);
  });

  test("[C4] the timeline says which change to the login a mail told of", async () => {
    await withApp();
    await makeRecoveryCodes(client);
    await withPasskey();
    const { rows } = await contactTimeline(firm.staff, client.contactId, undefined);
    const told = rows.flatMap((row) => (row.kind === "mail" && row.factorChange ? [row.factorChange] : []));
    expect(told.sort()).toEqual(["codes_made", "passkey_added", "totp_added"]);
  });

  test("[SE5] a new app, passkey or set of recovery codes logs out everywhere but here, and whom one asked stays asked", async () => {
    const { tasks } = await testRequest(firm.staff, firm.clientId, [client.contactId]);
    await askGuest(client, tasks.tick, "banker@bank.example");
    for (const add of [() => withApp(), () => makeRecoveryCodes(client), () => withPasskey()]) {
      const other = await loggedInContact(firm.contact, loginId, ["password"]);
      const { step } = await afterPassword(firm.firmId, loginId);
      expect(await isIn(other.login, other.browser)).toBe(true);
      await add();
      expect([await isIn(token, browser), await isIn(other.login, other.browser)]).toEqual([true, false]);
      const left = await withFirm(firm, (tx) =>
        tx.$count(loginChallenges, eq(loginChallenges.tokenHash, hashToken(step.token))),
      );
      expect(left).toBe(0);
    }
    const [guest] = await withFirm(firm, (tx) => tx.select().from(guests).where(eq(guests.loginId, loginId)));
    expect(guest?.endedAt).toBeNull();
  });

  test("[MF3] the secret is shown until its first code was right, and not after; one app at a time", async () => {
    const salt = newToken();
    const { secret } = await newTotpSecret(client, salt);
    expect((await newTotpSecret(client, salt)).secret).toBe(secret);
    await expect(addTotp(client, { salt, code: "12345" })).rejects.toThrow("not right");
    await addTotp(client, { salt, code: codeOf(secret) });
    await expect(newTotpSecret(client, salt)).rejects.toThrow("already");
    await expect(addTotp(client, { salt, code: codeOf(secret, 1) })).rejects.toThrow("already");
  });

  test("[L4] who knows the present password changes it; every other log-in and mailed link ends, and the mailbox is told", async () => {
    const next = "three loud geese fly";
    const other = await loggedInContact(firm.contact, loginId, ["password"]);
    const link = await testLoginLink(firm.firmId, { contactId: client.contactId, email: firm.contactEmail });
    for (const [current, chosen, field] of [
      ["not this one, no", next, "current"],
      [password, "too short", "password"],
      [password, "passwordpassword1", "password"],
    ] as const)
      await expect(changePassword(client, { current, password: chosen })).rejects.toMatchObject({
        code: "invalid",
        fields: { [field]: expect.any(String) as string },
      });
    await changePassword(client, { current: password, password: next });
    expect([await isIn(token, browser), await isIn(other.login, other.browser)]).toEqual([true, false]);
    expect(await lookAtLoginLink(firm.firmId, link)).toBeUndefined();
    expect((await mails()).at(-1)).toBe(firm.contactEmail);
    const hash = (await passwordHashOf(firm.firmId, client.contactId))?.hash;
    expect([await isPassword(password, hash), await isPassword(next, hash)]).toEqual([false, true]);
    await expect(changePassword(client, { current: password, password: next })).rejects.toThrow("not right");
  });

  test("[L12] the present password is tried ten times an hour, however many forms come at once", async () => {
    const forms = Array.from({ length: 15 }, () =>
      changePassword(client, { current: "guess upon guess", password: "three loud geese fly" }),
    );
    const said = (await Promise.allSettled(forms)).map((one) =>
      one.status === "rejected" ? (one.reason as { code: string }).code : "changed",
    );
    expect(said.filter((code) => code === "invalid")).toHaveLength(10);
    expect(said.filter((code) => code === "limit")).toHaveLength(5);
  }, 30_000);

  test("[L8] a device that only claimed a link sees and changes nothing of it", async () => {
    const device = firm.contact;
    expect(await factorsOf(device, device.contactId)).toBeUndefined();
    expect(await loginSessionsOf(device)).toEqual([]);
    const tried = [
      () => newTotpSecret(device, newToken()),
      () => addTotp(device, { salt: newToken(), code: "123456" }),
      () => removeTotp(device),
      () => changePassword(device, { current: password, password: "three loud geese fly" }),
      () => makeRecoveryCodes(device),
      () => ownPasskeyOptions(device, rp, newToken()),
      () => proveAgain(device, password),
    ];
    for (const attempt of tried) await expect(attempt()).rejects.toThrow("Log in first");
  });

  test("[MF9] where the firm wants a second factor, the last one stays, also at two presses at once", async () => {
    await withApp();
    const passkeyId = await withPasskey();
    await setMode(firm.firmId, "link_login_2fa");
    const tried = await Promise.allSettled([removeTotp(client), removePasskey(client, passkeyId)]);
    expect(tried.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const held = await factorsOf(firm.staff, client.contactId);
    expect((held?.totpSince ? 1 : 0) + (held?.passkeys.length ?? 0)).toBe(1);
  });

  test("[MF9] in the default mode the last factor goes, with its codes, and every other log-in ends", async () => {
    await withApp();
    await makeRecoveryCodes(client);
    const other = await loggedInContact(firm.contact, loginId, ["password", "totp"]);
    await removeTotp(client);
    expect(await withFirm(firm, (tx) => tx.$count(totpSecrets))).toBe(0);
    expect(await withFirm(firm, (tx) => tx.$count(recoveryCodes))).toBe(0);
    expect(await isIn(token, browser)).toBe(true);
    expect(await isIn(other.login, other.browser)).toBe(false);
    await expect(removeTotp(client)).rejects.toThrow("no authenticator app");
    await expect(makeRecoveryCodes(client)).rejects.toThrow("Set up an authenticator app first");
  });

  test("[MF8] a new passkey's answer counts once, on the page's host, for the login that asked", async () => {
    const { challenge } = await ownPasskeyOptions(client, rp, browser);
    const made = testAuthenticator();
    const passkey = made.make({ challenge, rpId: rp.id, origin });
    const otherLogin = await testLogin(firm.other, firm.otherEmail);
    const thief = await loggedInContact(firm.other, otherLogin, ["password"]);
    const add = (who: ContactActor, answer: string, browserToken = browser) =>
      addPasskey(who, rp, { passkey: answer, browserToken, device: "Phone" });
    await expect(add(thief.client, passkey)).rejects.toThrow("once more");
    await expect(add(client, passkey, newToken())).rejects.toThrow("once more");
    await add(client, passkey);
    await expect(add(client, passkey)).rejects.toThrow("once more");
    const again = await ownPasskeyOptions(client, rp, browser);
    expect(again.excludeCredentials?.map(({ id }) => id)).toEqual([made.id]);
    const elsewhere = made.make({ challenge: again.challenge, rpId: rp.id, origin: "https://evil.example" });
    await expect(add(client, elsewhere)).rejects.toThrow("once more");
  });

  test("[MF9] the passkey and the log-in of another contact cannot be renamed, removed or ended", async () => {
    const passkeyId = await withPasskey();
    const otherLogin = await testLogin(firm.other, firm.otherEmail);
    const thief = (await loggedInContact(firm.other, otherLogin, ["password"])).client;
    await expect(renamePasskey(thief, passkeyId, "Mine")).rejects.toThrow("not in the list");
    await expect(removePasskey(thief, passkeyId)).rejects.toThrow("not in the list");
    await expect(endLoginSession(thief, client.loginSessionId ?? "")).rejects.toThrow("ended already");
    expect(await factorsOf(thief, client.contactId)).toBeUndefined();
  });

  test("[A16] a log-in in another browser is ended, and out at its next request; an ended one changes nothing more", async () => {
    const other = await loggedInContact(firm.contact, loginId, ["password"]);
    expect((await loginSessionsOf(client)).map(({ id }) => id).sort()).toEqual(
      [client.loginSessionId, other.client.loginSessionId].sort(),
    );
    await endLoginSession(client, other.client.loginSessionId ?? "");
    expect(await isIn(other.login, other.browser)).toBe(false);
    await expect(withApp(other.client)).rejects.toThrow("Log in first");
  });
});

describe("proving again who is there", () => {
  test("[MF9] within five minutes nothing is asked; later the password is", async () => {
    expect(await proofWanted(client)).toEqual({ way: "password", due: false });
    await proveAgain(client, "");
    const old = (await loggedInContact(firm.contact, loginId, ["password"], 6)).client;
    expect(await proofWanted(old)).toEqual({ way: "password", due: true });
    await expect(proveAgain(old, "")).rejects.toThrow("not right");
    await expect(proveAgain(old, "a wrong password")).rejects.toThrow("not right");
    await proveAgain(old, password);
  });

  test("[MF9] ten tries an hour, then the right password is not looked at either", async () => {
    const old = (await loggedInContact(firm.contact, loginId, ["password"], 6)).client;
    for (let nth = 0; nth < 10; nth++) await expect(proveAgain(old, "wrong")).rejects.toThrow("not right");
    await expect(proveAgain(old, password)).rejects.toThrow("too many tries");
  });
});

describe("staff take factors away", () => {
  test("[MF6] the app goes with its codes, every log-in ends, the contact is told, and enrolment is asked anew", async () => {
    const old = await withApp();
    await makeRecoveryCodes(client);
    await setMode(firm.firmId, "link_login_2fa");
    const strong = await loggedInContact(firm.contact, loginId, ["password", "totp"]);
    expect(await isIn(strong.login, strong.browser)).toBe(true);
    await deactivateTwoFactor(firm.staff, firm.contact.contactId);
    expect(await isIn(strong.login, strong.browser)).toBe(false);
    expect(await withFirm(firm, (tx) => tx.$count(loginSessions))).toBe(0);
    expect(await withFirm(firm, (tx) => tx.$count(recoveryCodes))).toBe(0);
    expect((await afterPassword(firm.firmId, loginId)).step.kind).toBe("enrol");
    expect(old).toHaveLength(32);
    expect((await mails()).at(-1)).toBe(firm.contactEmail);
    await expect(deactivateTwoFactor(firm.staff, firm.contact.contactId)).rejects.toThrow("any more");
  });

  test("[L11] all passkeys go, every log-in ends, and the contact is told", async () => {
    await withPasskey();
    await withPasskey();
    await removePasskeys(firm.staff, firm.contact.contactId);
    expect(await isIn(token, browser)).toBe(false);
    expect(await factorsOf(firm.staff, firm.contact.contactId)).toMatchObject({ passkeys: [], sessions: 0 });
    expect(await mails()).toHaveLength(3);
    await expect(removePasskeys(firm.staff, firm.contact.contactId)).rejects.toThrow("any more");
  });

  test("[L11] staff of another firm see and take away nothing", async () => {
    await withApp();
    const stranger = await testFirm();
    expect(await factorsOf(stranger.staff, firm.contact.contactId)).toBeUndefined();
    await expect(deactivateTwoFactor(stranger.staff, firm.contact.contactId)).rejects.toThrow("no login");
    await expect(removePasskeys(stranger.staff, firm.contact.contactId)).rejects.toThrow("no login");
    expect(await isIn(token, browser)).toBe(true);
  });
});
