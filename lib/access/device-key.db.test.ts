import { eq, sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { devices } from "@/db/schema/access";
import { auditEvents } from "@/db/schema/audit";
import { messages } from "@/db/schema/messages";
import { newToken } from "@/lib/crypto";
import { devicesOf } from "@/lib/devices/queries";
import { bindingInWords } from "@/lib/devices/rules";
import { uploader } from "@/lib/files/upload-lock";
import { Refused } from "@/lib/refused";
import { testDatabase } from "@/test/db";
import { pressFields, testKey } from "@/test/factories/device-key";
import { testContact, testFirm, testLink, type TestFirm } from "@/test/factories/firm";
import type { ContactActor } from "./actor";
import { claimLink } from "./claim-link";
import { cookieNames } from "./cookies";
import { mustProve, pressedKey, ProofRunOut, proofOf } from "./device-key";
import { isNonce, newNonce, newProof, proofMs, provenKey, publicKeyOf } from "./device-proof";
import { enterDevice } from "./enter-device";
import { lookAtLink } from "./link-state";
import { maskEmail } from "./mask-email";
import { ranOutHere } from "./ran-out";
import { sendAccessLink } from "./send-access-link";
import {
  browserContact,
  contactHere,
  liveDevicesOf,
  namedDevice,
  visitorOfTokens,
  type Tokens,
} from "./session";

let f: TestFirm;
let g: TestFirm;
const from = { ip: "203.0.113.9", requestId: "r" };
const agent =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36";
const person = { visitor: "person", reason: "opened in a browser" } as const;

beforeAll(async () => {
  await testDatabase();
  f = await testFirm();
  g = await testFirm();
});

const fresh = (firm: TestFirm, contact = firm.contact, email = firm.contactEmail) =>
  testLink(firm.firmId, { contactId: contact.contactId, email, requestId: firm.requestId });

/** A device as a claim makes it, and the cookies of its browser; with a key when the press is signed by one. */
async function claimed(
  firm = f,
  given?: { link?: string; tokens?: Tokens; key?: ReturnType<typeof testKey> },
) {
  const link = given?.link ?? (await fresh(firm));
  const press = {
    token: link,
    browserToken: given?.tokens?.browser ?? newToken(),
    session: given?.tokens?.session,
    proof: given?.key ? newProof(firm.firmId, given.key.publicKey) : given?.tokens?.proof,
    publicKey: given?.key?.publicKey,
  };
  const claim = await claimLink(firm.firm, { ...press, agent, from });
  if (claim.kind !== "in") throw new Error("The press claims.");
  const tokens: Tokens = {
    session: claim.sessionToken,
    browser: claim.browserToken ?? press.browserToken,
    proof: press.proof,
  };
  const actor = (await visitorOfTokens(firm.firmId, tokens, from))?.actor;
  if (!actor) throw new Error("A claim lets in.");
  return { actor, tokens, link };
}

/** The same by a press that a key signed: the device is bound to it, and it is proven now. */
async function bound(firm = f, key = testKey()) {
  const device = await claimed(firm, { key });
  return { ...device, key, tokens: { ...device.tokens, proof: newProof(firm.firmId, key.publicKey) } };
}

/** What the same browser sends ten minutes later, and a thief who copied everything. */
const later = (firm: TestFirm, { tokens, key }: Awaited<ReturnType<typeof bound>>): Tokens => ({
  ...tokens,
  proof: newProof(firm.firmId, key.publicKey, Date.now() - proofMs),
});

const look = (token: string, tokens: Tokens, keyLost = false) =>
  lookAtLink(f.firmId, {
    token,
    browserToken: tokens.browser,
    session: tokens.session,
    proof: tokens.proof,
    keyLost,
    visitor: person,
    agent,
    from,
  });
const isIn = async (tokens: Tokens, firm = f) =>
  (await visitorOfTokens(firm.firmId, tokens, from)) !== undefined;
const keyOf = async (device: ContactActor) =>
  (
    await withFirm(device, (tx) =>
      tx.select({ key: devices.publicKey }).from(devices).where(eq(devices.id, device.deviceId)),
    )
  )[0]?.key;
/** Sends a chunk of a file with these cookies, as the contact. */
const uploaderOf = (tokens: Tokens, contactId: string) => {
  const pairs = [
    [cookieNames.browser, tokens.browser],
    [cookieNames.session, tokens.session],
    [cookieNames.proof, tokens.proof],
  ].filter(([, value]) => value);
  const headers = { cookie: pairs.map((pair) => pair.join("=")).join("; ") };
  const request = new Request("http://portal/uploads/x", { method: "PATCH", headers });
  return uploader(request, f.firm, `${f.firmId}.${contactId}`);
};

test("[A14] a copy of every cookie is worth nothing once the proof has run out, and the owner goes on", async () => {
  const device = await bound();
  expect(await isIn(device.tokens)).toBe(true);
  const stolen = later(f, device);
  expect(await isIn(stolen)).toBe(false);
  expect(await isIn({ ...stolen, proof: undefined })).toBe(false);
  expect(await contactHere(f.firmId, stolen, device.actor.contactId, from)).toBeUndefined();
  expect(await liveDevicesOf(f.firmId, stolen, from)).toEqual([]);
  // the thief is asked for a signature and has no key
  expect(await mustProve(f.firmId, stolen)).toBe(true);
  const browser = stolen.browser ?? "";
  const nonce = newNonce(f.firmId, browser);
  const forged = testKey();
  const tries = [
    { key: forged.publicKey, nonce, signature: forged.signs(nonce) },
    { key: device.key.publicKey, nonce, signature: forged.signs(nonce) },
    { key: device.key.publicKey, nonce, signature: "" },
    { key: "{}", nonce, signature: "x" },
  ];
  for (const given of tries) expect(await proofOf(f.firmId, browser, given)).toBeUndefined();
  const signed = { key: device.key.publicKey, nonce, signature: device.key.signs(nonce) };
  const proof = await proofOf(f.firmId, browser, signed);
  expect(await isIn({ ...stolen, proof })).toBe(true);
  expect(await mustProve(f.firmId, { ...stolen, proof })).toBe(false);
  expect(await isIn(device.tokens)).toBe(true);
});

test("[A14] tabs renew at once and each proof is good", async () => {
  const { tokens, key } = await bound();
  const proofs = await Promise.all(
    Array.from({ length: 8 }, () => {
      const nonce = newNonce(f.firmId, tokens.browser ?? "");
      return proofOf(f.firmId, tokens.browser ?? "", {
        key: key.publicKey,
        nonce,
        signature: key.signs(nonce),
      });
    }),
  );
  for (const proof of proofs) expect(await isIn({ ...tokens, proof })).toBe(true);
});

test("[A14] a nonce is good for a minute, for one browser of one firm", async () => {
  const { tokens, key } = await bound();
  const browser = tokens.browser ?? "";
  const now = Date.now();
  const nonce = newNonce(f.firmId, browser, now);
  expect(isNonce(f.firmId, browser, nonce, now + 59_000)).toBe(true);
  expect(isNonce(f.firmId, browser, nonce, now + 61_000)).toBe(false);
  expect(isNonce(f.firmId, browser, nonce, now - 10_000)).toBe(false);
  expect(isNonce(f.firmId, newToken(), nonce, now)).toBe(false);
  expect(isNonce(g.firmId, browser, nonce, now)).toBe(false);
  expect(isNonce(f.firmId, browser, `${now + 1}.${nonce.split(".")[1] ?? ""}`, now)).toBe(false);
  const wrong = [
    newNonce(f.firmId, browser, now - 61_000),
    newNonce(f.firmId, newToken()),
    newNonce(g.firmId, browser),
    "",
  ];
  for (const other of wrong) {
    const given = { key: key.publicKey, nonce: other, signature: key.signs(other) };
    expect(await proofOf(f.firmId, browser, given)).toBeUndefined();
  }
});

test("[A14] a forged, foreign or old proof proves nothing", async () => {
  const { tokens, key } = await bound();
  const good = tokens.proof;
  const [until = "", hash = "", seal = ""] = good.split(".");
  const wrong = [
    `${Number(until) + 60_000}.${hash}.${seal}`,
    `${until}.${hash}.${"A".repeat(43)}`,
    `${until}.${hash}`,
    "",
    newProof(g.firmId, key.publicKey),
    newProof(f.firmId, testKey().publicKey),
    newProof(f.firmId, key.publicKey, Date.now() - proofMs),
  ];
  for (const proof of wrong) expect([proof, await isIn({ ...tokens, proof })]).toEqual([proof, false]);
  expect(provenKey(f.firmId, good, Number(until) - 1)).toBe(hash);
  expect(provenKey(f.firmId, good, Number(until))).toBe("");
  expect(publicKeyOf('{"kty":"EC","crv":"P-256","x":"AAAA","y":"AAAA"}')).toBeUndefined();
  expect(publicKeyOf('{"kty":"oct","k":"AAAA"}')).toBeUndefined();
  expect(publicKeyOf("no key")).toBeUndefined();
});

test("[A14] the key that signs the press binds the device in the claim; two presses of one browser are one device", async () => {
  const [link, browser, key] = [await fresh(f), newToken(), testKey()];
  const proof = newProof(f.firmId, key.publicKey);
  const press = { token: link, browserToken: browser, proof, publicKey: key.publicKey, agent, from };
  const twice = await Promise.all([claimLink(f.firm, press), claimLink(f.firm, press)]);
  expect(twice.map(({ kind }) => kind)).toEqual(["in", "in"]);
  const renamed = twice.flatMap((one) => (one.kind === "in" && one.browserToken ? [one.browserToken] : []));
  expect(renamed).toHaveLength(1);
  // either tab's session goes on, with the proof that its press brought
  for (const one of twice)
    if (one.kind === "in")
      expect(await isIn({ session: one.sessionToken, browser: renamed[0], proof })).toBe(true);
  const [only, more] = await liveDevicesOf(f.firmId, { browser: renamed[0], proof }, from);
  expect(more).toBeUndefined();
  if (!only) throw new Error("The press claims.");
  expect(await keyOf(only.actor)).toBe(key.publicKey);
  const [audited] = await withFirm(f, (tx) =>
    tx
      .select({ subject: auditEvents.subject })
      .from(auditEvents)
      .where(sql`action = 'link.claimed' and subject->>'deviceId' = ${only.actor.deviceId}`),
  );
  expect(audited?.subject["bound"]).toBe(true);
});

test("[A14] whoever copies the cookies of a device without a key binds no key of his own, and shuts nobody out", async () => {
  const owner = await claimed();
  const thief = testKey();
  const browser = owner.tokens.browser ?? "";
  const proof = newProof(f.firmId, thief.publicKey);
  // in the first minutes too: no signature by a key that no device has proves anything
  expect(await proofOf(f.firmId, browser, pressFields(f.firmId, browser, thief))).toBeUndefined();
  // his press on the very link, signed, with every cookie
  const press = { ...{ browserToken: browser, session: owner.tokens.session }, agent, from };
  const again = await claimLink(f.firm, { ...press, token: owner.link, proof, publicKey: thief.publicKey });
  expect(again.kind).toBe("in");
  expect(await keyOf(owner.actor)).toBeNull();
  expect(await isIn(owner.tokens)).toBe(true);
  // what he enters by leaves the owner's session alone
  for (let at = 0; at < 3; at++) await enterDevice(owner.actor, owner.tokens.session);
  for (let at = 0; at < 3; at++) await enterDevice(owner.actor, newToken());
  expect(await isIn(owner.tokens)).toBe(true);
});

test("[A14] on a device without a key the browser's name and a session are needed together, at every door", async () => {
  const { tokens, link, actor } = await claimed();
  const name: Tokens = { session: undefined, browser: tokens.browser };
  const { contactId } = actor;
  for (const session of [undefined, newToken(), (await claimed()).tokens.session]) {
    const alone = { ...name, session };
    expect(await isIn(alone)).toBe(false);
    expect(await liveDevicesOf(f.firmId, alone, from)).toEqual([]);
    expect(await browserContact(f.firmId, alone, contactId, from)).toBeUndefined();
    expect(await contactHere(f.firmId, alone, contactId, from)).toBeUndefined();
    expect((await look(link, alone)).kind).toBe("unproven");
    expect((await look(await fresh(f), alone)).kind).toBe("fresh");
    const press = { token: link, browserToken: name.browser ?? "", session, agent, from };
    // the name that the browser had before the claim stands for its session for a minute; this one does not
    expect((await claimLink(f.firm, press)).kind).toBe("refused");
    expect(await uploaderOf(alone, contactId).catch((refused: unknown) => refused)).toBeInstanceOf(Refused);
  }
  expect((await look(link, tokens)).kind).toBe("mine");
  expect(await isIn({ ...tokens, browser: newToken() })).toBe(false);
  // enough to be mailed a link, and to sign out
  expect((await namedDevice(f.firmId, name, contactId, from))?.deviceId).toBe(actor.deviceId);
  const ran = await testContact(f.staff, f.clientId);
  const theirs = await testLink(f.firmId, { contactId: ran.contactId, email: ran.email });
  const lone = await claimed(f, { link: theirs });
  expect(await ranOutHere(f.firmId, lone.tokens.browser)).toBe(maskEmail(ran.email));
  expect(await ranOutHere(f.firmId, (await bound()).tokens.browser)).toBeUndefined();
  expect(await ranOutHere(f.firmId, newToken())).toBeUndefined();
});

test("[A5] a browser whose session ran out is mailed a link to its own contact, and asked when several used it", async () => {
  const g = await testFirm();
  const { contactId, email } = await testContact(g.staff, g.clientId);
  const mails = () =>
    withFirm(g, (tx) => tx.$count(messages, sql`kind = 'access_link' and contact_id = ${contactId}`));
  const first = await claimed(g, { link: await testLink(g.firmId, { contactId, email }) });
  const press = (browserToken = "") => sendAccessLink(g.firm, { by: "browser" }, browserToken, from);
  expect(await press(first.tokens.browser)).toMatchObject({ kind: "asked", masked: maskEmail(email) });
  expect(await mails()).toBe(1);
  expect(await press(newToken())).toMatchObject({ kind: "asked", masked: "•••" });
  const link = await fresh(g, g.other, g.otherEmail);
  const both = await claimed(g, { link, tokens: first.tokens });
  expect(await press(both.tokens.browser)).toMatchObject({ kind: "asked", masked: "•••" });
  expect(await mails()).toBe(1);
});

test("[A14] a press is signed for this browser within a minute, or proves nothing; forged fields make no key", () => {
  const [browserToken, key] = [newToken(), testKey()];
  const signed = pressFields(f.firmId, browserToken, key);
  const kindOf = (fields: Record<string, string> | [string, string][], as = agent) =>
    pressedKey({ firm: f.firm, browserToken, agent: as, form: new URLSearchParams(fields) }).kind;
  expect(kindOf(signed)).toBe("key");
  const old = newNonce(f.firmId, browserToken, Date.now() - 61_000);
  const others = testKey();
  const wrong: Record<string, string>[] = [
    { ...signed, signature: "" },
    { ...signed, signature: others.signs(signed.nonce) },
    { ...signed, key: others.publicKey },
    { ...signed, key: "{}" },
    { ...signed, key: "" },
    { ...signed, nonce: old, signature: key.signs(old) },
    { ...pressFields(f.firmId, newToken(), key) },
    { ...pressFields(g.firmId, browserToken, key) },
    { key: key.publicKey },
  ];
  for (const fields of wrong) expect([fields, kindOf(fields)]).toEqual([fields, "wrong"]);
  expect(kindOf([...Object.entries(signed), ["key", key.publicKey]])).toBe("wrong");
  expect(kindOf({})).toBe("none");
  expect(kindOf({ key: "", nonce: "", signature: "" })).toBe("none");
  // WebKit drops what pages store: no key is taken from it
  expect(kindOf(signed, "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Safari/604.1")).toBe("none");
});

test("[A14] a device without a key goes on by its cookie, and both lists say which it is", async () => {
  const [plain, keyed] = [await claimed(g), await bound(g)];
  expect(await isIn(plain.tokens, g)).toBe(true);
  expect(await mustProve(g.firmId, plain.tokens)).toBe(false);
  for (const actor of [g.staff, plain.actor]) {
    const list = await devicesOf(actor, g.contact.contactId);
    const words = (id: string) => list.filter((device) => device.id === id).map(bindingInWords);
    expect(words(plain.actor.deviceId)).toEqual(["Not locked, held by a cookie"]);
    expect(words(keyed.actor.deviceId)).toEqual(["Locked to its own browser"]);
  }
});

test("[A14] a second contact on the browser is apart, and the key of the browser opens both", async () => {
  const one = await bound();
  const plain = await claimed(f, { link: await fresh(f, f.other, f.otherEmail), tokens: one.tokens });
  // with a proof both are here; without it only the one that has no key
  const { proof: _, ...bare } = plain.tokens;
  expect((await liveDevicesOf(f.firmId, plain.tokens, from)).length).toBe(2);
  expect((await liveDevicesOf(f.firmId, bare, from)).map(({ actor }) => actor.contactId)).toEqual([
    f.other.contactId,
  ]);
  expect((await visitorOfTokens(f.firmId, bare, from))?.contactsHere).toBe(1);
  // the session of a device whose key was not proven opens none beside it
  const ofBound = (await enterDevice(one.actor)).sessionToken;
  expect(await liveDevicesOf(f.firmId, { ...bare, session: ofBound }, from)).toEqual([]);
  expect((await liveDevicesOf(f.firmId, { ...plain.tokens, session: ofBound }, from)).length).toBe(2);

  const [first, third] = [await bound(), await testContact(f.staff, f.clientId)];
  const link = await testLink(f.firmId, { contactId: third.contactId, email: third.email });
  const two = await claimed(f, { link, tokens: first.tokens, key: first.key });
  const proof = newProof(f.firmId, first.key.publicKey);
  expect((await visitorOfTokens(f.firmId, { ...two.tokens, proof }, from))?.contactsHere).toBe(2);
  expect(await liveDevicesOf(f.firmId, { ...two.tokens, proof: undefined }, from)).toEqual([]);
});

test("[A14] a link finds a bound device only when its key was proven, else it asks, and claims anew where the key is lost", async () => {
  const device = await bound();
  const gone = later(f, device);
  const next = await fresh(f);
  expect((await look(next, device.tokens)).kind).toBe("mine");
  expect((await look(next, gone)).kind).toBe("prove");
  expect((await look(device.link, gone)).kind).toBe("prove");
  expect((await look(next, gone, true)).kind).toBe("fresh");
  expect((await look(device.link, gone, true)).kind).toBe("unproven");
  const press = { ...gone, browserToken: gone.browser ?? "", agent, from };
  expect((await claimLink(f.firm, { ...press, token: device.link })).kind).toBe("refused");
  const anew = await claimed(f, { link: next, tokens: gone });
  expect(anew.actor.deviceId).not.toBe(device.actor.deviceId);
  expect(await keyOf(anew.actor)).toBeNull();
});

test("[A14] a link claimed on a bound browser whose key is proven stays on its device", async () => {
  const device = await bound();
  const again = await claimed(f, { link: await fresh(f), tokens: device.tokens });
  expect(again.actor.deviceId).toBe(device.actor.deviceId);
});

test("[A14] a bound device sends files with a proof, and is asked to try again without one", async () => {
  const device = await bound();
  const send = (tokens: Tokens) => uploaderOf(tokens, device.actor.contactId);
  expect((await send(device.tokens)).deviceId).toBe(device.actor.deviceId);
  await expect(send(later(f, device))).rejects.toBeInstanceOf(ProofRunOut);
});
