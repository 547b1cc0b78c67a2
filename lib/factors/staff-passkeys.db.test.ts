import { eq, sql } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { passkeyChallenges, passkeys } from "@/db/schema/logins";
import { staffMembers, staffSessions } from "@/db/schema/staff";
import { staffOfToken } from "@/lib/access/staff-session";
import { messages } from "@/db/schema/messages";
import { newToken, openText } from "@/lib/crypto";
import { signInStaff, type StaffHost } from "@/lib/staff/sign-in";
import { testDatabase } from "@/test/db";
import { testAuthenticator } from "@/test/factories/authenticator";
import { testFirm, type TestFirm } from "@/test/factories/firm";
import { agent, loggedInContact, testLogin } from "@/test/factories/factors";
import { signedInMember, testMember, testStaffLink } from "@/test/factories/staff";
import { addPasskey, ownPasskeyOptions } from "./add-passkey";
import { giveSecondFactor, secondPasskeyOptions } from "./give-second-factor";
import { loginPasskeyOptions, logInWithPasskey } from "./log-in-with-passkey";
import { isProofCode, mailProofCode } from "./mailed-code";
import { proofOptions, proofWanted, proveAgain } from "./prove-again";
import { rpOfHost } from "./rp";
import { newSealedChallenge, takeSealedChallenge } from "./sealed-challenge";
import { signInWithPasskey, staffPasskeyOptions } from "./sign-in-with-passkey";
import { staffDoor } from "./staff-door";

const noEarlier = { login: undefined, challenge: undefined };

beforeAll(testDatabase);

const from = { ip: "198.51.100.9", requestId: "test" };
const operator = { kind: "operator", origin: "http://localhost:3000" } as const;

let firm: TestFirm;
let host: StaffHost;
let staffId: string;
let key: ReturnType<typeof testAuthenticator>;

const give = async (at: StaffHost, id = staffId, made = key, firmId = firm.firmId) => {
  const browser = newToken();
  const { staff } = await signedInMember(firmId, id, "member");
  const rp = rpOfHost(at);
  const { challenge } = await ownPasskeyOptions(staff, rp, browser);
  const passkey = made.make({ challenge, rpId: rp.id, origin: rp.origin });
  await addPasskey(staff, rp, { passkey, browserToken: browser, device: "Chrome on Linux" });
  await withFirm({ firmId }, (tx) => tx.delete(staffSessions));
};

beforeEach(async () => {
  firm = await testFirm();
  host = { kind: "firm", firm: firm.firm, origin: firm.firm.origin };
  staffId = (await testMember(firm.firmId)).id;
  key = testAuthenticator();
  await give(host);
});

const here = (at: StaffHost = host, browserToken = newToken()) => ({ host: at, browserToken, from });
const ask = async (at: ReturnType<typeof here>) =>
  (await staffPasskeyOptions(at, rpOfHost(at.host)))?.challenge ?? "";
const signed = (at: StaffHost, challenge: string, more: Partial<Parameters<typeof key.sign>[0]> = {}) => {
  const rp = rpOfHost(at);
  return key.sign({ challenge, rpId: rp.id, origin: rp.origin, counter: 0, userHandle: staffId, ...more });
};
const signIn = (at: ReturnType<typeof here>, answer: string) =>
  signInWithPasskey(at, rpOfHost(at.host), answer);
const sessions = () => withFirm(firm, (tx) => tx.select().from(staffSessions));

