import { eq, isNotNull, sql } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { auditEvents } from "@/db/schema/audit";
import { loginChallenges, logins, loginSessions, passkeyChallenges, passkeys } from "@/db/schema/logins";
import { visitorOfTokens } from "@/lib/access/session";
import { newToken } from "@/lib/crypto";
import { deleteContact } from "@/lib/contacts/delete-contact";
import { testDatabase } from "@/test/db";
import { testAuthenticator } from "@/test/factories/authenticator";
import { testFirm, type TestFirm } from "@/test/factories/firm";
import { afterPassword, agent, loggedInContact, setMode, testLogin } from "@/test/factories/factors";
import type { Earlier } from "@/lib/logins/end-earlier";
import { addPasskey, ownPasskeyOptions } from "./add-passkey";
import { doorPasskeyOptions, enrolPasskeyAtDoor } from "./enrol-at-door";
import { giveSecondFactor, secondPasskeyOptions } from "./give-second-factor";
import { loginPasskeyOptions, logInWithPasskey } from "./log-in-with-passkey";

beforeAll(testDatabase);

const from = { ip: "127.0.0.1", requestId: "test" };
const origin = "https://portal.firm.example";
const rp = { id: "portal.firm.example", origin, name: "Firm" };

let firm: TestFirm;
let loginId: string;
let key: ReturnType<typeof testAuthenticator>;

/** A login with one passkey for this host. */
beforeEach(async () => {
  firm = await testFirm();
  loginId = await testLogin(firm.contact, firm.contactEmail);
  key = testAuthenticator();
  const { client, browser } = await loggedInContact(firm.contact, loginId, ["password"]);
  const { challenge } = await ownPasskeyOptions(client, rp, browser);
  await addPasskey(client, rp, {
    passkey: key.make({ challenge, rpId: rp.id, origin }),
    browserToken: browser,
    device: "Chrome on Linux",
  });
  await withFirm(firm, (tx) => tx.delete(loginSessions));
});

const here = (browser = newToken(), earlier: Earlier = { login: undefined, challenge: undefined }) => ({
  firmId: firm.firmId,
  browser: { token: browser, agent },
  earlier,
  from,
});
const challengeAt = async (at: ReturnType<typeof here>) =>
  (await loginPasskeyOptions(at, rp))?.challenge ?? "";
const signed = (challenge: string, more: Partial<Parameters<typeof key.sign>[0]> = {}) =>
  key.sign({ challenge, rpId: rp.id, origin, counter: 0, userHandle: loginId, ...more });
const inBy = async (login: string, browser: string) =>
  (await visitorOfTokens(firm.firmId, { session: undefined, login, browser }, from)) !== undefined;
const events = async (action: string) =>
  withFirm(firm, (tx) => tx.$count(auditEvents, eq(auditEvents.action, action)));

