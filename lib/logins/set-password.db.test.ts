import { and, eq, sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { firms } from "@/db/schema/firms";
import { messages } from "@/db/schema/messages";
import { deleteContact, restoreContact } from "@/lib/contacts/delete-contact";
import { editContact } from "@/lib/contacts/edit-contact";
import { newToken, openText } from "@/lib/crypto";
import { visitorOfTokens } from "@/lib/access/session";
import { heldFactors } from "@/lib/factors/held";
import { codesLeft, newRecoveryCodes } from "@/lib/factors/recovery-codes";
import { testPasskey } from "@/test/factories/factors";
import { testDatabase } from "@/test/db";
import { testContact, testFirm, testLink, type TestFirm } from "@/test/factories/firm";
import { passwordHashOf, testLogin, testLoginLink, testPassword } from "@/test/factories/login";
import { alikeMs, gapBetween } from "@/test/timing";
import { askLoginLink } from "./ask-login-link";
import { logInWithPassword } from "./log-in";
import { lookAtLoginLink, setPassword } from "./set-password";

let f: TestFirm;
let asker = 0;
const from = () => ({ ip: `198.51.100.${(asker++ % 250) + 1}`, requestId: "r" });
const fresh = "four wet otters sleeping";

beforeAll(async () => {
  await testDatabase();
  f = await testFirm();
});

const someone = () => testContact(f.staff, f.clientId);
const mailsTo = (email: string, kind: "login_link" | "password_set" = "login_link") =>
  withFirm(f, (tx) =>
    tx
      .select()
      .from(messages)
      .where(and(eq(messages.kind, kind), eq(messages.toAddress, email))),
  );
const logIn = (email: string, password: string, browser = newToken()) =>
  logInWithPassword(
    f.firmId,
    { email, password },
    { token: browser, agent: "", earlier: { login: undefined, challenge: undefined } },
    from(),
  );
const ask = (typed: string) => askLoginLink(f.firm, typed, newToken(), from());
const set = (token: string, password = fresh) => setPassword(f.firm, { token, password }, from());

async function tokenIn(email: string): Promise<string> {
  const [mail] = await mailsTo(email);
  const place = { table: "messages", column: "sealed", firmId: f.firmId, rowId: mail?.id ?? "" };
  const { text } = JSON.parse(openText(mail?.sealed ?? "", place)) as { text: string };
  const [, origin, token] = /(https?:\/\/\S+)\/reset\/(\S+)/.exec(text) ?? [];
  expect(origin).toBe(f.firm.origin);
  return token ?? "";
}

test("[L3] an active contact makes a login behind the mailed link, and no row exists before", async () => {
  const { contactId, email } = await someone();
  expect(await ask(email)).toEqual({ kind: "asked" });
  expect(await passwordHashOf(f.firmId, contactId)).toBeUndefined();
  const token = await tokenIn(email);
  expect(await lookAtLoginLink(f.firmId, token)).toMatchObject({ contactId, purpose: "create", email });
  expect(await set(token)).toEqual({ kind: "set" });
  expect(await passwordHashOf(f.firmId, contactId)).toMatchObject({
    email,
    hash: expect.stringMatching(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/) as string,
  });
  expect((await logIn(email, fresh)).kind).toBe("step");
  expect(await mailsTo(email, "password_set")).toHaveLength(1);
});

test("[L5] with a login the mail resets, without one it makes one, and a stranger or deleted contact gets none", async () => {
  const [known, bare, gone] = [await someone(), await someone(), await someone()];
  await testLogin(f.firmId, known.contactId, known.email);
  await deleteContact(f.staff, gone.contactId);
  for (const email of [known.email, bare.email, gone.email, "nobody@client.example"])
    expect(await ask(email)).toEqual({ kind: "asked" });
  expect(await lookAtLoginLink(f.firmId, await tokenIn(known.email))).toMatchObject({ purpose: "reset" });
  expect(await lookAtLoginLink(f.firmId, await tokenIn(bare.email))).toMatchObject({ purpose: "create" });
  expect(await mailsTo(gone.email)).toHaveLength(0);
  expect(await mailsTo("nobody@client.example")).toHaveLength(0);
});

test("[L5] a reset ends every session and every other link, and logs nobody in", async () => {
  const { contactId, email } = await someone();
  await testLogin(f.firmId, contactId, email);
  const browser = newToken();
  const inside = await logIn(email, testPassword, browser);
  if (inside.kind !== "step") throw new Error("Not in.");
  const [used, other] = [
    await testLoginLink(f.firmId, { contactId, email }),
    await testLoginLink(f.firmId, { contactId, email }),
  ];
  for (let look = 0; look < 50; look++) expect(await lookAtLoginLink(f.firmId, used)).toBeDefined();
  expect(await set(used)).toEqual({ kind: "set" });
  const tokens = { browser, login: inside.step.token, session: undefined };
  expect(await visitorOfTokens(f.firmId, tokens, from())).toBeUndefined();
  expect(await set(used, "another long password")).toEqual({ kind: "dead" });
  expect(await set(other, "another long password")).toEqual({ kind: "dead" });
  expect((await logIn(email, testPassword)).kind).toBe("wrong");
  expect((await logIn(email, fresh)).kind).toBe("step");
});

test("[AU6] of ten resets with one link, and of two links, at once exactly one counts", async () => {
  const { contactId, email } = await someone();
  await testLogin(f.firmId, contactId, email);
  const one = await testLoginLink(f.firmId, { contactId, email });
  const two = await testLoginLink(f.firmId, { contactId, email });
  const tries = Array.from({ length: 10 }, (_, at) => set(at % 2 ? one : two, `${fresh} number ${at}`));
  const answers = await Promise.all(tries);
  expect(answers.filter(({ kind }) => kind === "set")).toHaveLength(1);
  expect(await mailsTo(email, "password_set")).toHaveLength(1);
});

test("[AU6] a reset link lasts 30 minutes, a link that makes a login 7 days", async () => {
  const { contactId, email } = await someone();
  const of = (purpose: "create" | "reset", ageMinutes: number) =>
    testLoginLink(f.firmId, { contactId, email, purpose, ageMinutes });
  expect(await lookAtLoginLink(f.firmId, await of("reset", 29))).toBeDefined();
  expect(await set(await of("reset", 31))).toEqual({ kind: "dead" });
  expect(await lookAtLoginLink(f.firmId, await of("create", 7 * 24 * 60 - 1))).toBeDefined();
  expect(await set(await of("create", 7 * 24 * 60 + 1))).toEqual({ kind: "dead" });
});

test("[LK7] a magic link sets no password, nor does another firm's link", async () => {
  const { contactId, email } = await someone();
  expect(await set(await testLink(f.firmId, { contactId, email }))).toEqual({ kind: "dead" });
  const g = await testFirm();
  const theirs = { contactId: g.contact.contactId, email: g.contactEmail };
  expect(await set(await testLoginLink(g.firmId, theirs))).toEqual({ kind: "dead" });
  expect(await set("../../etc")).toEqual({ kind: "dead" });
});

test("[L3] nobody plants a password: what is typed before the address is proven is kept nowhere", async () => {
  const { contactId, email } = await someone();
  // the stranger asks in the victim's name, the victim presses the mailed link later
  await ask(email);
  expect((await logIn(email, "the stranger's choice")).kind).toBe("wrong");
  await set(await tokenIn(email));
  expect((await logIn(email, "the stranger's choice")).kind).toBe("wrong");
  expect((await logIn(email, fresh)).kind).toBe("step");
  expect(contactId).toBeTruthy();
});

test("[L13] links to a former address and of a deleted contact are dead, after a restore too", async () => {
  const { contactId, email } = await someone();
  const before = await testLoginLink(f.firmId, { contactId, email });
  await deleteContact(f.staff, contactId);
  await restoreContact(f.staff, contactId);
  expect(await set(before)).toEqual({ kind: "dead" });
  const stale = await testLoginLink(f.firmId, { contactId, email });
  const fields = { firstName: "Maya", lastName: "Moved", phone: "", clientIds: [f.clientId] };
  await editContact(f.staff, contactId, { ...fields, email: `new-${email}` });
  expect(await set(stale)).toEqual({ kind: "dead" });
});

test("[L13] the login's address follows when the new one is proven", async () => {
  const { contactId, email } = await someone();
  await testLogin(f.firmId, contactId, email);
  const moved = `moved-${email}`;
  const fields = { firstName: "Maya", lastName: "Moved", phone: "", clientIds: [f.clientId] };
  await editContact(f.staff, contactId, { ...fields, email: moved });
  await ask(email);
  expect(await mailsTo(email)).toHaveLength(0);
  await ask(moved);
  expect((await passwordHashOf(f.firmId, contactId))?.email).toBe(email);
  expect(await set(await tokenIn(moved))).toEqual({ kind: "set" });
  expect((await passwordHashOf(f.firmId, contactId))?.email).toBe(moved);
  expect((await logIn(moved, fresh)).kind).toBe("step");
});

test("[L13] nothing that the former address's person held opens the login once it has moved", async () => {
  const { contactId, email } = await someone();
  const loginId = await testLogin(f.firmId, contactId, email);
  const of = { firmId: f.firmId, loginId };
  await testPasskey(of);
  await withFirm(f, (tx) => newRecoveryCodes(tx, of));
  const held = () =>
    withFirm(f, async (tx) => [(await heldFactors(tx, of)).passkeys, await codesLeft(tx, of)]);
  const fields = { firstName: "Bob", lastName: "New", phone: "", clientIds: [f.clientId] };
  await editContact(f.staff, contactId, { ...fields, email: `bob-${email}` });
  await editContact(f.staff, contactId, { ...fields, email });
  expect(await held()).toEqual([1, 10]);
  await editContact(f.staff, contactId, { ...fields, email: `bob-${email}` });
  await ask(`bob-${email}`);
  expect(await set(await tokenIn(`bob-${email}`))).toEqual({ kind: "set" });
  expect(await held()).toEqual([0, 0]);
  expect((await logIn(`bob-${email}`, fresh)).kind).toBe("step");
});

test("[L13] an address that another contact has now makes way for its login", async () => {
  const { contactId, email } = await someone();
  await testLogin(f.firmId, contactId, email);
  const fields = { firstName: "Maya", lastName: "Moved", phone: "", clientIds: [f.clientId] };
  await editContact(f.staff, contactId, { ...fields, email: `left-${email}` });
  const next = await someone();
  await editContact(f.staff, next.contactId, { ...fields, email });
  const token = await testLoginLink(f.firmId, { contactId: next.contactId, email, purpose: "create" });
  expect(await set(token)).toEqual({ kind: "set" });
  expect((await logIn(email, fresh)).kind).toBe("step");
  expect((await passwordHashOf(f.firmId, contactId))?.email).not.toBe(email);
});

test("[L4] a bad password is refused and the link stays good", async () => {
  const { contactId, email } = await someone();
  const token = await testLoginLink(f.firmId, { contactId, email, purpose: "create" });
  for (const [password, problem] of [
    ["short", "short"],
    ["x".repeat(257), "long"],
    ["Password123456", "common"],
    ["aaaaaaaaaaaaaa", "same"],
    ["Maya Test 2026!!", "name"],
  ])
    expect([password, await set(token, password)]).toEqual([password, { kind: "refused", problem }]);
  expect(await set(token, " 字".repeat(32))).toEqual({ kind: "set" });
  expect((await logIn(email, " 字".repeat(32))).kind).toBe("step");
  expect((await logIn(email, "字".repeat(32))).kind).toBe("wrong");
});

test("[AU1] asking takes the same time for known and unknown, and mails one contact three times in a quarter of an hour", async () => {
  const known = await Promise.all(Array.from({ length: 6 }, () => someone()));
  const { email = "" } = known[0] ?? {};
  const gap = await gapBetween(
    (nth) => ask(known[nth % 6]?.email ?? ""),
    (nth) => ask(`none${nth % 6}@client.example`),
  );
  expect(gap).toBeLessThan(alikeMs);
  for (let at = 0; at < 5; at++) await ask(email);
  expect(await mailsTo(email)).toHaveLength(3);
}, 60_000);

test("[L6] in mode link no link is mailed and none sets a password; accounts are kept", async () => {
  const { contactId, email } = await someone();
  await testLogin(f.firmId, contactId, email);
  const token = await testLoginLink(f.firmId, { contactId, email });
  const mode = (securityMode: "link" | "link_login") =>
    withFirm(f, (tx) => tx.update(firms).set({ securityMode }).where(eq(firms.id, f.firmId)));
  await mode("link");
  try {
    expect(await ask(email)).toEqual({ kind: "closed" });
    expect(await ask("nobody@client.example")).toEqual({ kind: "closed" });
    expect(await set(token)).toEqual({ kind: "closed" });
    expect(await mailsTo(email)).toHaveLength(0);
  } finally {
    await mode("link_login");
  }
  expect((await logIn(email, testPassword)).kind).toBe("step");
});

test("[LK6] neither password nor token can be read in the database", async () => {
  const [row] = await withFirm(f, (tx) =>
    tx.execute<{ all: string }>(sql`select coalesce((select string_agg(l::text, ' ') from logins l), '')
      || coalesce((select string_agg(l::text, ' ') from login_links l), '')
      || coalesce((select string_agg(m::text, ' ') from messages m), '') as all`),
  );
  expect(row?.all).not.toMatch(/\/reset\/|otters|herons/);
});
