import { eq, sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { devices, sessions } from "@/db/schema/access";
import { auditEvents } from "@/db/schema/audit";
import { messages } from "@/db/schema/messages";
import { claimLink } from "@/lib/access/claim-link";
import { lookAtLink } from "@/lib/access/link-state";
import { browserContact, liveDevicesOf, visitorOfTokens } from "@/lib/access/session";
import { newToken } from "@/lib/crypto";
import { sendDue } from "@/lib/messages/send-due";
import { testDatabase } from "@/test/db";
import { loggedInContact, testLogin } from "@/test/factories/factors";
import { testFirm, testLink, testRequest, type TestFirm } from "@/test/factories/firm";
import { countryOf } from "./country";
import { devicesOf, linksOf, unopenedLinks, visitsOf } from "./queries";
import { revokeAll } from "./revoke-all";
import { revokeDevice } from "./revoke-device";
import { revokeOthers } from "./revoke-others";

let f: TestFirm;
const from = { ip: "81.2.69.160", requestId: "r" };
const agent =
  "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Mobile Safari/537.36";

beforeEach(async () => {
  await testDatabase();
  f = await testFirm();
});

const fresh = () =>
  testLink(f.firmId, { contactId: f.contact.contactId, email: f.contactEmail, requestId: f.requestId });

/** A device as a claim makes it: who it is, and what its cookies hold. */
async function claimed(token?: string) {
  const link = token ?? (await fresh());
  const result = await claimLink(f.firm, { token: link, browserToken: newToken(), agent, from });
  if (result.kind !== "in" || !result.browserToken) throw new Error("The press claims.");
  const tokens = { session: result.sessionToken, browser: result.browserToken };
  const actor = await browserContact(f.firmId, tokens, result.contactId, from);
  if (!actor) throw new Error("A claim makes a device.");
  return { actor, tokens, link };
}
const isIn = async (device: Awaited<ReturnType<typeof claimed>>) =>
  (await visitorOfTokens(f.firmId, device.tokens, from)) !== undefined;
const sessionsOf = (deviceId: string) =>
  withFirm(f, (tx) => tx.$count(sessions, eq(sessions.deviceId, deviceId)));
const audited = (action: string) =>
  withFirm(f, (tx) => tx.$count(auditEvents, eq(auditEvents.action, action)));

test("[A16] who is logged in signs out every device of the own and stays logged in", async () => {
  const [one, two] = [await claimed(), await claimed()];
  const loginId = await testLogin(f.contact, f.contactEmail);
  const { client, login, browser } = await loggedInContact(f.contact, loginId, ["password"]);
  expect(await revokeOthers(client)).toBe(3); // the factory's device too
  expect([await isIn(one), await isIn(two)]).toEqual([false, false]);
  const tokens = { session: undefined, login, browser };
  expect((await visitorOfTokens(f.firmId, tokens, from))?.actor.via).toBe("login");
});

test("[A12] a revoked device is out at its next request; its sessions are gone, the others and unopened links stay", async () => {
  const [one, two] = [await claimed(), await claimed()];
  const unopened = await fresh();
  await revokeDevice(f.staff, one.actor.deviceId);
  expect([await isIn(one), await isIn(two)]).toEqual([false, true]);
  expect(await liveDevicesOf(f.firmId, one.tokens, from)).toEqual([]);
  expect(await sessionsOf(one.actor.deviceId)).toBe(0);
  expect(await sessionsOf(two.actor.deviceId)).toBe(1);
  const [row] = await withFirm(f, (tx) =>
    tx.select().from(devices).where(eq(devices.id, one.actor.deviceId)),
  );
  expect(row?.endedHow).toBe("revoked");
  await claimed(unopened);
});

test("[A12] a device is revoked once: a second press changes and records nothing", async () => {
  const one = await claimed();
  await revokeDevice(f.staff, one.actor.deviceId);
  const first = await devicesOf(f.staff, f.contact.contactId);
  await revokeDevice(f.staff, one.actor.deviceId);
  await revokeDevice(one.actor, one.actor.deviceId);
  expect(await devicesOf(f.staff, f.contact.contactId)).toEqual(first);
  expect(await audited("device.revoked")).toBe(1);
});

test("[A16] a contact signs out all other devices; the one in hand and unopened links stay", async () => {
  const [mine, other] = [await claimed(), await claimed()];
  const unopened = await fresh();
  expect(await revokeOthers(mine.actor)).toBe(2); // the factory's device too
  expect([await isIn(mine), await isIn(other)]).toEqual([true, false]);
  expect(await revokeOthers(mine.actor)).toBe(0);
  expect(await audited("devices.revoked_others")).toBe(1);
  await claimed(unopened);
});

test("[A1] revoking all ends every device of the contact and every link not opened yet, and nobody else's", async () => {
  const [one, two] = [await claimed(), await claimed()];
  const [unopened, others] = [
    await fresh(),
    await testLink(f.firmId, { contactId: f.other.contactId, email: f.otherEmail }),
  ];
  expect(await unopenedLinks(f.staff, f.contact.contactId)).toBe(2); // the request's mail holds one
  expect(await revokeAll(f.staff, f.contact.contactId)).toEqual({ devices: 3, links: 2 });
  expect([await isIn(one), await isIn(two)]).toEqual([false, false]);
  for (const token of [unopened, one.link]) {
    const pressed = await claimLink(f.firm, { token, browserToken: newToken(), agent, from });
    expect(pressed.kind).toBe("refused");
  }
  const visitor = { visitor: "person", reason: "opened in a browser" } as const;
  const look = (token: string, browserToken?: string) =>
    lookAtLink(f.firmId, { token, browserToken, visitor, agent, from });
  expect((await look(unopened)).kind).toBe("generic");
  expect((await look(one.link, one.tokens.browser)).kind).toBe("revoked");
  expect((await claimLink(f.firm, { token: others, browserToken: newToken(), agent, from })).kind).toBe("in");
  expect(await revokeAll(f.staff, f.contact.contactId)).toEqual({ devices: 0, links: 0 });
  expect(await audited("devices.revoked_all")).toBe(1);
  const anew = await claimed();
  expect(await isIn(anew)).toBe(true);
  expect(await revokeAll(anew.actor, anew.actor.contactId)).toEqual({ devices: 1, links: 0 });
  expect(await isIn(anew)).toBe(false);
});

test("[A1] a mail that still waits is not sent with a revoked link", async () => {
  const g = await testFirm();
  await testRequest(g.staff, g.clientId, [g.other.contactId]);
  await revokeAll(g.staff, g.other.contactId);
  const sent: string[] = [];
  await sendDue(g.firmId, {
    repeatable: true,
    deliver: (mail) => {
      sent.push(mail.to);
      return Promise.resolve({ kind: "sent", providerId: "1" });
    },
  });
  expect(sent).not.toContain(g.otherEmail);
  const [mail] = await withFirm(g, (tx) =>
    tx.select().from(messages).where(eq(messages.contactId, g.other.contactId)),
  );
  expect(mail).toMatchObject({ state: "cancelled", problem: "Its link was revoked before it was sent." });
});

test("[A12] a claim that races revoking all leaves no device in", async () => {
  for (let round = 0; round < 25; round++) {
    const token = await fresh();
    await Promise.all([
      claimLink(f.firm, { token, browserToken: newToken(), agent, from }),
      revokeAll(f.staff, f.contact.contactId),
    ]);
    const live = (await devicesOf(f.staff, f.contact.contactId)).filter((device) => device.live);
    expect(live).toEqual([]);
  }
});

test("[A17] a contact sees and ends the own devices only, also on a browser shared with somebody else", async () => {
  const one = await claimed();
  const link = await testLink(f.firmId, { contactId: f.other.contactId, email: f.otherEmail });
  const { browser, session } = one.tokens;
  const both = await claimLink(f.firm, { token: link, browserToken: browser, session, agent, from });
  if (both.kind !== "in") throw new Error("The press claims.");
  const here = await liveDevicesOf(
    f.firmId,
    { session: both.sessionToken, browser: both.browserToken },
    from,
  );
  expect(here).toHaveLength(2);
  const theirs = here.find(({ actor }) => actor.contactId === f.other.contactId)?.actor.deviceId ?? "";
  const mine = await devicesOf(one.actor, one.actor.contactId);
  expect(mine.map(({ id }) => id)).not.toContain(theirs);
  expect(await devicesOf(one.actor, f.other.contactId)).toEqual([]);
  await expect(revokeDevice(one.actor, theirs)).rejects.toMatchObject({ code: "missing" });
  await revokeAll(one.actor, one.actor.contactId);
  const left = await devicesOf(f.staff, f.other.contactId);
  expect(left.filter((device) => device.live)).toHaveLength(2);
});

test("[A12] the list tells browser, system, place of first use, the link claimed and who looked at it", async () => {
  const one = await claimed();
  const look = (visitor: "person" | "machine") =>
    lookAtLink(f.firmId, {
      token: one.link,
      browserToken: undefined,
      visitor: { visitor, reason: "" },
      agent,
      from,
    });
  await look("person");
  await look("machine");
  await look("machine");
  const [device] = (await devicesOf(f.staff, f.contact.contactId)).filter(
    ({ id }) => id === one.actor.deviceId,
  );
  expect(device).toMatchObject({
    browser: "Chrome",
    system: "Android",
    ip: "81.2.69.160",
    country: "GB",
    live: true,
    linkPurpose: "request",
  });
  const [link] = (await linksOf(f.staff, f.contact.contactId)).filter(({ claimedAt }) => claimedAt !== null);
  expect(link).toMatchObject({ people: 1, machines: 2, browser: "Chrome", requestTitle: "Papers" });
  expect(await linksOf(one.actor, one.actor.contactId)).toHaveLength(2);
  const visits = await visitsOf(f.staff, f.contact.contactId);
  expect(visits.map(({ visitor }) => visitor).sort()).toEqual(["machine", "machine", "person"]);
});

test("[A16] devices ended longer ago than asked for are left out; those that are in come first", async () => {
  const [old, late, live] = [await claimed(), await claimed(), await claimed()];
  await revokeDevice(f.staff, old.actor.deviceId);
  await revokeDevice(f.staff, late.actor.deviceId);
  await withFirm(f, (tx) =>
    tx
      .update(devices)
      .set({ endedAt: sql`now() - interval '91 days'` })
      .where(eq(devices.id, old.actor.deviceId)),
  );
  const ids = (await devicesOf(live.actor, live.actor.contactId, 90)).map(({ id }) => id);
  expect(ids).not.toContain(old.actor.deviceId);
  expect(ids.indexOf(live.actor.deviceId)).toBeLessThan(ids.indexOf(late.actor.deviceId));
  expect(await devicesOf(f.staff, live.actor.contactId)).toHaveLength(4);
});

test("[A12] a country is told for public addresses only", async () => {
  expect(await countryOf("81.2.69.160")).toBe("GB");
  expect(await countryOf("::ffff:193.99.144.80")).toBe("DE");
  for (const ip of ["127.0.0.1", "192.168.0.1", "203.0.113.9", "2a00:1450::1", "999.1.1.1", "", "x"])
    expect([ip, await countryOf(ip)]).toEqual([ip, null]);
});
