import { and, eq, sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { auditEvents } from "@/db/schema/audit";
import { devices, linkVisits, magicLinks, sessions } from "@/db/schema/access";
import { hashToken, newToken } from "@/lib/crypto";
import { deleteContact, restoreContact } from "@/lib/contacts/delete-contact";
import { testDatabase } from "@/test/db";
import { setMode, testLogin, testPasskey } from "@/test/factories/factors";
import { testFirm, testLink, type TestFirm } from "@/test/factories/firm";
import { claimLink } from "./claim-link";
import { sessionOfOthers, signOutDevice } from "./enter-device";
import { lookAtLink } from "./link-state";
import { browserContact, liveDevicesOf, visitorOfTokens } from "./session";
import { visitorOf } from "./visitor-rules";

let f: TestFirm;
const from = { ip: "203.0.113.9", requestId: "r" };
const agent =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36";
const person = { visitor: "person", reason: "opened in a browser" } as const;

beforeAll(async () => {
  await testDatabase();
  f = await testFirm();
});

const fresh = (ageHours = 0) =>
  testLink(f.firmId, {
    contactId: f.contact.contactId,
    email: f.contactEmail,
    requestId: f.requestId,
    ageHours,
  });
const press = (token: string, browserToken: string, session?: string) =>
  claimLink(f.firm, { token, browserToken, session, agent, from });
type Jar = { browser: string; session?: string };
/** Presses as a browser does, which keeps the name and the session that it is given. */
const pressIn = async (token: string, jar: Jar) => {
  const result = await press(token, jar.browser, jar.session);
  if (result.kind === "in") {
    jar.session = result.sessionToken;
    jar.browser = result.browserToken ?? jar.browser;
  }
  return result;
};
const look = (token: string, browserToken?: string, session?: string) =>
  lookAtLink(f.firmId, { token, browserToken, session, visitor: person, agent, from });
const rowOf = async (token: string) => {
  const rows = await withFirm(f, (tx) =>
    tx
      .select()
      .from(magicLinks)
      .where(and(eq(magicLinks.firmId, f.firmId), eq(magicLinks.tokenHash, hashToken(token)))),
  );
  return rows[0];
};
const age = (token: string, interval: string) =>
  withFirm(f, (tx) =>
    tx.execute(sql`update devices set claimed_at = claimed_at - ${interval}::interval, ends_at = ends_at - ${interval}::interval
      where firm_id = ${f.firmId} and id = (select device_id from magic_links where firm_id = ${f.firmId} and token_hash = ${hashToken(token)})`),
  );

test("[A1] a link's token has 256 random bits and only its hash is stored", async () => {
  const tokens = new Set(Array.from({ length: 10_000 }, () => newToken()));
  expect(tokens.size).toBe(10_000);
  for (const token of [...tokens].slice(0, 50)) expect(Buffer.from(token, "base64url")).toHaveLength(32);
  const token = await fresh();
  expect(JSON.stringify(await rowOf(token))).not.toContain(token);
});

test("[A3] fifty looks at a link leave it unclaimed, and the visits are told apart", async () => {
  const token = await fresh();
  const before = await rowOf(token);
  const scanner = visitorOf(
    "GET",
    new Headers({ "user-agent": "Mozilla/5.0 Proofpoint URL Defense", "accept-language": "en" }),
  );
  for (let at = 0; at < 25; at++) {
    await look(token, newToken());
    await lookAtLink(f.firmId, { token, browserToken: undefined, visitor: scanner, agent: "", from });
  }
  expect(await rowOf(token)).toEqual(before);
  const visits = await withFirm(f, (tx) =>
    tx
      .select({ visitor: linkVisits.visitor })
      .from(linkVisits)
      .where(eq(linkVisits.linkId, before?.id ?? "")),
  );
  expect(visits.filter((visit) => visit.visitor === "machine")).toHaveLength(25);
  expect(visits.filter((visit) => visit.visitor === "person")).toHaveLength(25);
  expect((await press(token, newToken())).kind).toBe("in");
});

test("[A3] visits of one link are capped", async () => {
  const token = await fresh();
  for (let at = 0; at < 210; at++) await look(token);
  const link = await rowOf(token);
  const visits = await withFirm(f, (tx) =>
    tx
      .select({ id: linkVisits.id })
      .from(linkVisits)
      .where(eq(linkVisits.linkId, link?.id ?? "")),
  );
  expect(visits).toHaveLength(200);
});

test("[A4] of a hundred devices that claim a link at once exactly one wins", async () => {
  const token = await fresh();
  const results = await Promise.all(Array.from({ length: 100 }, () => press(token, newToken())));
  expect(results.filter((result) => result.kind === "in")).toHaveLength(1);
  const link = await rowOf(token);
  const made = await withFirm(f, (tx) =>
    tx
      .select({ id: sessions.id })
      .from(sessions)
      .where(eq(sessions.deviceId, link?.deviceId ?? "")),
  );
  expect(made).toHaveLength(1);
  const audited = await withFirm(f, (tx) =>
    tx
      .select({ id: auditEvents.id })
      .from(auditEvents)
      .where(sql`action = 'link.claimed' and subject->>'linkId' = ${link?.id ?? ""}`),
  );
  expect(audited).toHaveLength(1);
});

test("[T2] a refused press is in the audit log, with why, and makes no device", async () => {
  const token = await fresh();
  await press(token, newToken());
  const before = await withFirm(f, (tx) => tx.select({ id: devices.id }).from(devices));
  await press(token, newToken());
  const link = await rowOf(token);
  const refused = await withFirm(f, (tx) =>
    tx
      .select({ subject: auditEvents.subject })
      .from(auditEvents)
      .where(sql`action = 'link.refused' and subject->>'linkId' = ${link?.id ?? ""}`),
  );
  expect(refused.map(({ subject }) => subject["why"])).toEqual(["elsewhere"]);
  expect(await withFirm(f, (tx) => tx.select({ id: devices.id }).from(devices))).toHaveLength(before.length);
});

test("[A5] a device is in for 30 days counted from the claim; pressing again prolongs nothing", async () => {
  const token = await fresh();
  const jar: Jar = { browser: newToken() };
  const first = await pressIn(token, jar);
  if (first.kind !== "in") throw new Error("The first press claims.");
  expect(Math.abs(first.endsAt.getTime() - Date.now() - 30 * 86_400_000)).toBeLessThan(60_000);
  const again = await pressIn(token, jar);
  expect(again.kind === "in" && again.endsAt.getTime()).toBe(first.endsAt.getTime());
  const tokens = { session: first.sessionToken, browser: jar.browser };
  await age(token, "29 days 23 hours 59 minutes");
  expect(await visitorOfTokens(f.firmId, tokens, from)).toBeDefined();
  await age(token, "1 minute 1 second");
  expect(await visitorOfTokens(f.firmId, tokens, from)).toBeUndefined();
  expect((await look(token, jar.browser)).kind).toBe("over");
  expect((await pressIn(token, jar)).kind).toBe("refused");
});

test("[A5] on the claimed device any other link of the same contact is hers, unclaimed", async () => {
  const jar: Jar = { browser: newToken() };
  await pressIn(await fresh(), jar);
  const later = await fresh();
  expect(await look(later, jar.browser, jar.session)).toEqual({ kind: "mine" });
  expect((await rowOf(later))?.deviceId).toBeNull();
});

test("[A6] a link says why it does not open: elsewhere, too old, or nothing at all", async () => {
  const claimed = await fresh();
  await press(claimed, newToken());
  expect(await look(claimed, newToken())).toMatchObject({
    kind: "elsewhere",
    maskedEmail: expect.stringMatching(/^.•••@client\.example$/) as string,
  });
  expect((await look(await fresh(721))).kind).toBe("old");
  expect((await press(await fresh(721), newToken())).kind).toBe("refused");
  expect((await look(await fresh(719))).kind).toBe("fresh");
  expect(await look(newToken())).toEqual({ kind: "generic" });
  expect(await look("not a token")).toEqual({ kind: "generic" });
});

test("[A6] a link of one firm is nothing on another firm's host", async () => {
  const other = await testFirm();
  const token = await fresh();
  const there = { token, browserToken: newToken(), agent, from };
  expect(await lookAtLink(other.firmId, { ...there, visitor: person })).toEqual({ kind: "generic" });
  expect((await claimLink(other.firm, there)).kind).toBe("refused");
  expect((await rowOf(token))?.deviceId).toBeNull();
});

test("[A1] a later link never kills an earlier one", async () => {
  const tokens = [await fresh(), await fresh(), await fresh()];
  for (const token of tokens) expect((await press(token, newToken())).kind).toBe("in");
});

test("[A13] a deleted contact's devices and links stop at once; after the restore the old ones stay dead", async () => {
  const g = await testFirm();
  const link = { contactId: g.contact.contactId, email: g.contactEmail };
  const [held, unclaimed] = [await testLink(g.firmId, link), await testLink(g.firmId, link)];
  const jar: Jar = { browser: newToken() };
  const claim = await claimLink(g.firm, { token: held, browserToken: jar.browser, agent, from });
  if (claim.kind !== "in" || !claim.browserToken) throw new Error("The press claims.");
  jar.browser = claim.browserToken;
  const tokens = { session: claim.sessionToken, browser: jar.browser };
  await deleteContact(g.staff, g.contact.contactId);
  expect(await visitorOfTokens(g.firmId, tokens, from)).toBeUndefined();
  expect((await claimLink(g.firm, { token: unclaimed, browserToken: newToken(), agent, from })).kind).toBe(
    "refused",
  );
  await restoreContact(g.staff, g.contact.contactId);
  expect(await visitorOfTokens(g.firmId, tokens, from)).toBeUndefined();
  expect((await claimLink(g.firm, { token: unclaimed, browserToken: newToken(), agent, from })).kind).toBe(
    "refused",
  );
  const anew = await testLink(g.firmId, link);
  expect((await claimLink(g.firm, { token: anew, browserToken: jar.browser, agent, from })).kind).toBe("in");
});

test("[A16] signing out ends this device; its link then claims nothing", async () => {
  const token = await fresh();
  const jar: Jar = { browser: newToken() };
  const claim = await pressIn(token, jar);
  const actor = await browserContact(f.firmId, jar, f.contact.contactId, from);
  if (claim.kind !== "in" || !actor) throw new Error("The press claims.");
  await signOutDevice(actor);
  expect(
    await visitorOfTokens(f.firmId, { session: claim.sessionToken, browser: jar.browser }, from),
  ).toBeUndefined();
  expect((await look(token, jar.browser)).kind).toBe("signedOut");
  expect((await pressIn(token, jar)).kind).toBe("refused");
});

test("[A17] two contacts on one browser live side by side; signing one out leaves the other", async () => {
  const jar: Jar = { browser: newToken() };
  await pressIn(await fresh(), jar);
  await pressIn(await testLink(f.firmId, { contactId: f.other.contactId, email: f.otherEmail }), jar);
  const here = await liveDevicesOf(f.firmId, jar, from);
  expect(here.map(({ actor }) => actor.contactId).sort()).toEqual(
    [f.contact.contactId, f.other.contactId].sort(),
  );
  const one = here.find(({ actor }) => actor.contactId === f.contact.contactId);
  // the browser's one session cookie is of the other already, or is made so
  if (one) await signOutDevice(one.actor);
  const rest = await sessionOfOthers(here, f.contact.contactId);
  jar.session = rest?.sessionToken ?? "";
  const left = await liveDevicesOf(f.firmId, jar, from);
  expect(left.map(({ actor }) => actor.contactId)).toEqual([f.other.contactId]);
});

test("[T3] a session counts only with its own browser's cookie, and its token is stored hashed", async () => {
  const token = await fresh();
  const claim = await press(token, newToken());
  if (claim.kind !== "in") throw new Error("The press claims.");
  expect(
    await visitorOfTokens(f.firmId, { session: claim.sessionToken, browser: newToken() }, from),
  ).toBeUndefined();
  const rows = await withFirm(f, (tx) => tx.select().from(sessions));
  expect(JSON.stringify(rows)).not.toContain(claim.sessionToken);
  const hashes = await withFirm(f, (tx) => tx.select({ id: devices.id }).from(devices));
  expect(hashes.length).toBeGreaterThan(0);
});

test("[T3] a browser's name known from before the claim opens nothing after it", async () => {
  const planted = newToken();
  const jar: Jar = { browser: planted };
  const claim = await pressIn(await fresh(), jar);
  if (claim.kind !== "in") throw new Error("The press claims.");
  expect(jar.browser).not.toBe(planted);
  expect(await liveDevicesOf(f.firmId, { ...jar, browser: planted }, from)).toEqual([]);
  expect(
    await visitorOfTokens(f.firmId, { session: claim.sessionToken, browser: planted }, from),
  ).toBeUndefined();
  expect(await liveDevicesOf(f.firmId, jar, from)).toHaveLength(1);
});

test("[A4] one link pressed twice at once in one browser, and two links of one contact, make one device", async () => {
  const token = await fresh();
  const browser = newToken();
  const twice = await Promise.all([press(token, browser), press(token, browser)]);
  expect(twice.map((result) => result.kind)).toEqual(["in", "in"]);
  const renamed = twice.flatMap((result) =>
    result.kind === "in" && result.browserToken ? [result.browserToken] : [],
  );
  expect(renamed).toHaveLength(1);
  const [session] = twice.flatMap((result) => (result.kind === "in" ? [result.sessionToken] : []));
  const [first, second] = [await fresh(), await fresh()];
  await Promise.all([press(first, renamed[0] ?? "", session), press(second, renamed[0] ?? "", session)]);
  const visitor = await visitorOfTokens(f.firmId, { session, browser: renamed[0] }, from);
  expect(visitor?.contactsHere).toBe(1);
  expect(await liveDevicesOf(f.firmId, { session, browser: renamed[0] }, from)).toHaveLength(1);
  expect((await rowOf(first))?.deviceId).toBeNull();
});

test("[A13] a claim that races a contact's deletion leaves no device that lives again after the restore", async () => {
  const g = await testFirm();
  const { contactId } = g.contact;
  for (let round = 0; round < 25; round++) {
    const token = await testLink(g.firmId, { contactId, email: g.contactEmail });
    await Promise.all([
      claimLink(g.firm, { token, browserToken: newToken(), agent, from }),
      deleteContact(g.staff, contactId),
    ]);
    await restoreContact(g.staff, contactId);
    const live = await withFirm(g, (tx) =>
      tx
        .select({ id: devices.id })
        .from(devices)
        .where(sql`contact_id = ${contactId} and ended_at is null`),
    );
    expect(live).toEqual([]);
  }
});

test("[L7] a magic link asks for no second factor, whatever the firm wants of logins and the login has", async () => {
  const one = await testFirm();
  const { contactId } = one.contact;
  const loginId = await testLogin(one.contact, one.contactEmail);
  await testPasskey({ firmId: one.firmId, loginId });
  await setMode(one.firmId, "link_login_2fa");
  const token = await testLink(one.firmId, {
    contactId,
    email: one.contactEmail,
    requestId: one.requestId,
    ageHours: 0,
  });
  const result = await claimLink(one.firm, { token, browserToken: newToken(), agent, from });
  if (result.kind !== "in") throw new Error("Not let in.");
  const tokens = { session: result.sessionToken, browser: result.browserToken };
  expect((await visitorOfTokens(one.firmId, tokens, from))?.actor).toMatchObject({
    contactId,
    via: "device",
  });
});