describe("a passkey on its own", () => {
  test("[L9] logs in without a password and counts as both factors", async () => {
    await setMode(firm.firmId, "link_login_2fa");
    const at = here();
    const step = await logInWithPasskey(at, rp, signed(await challengeAt(at)));
    expect(step.kind).toBe("in");
    const [row] = await withFirm(firm, (tx) => tx.select().from(loginSessions));
    expect(row?.factors).toEqual(["passkey"]);
    const [kept] = await withFirm(firm, (tx) => tx.select().from(passkeys));
    expect(kept).toMatchObject({ name: "Chrome on Linux", rpId: rp.id });
    expect(kept?.lastUsedAt).not.toBeNull();
  });

  test("[SE2] ends the log-in and the challenge that its browser had before, and those of no other", async () => {
    const { login, browser } = await loggedInContact(firm.contact, loginId, ["password"]);
    const other = await loggedInContact(firm.contact, loginId, ["password"]);
    const { step } = await afterPassword(firm.firmId, loginId, browser);
    const at = here(browser, { login, challenge: step.token });
    expect(await logInWithPasskey(at, rp, signed(await challengeAt(at), { userHandle: newToken() }))).toEqual(
      {
        kind: "wrong",
      },
    );
    expect(await inBy(login, browser)).toBe(true);
    expect((await logInWithPasskey(at, rp, signed(await challengeAt(at)))).kind).toBe("in");
    expect([await inBy(login, browser), await inBy(other.login, other.browser)]).toEqual([false, true]);
    expect(await withFirm(firm, (tx) => tx.$count(loginChallenges))).toBe(0);
  });

  test("[MF8] an answer works once, on the browser that asked, within five minutes, in this firm", async () => {
    const at = here();
    const answer = signed(await challengeAt(at));
    expect((await logInWithPasskey(at, rp, answer)).kind).toBe("in");
    expect((await logInWithPasskey(at, rp, answer)).kind).toBe("wrong");

    const elsewhere = signed(await challengeAt(at));
    expect((await logInWithPasskey(here(), rp, elsewhere)).kind).toBe("wrong");

    const late = signed(await challengeAt(at));
    await withFirm(firm, (tx) =>
      tx.update(passkeyChallenges).set({ endsAt: sql`now() - interval '1 second'` }),
    );
    expect((await logInWithPasskey(at, rp, late)).kind).toBe("wrong");

    const other = await testFirm();
    const foreign = { ...at, firmId: other.firmId };
    const asked = (await loginPasskeyOptions(foreign, rp))?.challenge ?? "";
    expect((await logInWithPasskey(foreign, rp, signed(asked))).kind).toBe("wrong");
  });

  test("[MF8] of one answer sent twenty times at once, one lets in", async () => {
    const at = here();
    const answer = signed(await challengeAt(at));
    const answers = await Promise.all(Array.from({ length: 20 }, () => logInWithPasskey(at, rp, answer)));
    expect(answers.filter(({ kind }) => kind === "in")).toHaveLength(1);
  });

  test("[MF8] another origin, another host, no verified person, a foreign hand or a bent answer is refused", async () => {
    const at = here();
    const bent: ((challenge: string) => string)[] = [
      (challenge) => signed(challenge, { origin: "https://portal.evil.example" }),
      (challenge) => signed(challenge, { origin: `${origin}:444` }),
      (challenge) => signed(challenge, { rpId: "firm.example" }),
      (challenge) => signed(challenge, { verified: false }),
      (challenge) => signed(challenge, { userHandle: "somebody else" }),
      () => signed(newToken()),
      (challenge) => testAuthenticator().sign({ challenge, rpId: rp.id, origin }),
      (challenge) =>
        signed(challenge).replace(
          /("signature":".{20})(..)/,
          (_, head: string, two: string) => `${head}${two === "AA" ? "BB" : "AA"}`,
        ),
      () => "",
      () => "{",
      () => "null",
      () => `{"id":"${key.id}"}`,
    ];
    for (const [nth, answer] of bent.entries())
      expect([nth, (await logInWithPasskey(at, rp, answer(await challengeAt(at)))).kind]).toEqual([
        nth,
        "wrong",
      ]);
    expect((await logInWithPasskey(at, rp, signed(await challengeAt(at)))).kind).toBe("in");
  });

  test("[L11] a passkey that is taken away while it logs in opens nothing", async () => {
    const at = here();
    const answer = signed(await challengeAt(at));
    const trying = await withFirm(firm, async (tx) => {
      await tx.select().from(logins).for("update");
      const step = logInWithPasskey(at, rp, answer);
      await expect
        .poll(() => withFirm(firm, (other) => other.$count(passkeys, isNotNull(passkeys.lastUsedAt))))
        .toBe(1);
      await tx.delete(passkeys);
      return { step };
    });
    expect((await trying.step).kind).toBe("wrong");
    expect(await withFirm(firm, (tx) => tx.$count(loginSessions))).toBe(0);
  });

  test("[MF9] a counter that went back is a copy: refused and written down", async () => {
    const at = here();
    expect((await logInWithPasskey(at, rp, signed(await challengeAt(at), { counter: 7 }))).kind).toBe("in");
    for (const counter of [7, 6, 0])
      expect((await logInWithPasskey(at, rp, signed(await challengeAt(at), { counter }))).kind).toBe("wrong");
    expect(await events("passkey.counter_went_back")).toBe(3);
    expect((await logInWithPasskey(at, rp, signed(await challengeAt(at), { counter: 8 }))).kind).toBe("in");
  });

  test("[MF10] after the portal moved to another host, the old host's passkey is neither offered nor good", async () => {
    const moved = { ...rp, id: "clients.firm.example", origin: "https://clients.firm.example" };
    const browser = newToken();
    const { step } = await afterPassword(firm.firmId, loginId, browser);
    const at = { ...here(browser), challenge: step.token };
    expect(step.kind).toBe("factor");
    expect((await secondPasskeyOptions(at, moved))?.allowCredentials).toEqual([]);
    const { challenge = "" } = (await loginPasskeyOptions(here(browser), moved)) ?? {};
    const answer = signed(challenge, { rpId: moved.id, origin: moved.origin });
    expect((await logInWithPasskey(here(browser), moved, answer)).kind).toBe("wrong");
  });

  test("[L9] a deleted contact's passkey, and any while the mode is link only, log nobody in", async () => {
    const at = here();
    await setMode(firm.firmId, "link");
    expect((await logInWithPasskey(at, rp, signed(await challengeAt(at)))).kind).toBe("wrong");
    await setMode(firm.firmId, "link_login");
    await deleteContact(firm.staff, firm.contact.contactId);
    expect((await logInWithPasskey(at, rp, signed(await challengeAt(at)))).kind).toBe("wrong");
  });
});

describe("a passkey as second factor", () => {
  const second = async () => {
    const browser = newToken();
    const { step } = await afterPassword(firm.firmId, loginId, browser);
    return { ...here(browser), challenge: step.token };
  };

  test("[L8] a passkey of this login lets in; the challenge of a log-in on its own does not serve here", async () => {
    const at = await second();
    const { challenge = "", allowCredentials } = (await secondPasskeyOptions(at, rp)) ?? {};
    expect(allowCredentials?.map(({ id }) => id)).toEqual([key.id]);
    const alone = await challengeAt(at);
    expect((await giveSecondFactor(at, rp, { passkey: signed(alone) })).kind).toBe("wrong");
    expect((await giveSecondFactor(at, rp, { passkey: signed(challenge) })).kind).toBe("in");
    const [row] = await withFirm(firm, (tx) => tx.select().from(loginSessions));
    expect(row?.factors).toEqual(["password", "passkey"]);
  });

  test("[L8] another contact's passkey does not open this login", async () => {
    const otherLogin = await testLogin(firm.other, firm.otherEmail);
    const otherKey = testAuthenticator();
    const { client, browser } = await loggedInContact(firm.other, otherLogin, ["password"]);
    const { challenge: enrolling } = await ownPasskeyOptions(client, rp, browser);
    await addPasskey(client, rp, {
      passkey: otherKey.make({ challenge: enrolling, rpId: rp.id, origin }),
      browserToken: browser,
      device: "Phone",
    });
    const at = await second();
    const { challenge = "" } = (await secondPasskeyOptions(at, rp)) ?? {};
    const answer = otherKey.sign({ challenge, rpId: rp.id, origin, userHandle: otherLogin });
    expect((await giveSecondFactor(at, rp, { passkey: answer })).kind).toBe("wrong");
  });
});

test("[L6] where a second factor is wanted and there is none, a passkey made at the door lets in", async () => {
  await setMode(firm.firmId, "link_login_2fa");
  const otherLogin = await testLogin(firm.other, firm.otherEmail);
  const browser = newToken();
  const { step } = await afterPassword(firm.firmId, otherLogin, browser);
  expect(step.kind).toBe("enrol");
  const at = { ...here(browser), challenge: step.token };
  const made = testAuthenticator();
  const options = await doorPasskeyOptions(at, rp);
  expect(options?.authenticatorSelection).toMatchObject({
    residentKey: "required",
    userVerification: "required",
  });
  const passkey = made.make({ challenge: options?.challenge ?? "", rpId: rp.id, origin });
  const unverified = made.make({
    challenge: (await doorPasskeyOptions(at, rp))?.challenge ?? "",
    rpId: rp.id,
    origin,
    verified: false,
  });
  expect((await enrolPasskeyAtDoor(at, rp, { passkey: unverified, device: "Phone" })).kind).toBe("wrong");
  expect((await enrolPasskeyAtDoor(at, rp, { passkey, device: "Phone" })).kind).toBe("in");
  expect((await enrolPasskeyAtDoor(at, rp, { passkey, device: "Phone" })).kind).toBe("over");
});
