import { eq, sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { devices } from "@/db/schema/access";
import { auditEvents } from "@/db/schema/audit";
import { newToken } from "@/lib/crypto";
import { bindDevice } from "@/lib/devices/bind-device";
import { devicesOf } from "@/lib/devices/queries";
import { bindingInWords } from "@/lib/devices/rules";
import { uploader } from "@/lib/files/upload-lock";
import { testDatabase } from "@/test/db";
import { testKey } from "@/test/factories/device-key";
import { testFirm, testLink, type TestFirm } from "@/test/factories/firm";
import type { ContactActor } from "./actor";
import { claimLink } from "./claim-link";
import { cookieNames } from "./cookies";
import { mustProve, ProofRunOut, proofOf } from "./device-key";
import { isNonce, newNonce, newProof, proofMs, provenKey, publicKeyOf } from "./device-proof";
import { lookAtLink } from "./link-state";
import { contactHere, liveDevicesOf, visitorOfTokens, type Tokens } from "./session";

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

/** A device as a claim makes it, and the cookies of its browser. */
async function claimed(firm = f, given?: { link: string; tokens: Tokens }) {
  const link = given?.link ?? (await fresh(firm));
  const press = {
    token: link,
    browserToken: given?.tokens.browser ?? newToken(),
    proof: given?.tokens.proof,
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

/** The same, bound to a key that is proven now, some minutes after the claim. */
async function bound(firm = f, key = testKey()) {
  const device = await claimed(firm);
  await bindDevice(device.actor, key.publicKey);
  await age(device.actor, "7 minutes");
  return { ...device, key, tokens: { ...device.tokens, proof: newProof(firm.firmId, key.publicKey) } };
}

/** What the same browser sends ten minutes later, and a thief who copied everything. */
const later = (firm: TestFirm, { tokens, key }: Awaited<ReturnType<typeof bound>>): Tokens => ({
  ...tokens,
  proof: newProof(firm.firmId, key.publicKey, Date.now() - proofMs),
});

const isIn = async (tokens: Tokens, firm = f) =>
  (await visitorOfTokens(firm.firmId, tokens, from)) !== undefined;
const refused = (act: Promise<unknown>) => expect(act).rejects.toMatchObject({ code: "conflict" });
const keyOf = async (device: ContactActor) =>
  (
    await withFirm(device, (tx) =>
      tx.select({ key: devices.publicKey }).from(devices).where(eq(devices.id, device.deviceId)),
    )
  )[0]?.key;
const age = (device: ContactActor, interval: string) =>
  withFirm(device, (tx) =>
    tx.execute(
      sql`update devices set claimed_at = claimed_at - ${interval}::interval where id = ${device.deviceId}`,
    ),
  );

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
  for (const given of tries) expect(await proofOf(f.firmId, stolen, given, from)).toBeUndefined();
  const signed = { key: device.key.publicKey, nonce, signature: device.key.signs(nonce) };
  const proof = await proofOf(f.firmId, stolen, signed, from);
  expect(await isIn({ ...stolen, proof })).toBe(true);
  expect(await mustProve(f.firmId, { ...stolen, proof })).toBe(false);
  expect(await isIn(device.tokens)).toBe(true);
});

test("[A14] what was under way while the key was taken goes through; after the sixth minute it needs a proof", async () => {
  const device = await claimed();
  await bindDevice(device.actor, testKey().publicKey);
  expect(await isIn(device.tokens)).toBe(true);
  await age(device.actor, "5 minutes 50 seconds");
  expect(await isIn(device.tokens)).toBe(true);
  await age(device.actor, "11 seconds");
  expect(await isIn(device.tokens)).toBe(false);
});

test("[A14] tabs renew at once and each proof is good", async () => {
  const { tokens, key } = await bound();
  const proofs = await Promise.all(
    Array.from({ length: 8 }, () => {
      const nonce = newNonce(f.firmId, tokens.browser ?? "");
      return proofOf(f.firmId, tokens, { key: key.publicKey, nonce, signature: key.signs(nonce) }, from);
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
    expect(await proofOf(f.firmId, tokens, given, from)).toBeUndefined();
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

test("[A14] a key is set once, within five minutes of the claim, by its own device only", async () => {
  const [one, two, old] = [await claimed(), await claimed(), await claimed()];
  const keys = Array.from({ length: 6 }, testKey);
  const won = await Promise.allSettled(keys.map((key) => bindDevice(one.actor, key.publicKey)));
  expect(won.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await keyOf(one.actor)).toBe(keys[won.findIndex(({ status }) => status === "fulfilled")]?.publicKey);
  const before = await keyOf(one.actor);
  await refused(bindDevice(one.actor, testKey().publicKey));
  expect(await keyOf(one.actor)).toBe(before);
  // another contact, and another firm, with this device's id
  await refused(bindDevice({ ...f.other, deviceId: two.actor.deviceId }, testKey().publicKey));
  await refused(bindDevice({ ...g.contact, deviceId: two.actor.deviceId }, testKey().publicKey));
  expect(await keyOf(two.actor)).toBeNull();
  await age(old.actor, "5 minutes 1 second");
  await refused(bindDevice(old.actor, testKey().publicKey));
  expect(await keyOf(old.actor)).toBeNull();
  const audited = await withFirm(f, (tx) =>
    tx.$count(
      auditEvents,
      sql`action = 'device.bound' and subject->>'deviceId' in (${one.actor.deviceId}, ${two.actor.deviceId}, ${old.actor.deviceId})`,
    ),
  );
  expect(audited).toBe(1);
});

test("[A14] a key that is not this browser's is proven only while a device that was just claimed has none", async () => {
  const device = await claimed();
  const key = testKey();
  const browser = device.tokens.browser ?? "";
  const signed = (nonce = newNonce(f.firmId, browser)) => ({
    key: key.publicKey,
    nonce,
    signature: key.signs(nonce),
  });
  expect(await proofOf(f.firmId, { ...device.tokens, session: undefined }, signed(), from)).toBeUndefined();
  const proof = await proofOf(f.firmId, device.tokens, signed(), from);
  expect(provenKey(f.firmId, proof)).not.toBe("");
  expect((await visitorOfTokens(f.firmId, device.tokens, from))?.key).toBe("new");
  await age(device.actor, "5 minutes 1 second");
  expect(await proofOf(f.firmId, device.tokens, signed(), from)).toBeUndefined();
  expect((await visitorOfTokens(f.firmId, device.tokens, from))?.key).toBeUndefined();
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
  const link = await fresh(f, f.other, f.otherEmail);
  const two = await claimed(f, { link, tokens: one.tokens });
  // with a proof both are here; without it only the one that has no key yet
  const { proof: _, ...bare } = two.tokens;
  expect((await liveDevicesOf(f.firmId, two.tokens, from)).length).toBe(2);
  expect((await liveDevicesOf(f.firmId, bare, from)).map(({ actor }) => actor.contactId)).toEqual([
    f.other.contactId,
  ]);
  expect((await visitorOfTokens(f.firmId, bare, from))?.contactsHere).toBe(1);
  await bindDevice(two.actor, one.key.publicKey);
  await age(two.actor, "7 minutes");
  expect((await visitorOfTokens(f.firmId, two.tokens, from))?.contactsHere).toBe(2);
  expect(await liveDevicesOf(f.firmId, bare, from)).toEqual([]);
});

test("[A14] a link finds a bound device only when its key was proven, else it asks, and claims anew where the key is lost", async () => {
  const device = await bound();
  const gone = later(f, device);
  const next = await fresh(f);
  const look = (token: string, tokens: Tokens, keyLost = false) =>
    lookAtLink(f.firmId, {
      token,
      browserToken: tokens.browser,
      proof: tokens.proof,
      keyLost,
      visitor: person,
      agent,
      from,
    });
  expect((await look(next, device.tokens)).kind).toBe("mine");
  expect((await look(next, gone)).kind).toBe("prove");
  expect((await look(device.link, gone)).kind).toBe("prove");
  expect((await look(next, gone, true)).kind).toBe("fresh");
  expect((await look(device.link, gone, true)).kind).toBe("unproven");
  const press = { browserToken: gone.browser ?? "", proof: gone.proof, agent, from };
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
  const as = `${f.firmId}.${device.actor.contactId}`;
  const send = (tokens: Tokens) => {
    const pairs = [
      [cookieNames.browser, tokens.browser],
      [cookieNames.session, tokens.session],
      [cookieNames.proof, tokens.proof],
    ].filter(([, value]) => value);
    const headers = { cookie: pairs.map((pair) => pair.join("=")).join("; ") };
    return uploader(new Request("http://portal/uploads/x", { method: "PATCH", headers }), f.firm, as);
  };
  expect((await send(device.tokens)).deviceId).toBe(device.actor.deviceId);
  await expect(send(later(f, device))).rejects.toBeInstanceOf(ProofRunOut);
});