describe("a staff member's passkey on its own", () => {
  test("[F4] signs in without a mail, counts as both factors, on its own host", async () => {
    const at = here();
    const step = await signIn(at, signed(host, await ask(at)));
    expect(step).toMatchObject({ kind: "in", staff: { firmId: firm.firmId, staffId } });
    const token = "token" in step ? step.token : "";
    expect((await staffOfToken(token, host, from))?.actor.staffId).toBe(staffId);
    expect(await staffOfToken(token, operator, from)).toBeUndefined();
    expect((await sessions())[0]?.factors).toEqual(["passkey"]);
  });

  test("[F4] on the operator's host it names its firm; one of a firm's host does not work there", async () => {
    const at = here(operator);
    expect((await signIn(at, signed(operator, await ask(at)))).kind).toBe("wrong");
    key = testAuthenticator();
    await give(operator);
    const step = await signIn(at, signed(operator, await ask(at)));
    expect(step.kind).toBe("in");
    const visitor = await staffOfToken("token" in step ? step.token : "", operator, from);
    expect(visitor?.actor).toMatchObject({ staffId, firmId: firm.firmId });
  });

  test("[MF8] of one answer sent twenty times at once one counts, and it serves no second time", async () => {
    const at = here();
    const answer = signed(host, await ask(at));
    const all = await Promise.all(Array.from({ length: 20 }, () => signIn(at, answer)));
    expect(all.filter(({ kind }) => kind === "in")).toHaveLength(1);
    expect((await signIn(at, answer)).kind).toBe("wrong");
    expect(await sessions()).toHaveLength(1);
  });

  test("[MF8] a challenge counts on this browser and host, for five minutes, and bent not at all", async () => {
    const at = here();
    const answer = signed(host, await ask(at));
    expect((await signIn(here(), answer)).kind).toBe("wrong");
    const of = { firmId: firm.firmId, staffId };
    const place = { browserToken: at.browserToken, rp: rpOfHost(host) };
    const made = Buffer.from(newSealedChallenge(place)).toString("base64url");
    const elsewhere = { ...place, rp: rpOfHost(operator) };
    expect(await takeSealedChallenge(of, elsewhere, made)).toBe(false);
    expect(await takeSealedChallenge(of, place, made, Date.now() + 5 * 60_000)).toBe(false);
    for (const bent of [
      "",
      "AAAA",
      `${made}A`,
      newToken(),
      made.replace(/^../, (two) => (two === "AA" ? "BB" : "AA")),
    ])
      expect([bent, await takeSealedChallenge(of, place, bent)]).toEqual([bent, false]);
    expect(await takeSealedChallenge(of, place, made)).toBe(true);
    expect(await takeSealedChallenge(of, place, made)).toBe(false);
    // what is written down as taken is no challenge of the portal's
    const browser = { token: at.browserToken, agent };
    const portal = { firmId: firm.firmId, browser, earlier: noEarlier, from };
    expect((await logInWithPasskey(portal, rpOfHost(host), signed(host, made))).kind).toBe("wrong");
    expect(
      await withFirm(firm, (tx) => tx.$count(passkeyChallenges, eq(passkeyChallenges.challenge, made))),
    ).toBe(1);
    expect((await signIn(at, answer)).kind).toBe("in");
  });

  test("[MF8] another origin or host, no verified person, a foreign hand or name is refused", async () => {
    const at = here();
    const colleague = (await testMember(firm.firmId)).id;
    const bent: ((challenge: string) => string)[] = [
      (challenge) => signed(host, challenge, { origin: "https://admin.evil.example" }),
      (challenge) => signed(host, challenge, { rpId: "localhost" }),
      (challenge) => signed(host, challenge, { verified: false }),
      (challenge) => signed(host, challenge, { userHandle: colleague }),
      (challenge) => signed(host, challenge, { userHandle: "" }),
      (challenge) => signed(host, challenge, { userHandle: "not an id" }),
      () => signed(host, newToken()),
      () => "",
      () => "null",
    ];
    for (const [nth, answer] of bent.entries())
      expect([nth, (await signIn(at, answer(await ask(at)))).kind]).toEqual([nth, "wrong"]);
    expect(await sessions()).toHaveLength(0);
  });

  test("[T1] staff of one firm sign in at no other firm's host", async () => {
    const other = await testFirm();
    const theirs = { kind: "firm", firm: other.firm, origin: other.firm.origin } as const;
    const at = here(theirs);
    expect((await signIn(at, signed(theirs, await ask(at)))).kind).toBe("wrong");
    expect(await withFirm(other, (tx) => tx.$count(staffSessions))).toBe(0);
  });

  test("[F4] a deactivated member's passkey signs nobody in, nor one that was taken away", async () => {
    const at = here();
    await withFirm(firm, (tx) =>
      tx
        .update(staffMembers)
        .set({ deactivatedAt: sql`now()` })
        .where(eq(staffMembers.id, staffId)),
    );
    expect((await signIn(at, signed(host, await ask(at)))).kind).toBe("wrong");
    await withFirm(firm, (tx) => tx.update(staffMembers).set({ deactivatedAt: null }));
    await withFirm(firm, (tx) => tx.delete(passkeys));
    expect((await signIn(at, signed(host, await ask(at)))).kind).toBe("wrong");
  });
});

