import { hash } from "@node-rs/argon2";
import { and, eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { firms } from "@/db/schema/firms";
import { auditEvents } from "@/db/schema/audit";
import { logins, loginSessions } from "@/db/schema/logins";
import { messages } from "@/db/schema/messages";
import { visitorOfTokens } from "@/lib/access/session";
import { deleteContact, restoreContact } from "@/lib/contacts/delete-contact";
import { editContact } from "@/lib/contacts/edit-contact";
import { hashToken, newToken } from "@/lib/crypto";
import { revokeAll } from "@/lib/devices/revoke-all";
import { testDatabase } from "@/test/db";
import { testContact, testDevice, testFirm, type TestFirm } from "@/test/factories/firm";
import { passwordHashOf, testLogin, testPassword } from "@/test/factories/login";
import { alikeMs, gapBetween } from "@/test/timing";
import type { Earlier } from "./end-earlier";
import { logInWithPassword } from "./log-in";
import { logOut } from "./log-out";

let f: TestFirm;
let asker = 0;
const from = () => ({ ip: `198.51.100.${(asker++ % 250) + 1}`, requestId: "r" });
const none: Earlier = { login: undefined, challenge: undefined };

beforeAll(async () => {
  await testDatabase();
  f = await testFirm();
});

async function person(firm = f) {
  const { contactId, email } = await testContact(firm.staff, firm.clientId);
  return { contactId, email, loginId: await testLogin(firm.firmId, contactId, email) };
}

const logIn = (
  email: string,
  password = testPassword,
  browser = newToken(),
  earlier = none,
  firmId = f.firmId,
) => logInWithPassword(firmId, { email, password }, { token: browser, agent: "", earlier }, from());

async function comeIn(email: string, browser = newToken()) {
  const answer = await logIn(email, testPassword, browser);
  if (answer.kind !== "step" || answer.step.kind !== "in") throw new Error("Not let in.");
  return { browser, login: answer.step.token };
}

const visitor = (tokens: { browser: string; login: string }, firmId = f.firmId) =>
  visitorOfTokens(firmId, { ...tokens, session: undefined }, from());

const setMode = (mode: "link" | "link_login" | "link_login_2fa", of = f) =>
  withFirm(of, (tx) => tx.update(firms).set({ securityMode: mode }).where(eq(firms.id, of.firmId)));

const refusals = (contactId: string, kind: "password" | "limit" = "password") =>
  withFirm(f, (tx) =>
    tx.$count(
      auditEvents,
      sql`action = 'login.refused' and subject->>'contactId' = ${contactId} and subject->>'kind' = ${kind}`,
    ),
  );

test("[L1] the right address and password log in, on this browser only", async () => {
  const { email, contactId } = await person();
  const tokens = await comeIn(`  ${email.toUpperCase()} `);
  expect(await visitor(tokens)).toMatchObject({ actor: { contactId, via: "login" }, login: { email } });
  expect(await visitor({ ...tokens, browser: newToken() })).toBeUndefined();
});

test("[SE2] a new login ends the browser's earlier one, and logging out ends the session for good", async () => {
  const { email } = await person();
  const first = await comeIn(email);
  const again = await logIn(email, testPassword, first.browser, { ...none, login: first.login });
  if (again.kind !== "step") throw new Error("Not let in.");
  expect(await visitor(first)).toBeUndefined();
  const second = { browser: first.browser, login: again.step.token };
  const inNow = await visitor(second);
  if (!inNow) throw new Error("Not in.");
  await logOut(inNow.actor);
  expect(await visitor(second)).toBeUndefined();
});

test("[A15] the first log-in in a browser is told by mail, the next one there is not", async () => {
  const { email, contactId } = await person();
  const told = () =>
    withFirm(f, (tx) =>
      tx.$count(messages, and(eq(messages.contactId, contactId), eq(messages.kind, "factor_changed"))),
    );
  const { browser } = await comeIn(email);
  expect(await told()).toBe(1);
  await comeIn(email, browser);
  expect(await told()).toBe(1);
  await comeIn(email);
  expect(await told()).toBe(2);
  // a browser that somebody else is in on is new to this login; one that opened its contact's link is not
  const other = await person();
  await comeIn(email, (await comeIn(other.email)).browser);
  expect(await told()).toBe(3);
  const own = newToken();
  await testDevice(f.firmId, contactId, own);
  await comeIn(email, own);
  expect(await told()).toBe(3);
  // nor is one that was thrown out still known
  const out = newToken();
  await testDevice(f.firmId, contactId, out);
  await revokeAll(f.staff, contactId);
  await comeIn(email, out);
  expect(await told()).toBe(4);
});

test("[SE4] a login ends after an idle hour, which an open page does not prolong, and after a day of use", async () => {
  const { email } = await person();
  const tokens = await comeIn(email);
  const age = (set: ReturnType<typeof sql>) =>
    withFirm(f, (tx) =>
      tx.execute(sql`update login_sessions set ${set} where token_hash = ${hashToken(tokens.login)}`),
    );
  await age(sql`last_seen_at = now() - interval '59 minutes'`);
  expect(
    await visitorOfTokens(f.firmId, { ...tokens, session: undefined, quiet: true }, from()),
  ).toBeDefined();
  await age(sql`last_seen_at = last_seen_at - interval '2 minutes'`);
  expect(await visitor(tokens)).toBeUndefined();
  await age(sql`last_seen_at = now() - interval '59 minutes'`);
  expect(await visitor(tokens)).toBeDefined();
  await age(sql`last_seen_at = last_seen_at - interval '2 minutes'`);
  expect(await visitor(tokens)).toBeDefined();
  await age(sql`ends_at = now() - interval '1 second'`);
  expect(await visitor(tokens)).toBeUndefined();
});

test("[L12] a wrong address, a wrong password, no login, no password and a deleted contact get one answer", async () => {
  const { email, contactId } = await person();
  const bare = await testContact(f.staff, f.clientId);
  const wrong = { kind: "wrong" };
  expect(await logIn(email, "another password")).toEqual(wrong);
  expect(await logIn("nobody@client.example")).toEqual(wrong);
  expect(await logIn("no address")).toEqual(wrong);
  expect(await logIn(email, "")).toEqual(wrong);
  expect(await logIn(bare.email)).toEqual(wrong);
  await deleteContact(f.staff, contactId);
  expect(await logIn(email)).toEqual(wrong);
});

test("[AU5] a hash of lower costs is made anew at the next log-in", async () => {
  const { email, contactId } = await person();
  const weak = await hash(testPassword, { memoryCost: 8_192, timeCost: 1, parallelism: 1 });
  await withFirm(f, (tx) =>
    tx.update(logins).set({ passwordHash: weak }).where(eq(logins.contactId, contactId)),
  );
  expect((await logIn(email)).kind).toBe("step");
  expect((await passwordHashOf(f.firmId, contactId))?.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect((await logIn(email)).kind).toBe("step");
});

test("[AU1] known and unknown take the same time", async () => {
  // several, so that no try meets a lock
  const known = await Promise.all(Array.from({ length: 6 }, () => person()));
  const gap = await gapBetween(
    (nth) => logIn(known[nth % 6]?.email ?? "", "another password"),
    (nth) => logIn(`none${nth % 6}@client.example`, "another password"),
  );
  expect(gap).toBeLessThan(alikeMs);
}, 60_000);

test("[L12] of fifty guesses at once ten are looked at, and then the right password opens nothing for a stranger", async () => {
  const { email, contactId } = await person();
  const guesses = Array.from({ length: 50 }, (_, at) => logIn(email, `guess number ${at}`));
  expect((await Promise.all(guesses)).every(({ kind }) => kind === "wrong")).toBe(true);
  expect(await refusals(contactId)).toBe(10);
  expect(await logIn(email)).toEqual({ kind: "wrong" });
}, 60_000);

test("[LG2] of a known login what the limit refuses is written down once a minute, of an unknown address nothing", async () => {
  const { email, contactId } = await person();
  const written = () =>
    withFirm(f, (tx) => tx.$count(auditEvents, sql`action = 'login.refused' and subject->>'kind' = 'limit'`));
  const before = await written();
  for (const address of [email, "no-one-to-write-down@client.example"])
    await Promise.all(Array.from({ length: 20 }, () => logIn(address, "a stranger guesses")));
  expect([await refusals(contactId), await refusals(contactId, "limit")]).toEqual([10, 1]);
  expect(await written()).toBe(before + 1);
}, 60_000);

test("[AU8] a stranger who uses up the tries locks out neither the owner's device nor the magic link", async () => {
  const { email, contactId } = await person();
  const browser = newToken();
  await testDevice(f.firmId, contactId, browser);
  await Promise.all(Array.from({ length: 12 }, () => logIn(email, "a stranger guesses")));
  expect(await logIn(email)).toEqual({ kind: "wrong" });
  expect((await comeIn(email, browser)).login).toBeTruthy();
}, 60_000);

test("[L12] a browser that a claim gives another name has no tries anew", async () => {
  const { email, contactId } = await person();
  const browser = newToken();
  const { browserId } = await testDevice(f.firmId, contactId, browser);
  for (let at = 0; at < 10; at++) await logIn(email, `guess number ${at}`, browser);
  expect(await logIn(email, testPassword, browser)).toEqual({ kind: "wrong" });
  const renamed = newToken();
  await withFirm(f, (tx) =>
    tx.execute(sql`update browsers set token_hash = ${hashToken(renamed)} where id = ${browserId}`),
  );
  expect(await logIn(email, testPassword, renamed)).toEqual({ kind: "wrong" });
}, 60_000);

test("[L12] the right password gives the tries back", async () => {
  const { email } = await person();
  for (let round = 0; round < 2; round++) {
    for (let at = 0; at < 9; at++) await logIn(email, "not this one either");
    expect((await logIn(email)).kind).toBe("step");
  }
}, 60_000);

test("[T1] another firm's login opens nothing here, and its session neither", async () => {
  const g = await testFirm();
  const { email } = await person(g);
  expect(await logIn(email)).toEqual({ kind: "wrong" });
  const browser = newToken();
  const there = await logIn(email, testPassword, browser, none, g.firmId);
  if (there.kind !== "step") throw new Error("Not let in.");
  expect(await visitor({ browser, login: there.step.token })).toBeUndefined();
  expect(await visitor({ browser, login: there.step.token }, g.firmId)).toBeDefined();
});

describe("modes and plans", () => {
  test("[L6] in mode link nobody logs in and who was in is out, on every process, at the next request", async () => {
    const g = await testFirm();
    const { email } = await person(g);
    const browser = newToken();
    const there = await logIn(email, testPassword, browser, none, g.firmId);
    if (there.kind !== "step") throw new Error("Not let in.");
    // as another process would see it: nothing but the row has changed
    await setMode("link", g);
    expect(await visitor({ browser, login: there.step.token }, g.firmId)).toBeUndefined();
    expect(await logIn(email, testPassword, browser, none, g.firmId)).toEqual({ kind: "closed" });
  });

  test("[L6] in mode 2FA a password alone leads to enrolling a second factor, and is no session", async () => {
    const g = await testFirm();
    const { email } = await person(g);
    await setMode("link_login_2fa", g);
    const browser = newToken();
    const answer = await logIn(email, testPassword, browser, none, g.firmId);
    expect(answer).toMatchObject({ kind: "step", step: { kind: "enrol" } });
    if (answer.kind !== "step") return;
    expect(await visitor({ browser, login: answer.step.token }, g.firmId)).toBeUndefined();
    expect(await withFirm(g, (tx) => tx.$count(loginSessions))).toBe(0);
  });

  test("[L10] a Team firm's logins are shut whatever mode is written down", async () => {
    const g = await testFirm();
    const { email } = await person(g);
    await withFirm(g, (tx) => tx.update(firms).set({ plan: "team" }).where(eq(firms.id, g.firmId)));
    expect(await logIn(email, testPassword, newToken(), none, g.firmId)).toEqual({ kind: "closed" });
  });
});

test("[A13] a deleted contact is logged out at once, and after the restore logs in as before", async () => {
  const { email, contactId } = await person();
  const tokens = await comeIn(email);
  await deleteContact(f.staff, contactId);
  expect(await visitor(tokens)).toBeUndefined();
  await restoreContact(f.staff, contactId);
  expect(await visitor(tokens)).toBeUndefined();
  expect((await logIn(email)).kind).toBe("step");
});

test("[L13] after a change of address the login rests: neither the old nor the new address logs in", async () => {
  const { email, contactId } = await person();
  const tokens = await comeIn(email);
  const fields = { firstName: "Maya", lastName: "Moved", phone: "", clientIds: [f.clientId] };
  const moved = `moved-${email}`;
  await editContact(f.staff, contactId, { ...fields, email: moved });
  expect(await visitor(tokens)).toBeUndefined();
  expect(await logIn(email)).toEqual({ kind: "wrong" });
  expect(await logIn(moved)).toEqual({ kind: "wrong" });
  await editContact(f.staff, contactId, { ...fields, email });
  expect((await logIn(email)).kind).toBe("step");
});