describe("two sides of one host", () => {
  test("[T3] a contact's passkey signs no staff in, and a staff member's logs no contact in", async () => {
    const loginId = await testLogin(firm.contact, firm.contactEmail);
    const { client, browser } = await loggedInContact(firm.contact, loginId, ["password"]);
    const rp = rpOfHost(host);
    const clients = testAuthenticator();
    const { challenge } = await ownPasskeyOptions(client, rp, browser);
    await addPasskey(client, rp, {
      passkey: clients.make({ challenge, rpId: rp.id, origin: rp.origin }),
      browserToken: browser,
      device: "Phone",
    });
    const at = here();
    for (const userHandle of [loginId, staffId]) {
      const answer = clients.sign({ challenge: await ask(at), rpId: rp.id, origin: rp.origin, userHandle });
      expect((await signIn(at, answer)).kind).toBe("wrong");
    }
    const portal = { firmId: firm.firmId, browser: { token: newToken(), agent }, earlier: noEarlier, from };
    const asked = (await loginPasskeyOptions(portal, rp))?.challenge ?? "";
    expect((await logInWithPasskey(portal, rp, signed(host, asked))).kind).toBe("wrong");
    expect(await sessions()).toHaveLength(0);
  });

  test("[F4] as second factor the passkey answers for this member's challenge only", async () => {
    const browser = newToken();
    const step = await signInStaff(host, await testStaffLink(firm.firmId, staffId), browser, from);
    const at = await staffDoor(host, {
      challenge: step?.token,
      browser: { token: browser, agent },
      from,
    });
    if (!at) throw new Error("unreachable");
    const rp = rpOfHost(host);
    const alone = await ask(here(host, browser));
    expect((await giveSecondFactor(at, rp, { passkey: signed(host, alone) })).kind).toBe("wrong");
    const { challenge = "", allowCredentials } = (await secondPasskeyOptions(at, rp)) ?? {};
    expect(allowCredentials?.map(({ id }) => id)).toEqual([key.id]);
    const answer = signed(host, challenge);
    expect((await signIn(here(host, browser), answer)).kind).toBe("wrong");
    const [one, two] = await Promise.all([
      giveSecondFactor(at, rp, { passkey: answer }),
      giveSecondFactor(at, rp, { passkey: answer }),
    ]);
    expect([one.kind, two.kind].filter((kind) => kind === "in")).toHaveLength(1);
    expect((await sessions())[0]?.factors).toEqual(["link", "passkey"]);
  });
});

test("[AU7] staff with a passkey of this host confirm with it in place, once, for this sign-in only; a mailed code does not do", async () => {
  const old = await signedInMember(firm.firmId, staffId, "member", 6, host.origin);
  expect(await proofWanted(old.staff)).toEqual({ way: "passkey", due: true });
  await expect(proveAgain(old.staff, "")).rejects.toThrow("Confirm with your passkey");
  await mailProofCode(old.staff);
  await expect(proveAgain(old.staff, "123456")).rejects.toThrow("did not prove");
  const { challenge } = await proofOptions(old.staff);
  const answer = signed(host, challenge);
  const other = await signedInMember(firm.firmId, staffId, "member", 6, host.origin);
  await expect(proveAgain(other.staff, answer)).rejects.toThrow("did not prove");
  await proveAgain(old.staff, answer);
  await expect(proveAgain(old.staff, answer)).rejects.toThrow("did not prove");
  const elsewhere = await signedInMember(firm.firmId, staffId, "member", 6, operator.origin);
  expect(await proofWanted(elsewhere.staff)).toEqual({ way: "log_in", due: true });
  await expect(proveAgain(elsewhere.staff, "")).rejects.toThrow("sign in again");
});

test("[AU7] a mailed code counts for the sign-in that asked and for twenty minutes at most", async () => {
  const mailed = { ...(await testMember(firm.firmId)) };
  const { staff } = await signedInMember(firm.firmId, mailed.id, "member", 6, host.origin);
  const at = Date.parse("2026-11-30T10:04:00Z");
  await mailProofCode(staff, at);
  await mailProofCode(staff, at + 60_000);
  const mails = await withFirm(firm, (tx) =>
    tx.select().from(messages).where(eq(messages.kind, "staff_code")),
  );
  expect(mails.map(({ toAddress }) => toAddress)).toEqual([mailed.email]);
  const [mail] = mails;
  const place = { table: "messages", column: "sealed", firmId: firm.firmId, rowId: mail?.id ?? "" };
  const { text } = JSON.parse(openText(mail?.sealed ?? "", place)) as { text: string };
  const code = /\b(\d{3} \d{3})\b/.exec(text)?.[1] ?? "";
  expect(isProofCode(staff, code, at)).toBe(true);
  expect(isProofCode(staff, code.replace(" ", ""), at + 15 * 60_000)).toBe(true);
  expect(isProofCode(staff, code, at + 20 * 60_000)).toBe(false);
  const again = await signedInMember(firm.firmId, mailed.id, "member", 6, host.origin);
  expect(isProofCode(again.staff, code, at)).toBe(false);
});
