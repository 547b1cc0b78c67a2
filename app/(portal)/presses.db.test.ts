import { and, eq, sql } from "drizzle-orm";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { devices, magicLinks } from "@/db/schema/access";
import { newProof, proofMs, provenKey } from "@/lib/access/device-proof";
import { liveDevicesOf, visitorOfTokens } from "@/lib/access/session";
import { asOf } from "@/lib/actions";
import { hashToken, newToken } from "@/lib/crypto";
import { testDatabase } from "@/test/db";
import { pressFields, testKey } from "@/test/factories/device-key";
import { testContact, testFirm, testLink, type TestFirm } from "@/test/factories/firm";
import { GET as enter } from "./enter/route";
import { POST as sendFromDoor } from "./enter/send/route";
import { GET as enterLink } from "./m/[token]/enter/route";
import { POST as open } from "./m/[token]/open/route";
import { POST as sendFromLink } from "./m/[token]/send/route";
import { POST as signOut } from "./sign-out/route";
import { POST as switchTo } from "./switch/route";

type Jar = Map<string, string>;
type Somebody = { contactId: string; email: string };

let f: TestFirm;
let somebody: Somebody;
const from = { ip: "", requestId: "" };
const agents = {
  chrome: "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0 Safari/537.36",
  iphone:
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Safari/604.1",
};

beforeAll(async () => {
  await testDatabase();
  f = await testFirm();
});
beforeEach(async () => {
  somebody = await testContact(f.staff, f.clientId);
});

const newJar = (): Jar => new Map([["__Host-dv", newToken()]]);
const browserOf = (jar: Jar) => jar.get("__Host-dv") ?? "";
const linkTo = ({ contactId, email }: Somebody) => testLink(f.firmId, { contactId, email });
const tokensOf = (jar: Jar) => ({
  browser: jar.get("__Host-dv"),
  session: jar.get("__Host-sid"),
  proof: jar.get("__Host-proof"),
});
const visitorOf = (jar: Jar) => visitorOfTokens(f.firmId, tokensOf(jar), from);
const tenMinutesLater = (jar: Jar, publicKey: string) =>
  jar.set("__Host-proof", newProof(f.firmId, publicKey, Date.now() - proofMs));

/** Asks as a browser does, and keeps what cookies it is given; returns where it is sent. */
async function go(
  route: (request: Request) => Promise<Response>,
  jar: Jar,
  given: { path?: string; fields?: Record<string, string>; agent?: string } = {},
): Promise<string> {
  const { origin, host } = new URL(f.firm.origin);
  const answer = await route(
    new Request(`${origin}${given.path ?? "/"}`, {
      method: given.fields ? "POST" : "GET",
      headers: {
        ...{ host, origin, "sec-fetch-site": "same-origin", "accept-language": "en" },
        "content-type": "application/x-www-form-urlencoded",
        "user-agent": given.agent ?? agents.chrome,
        cookie: [...jar].map((pair) => pair.join("=")).join("; "),
      },
      ...(given.fields ? { body: new URLSearchParams(given.fields).toString() } : {}),
    }),
  );
  for (const line of answer.headers.getSetCookie()) {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (/Max-Age=0/.test(line)) jar.delete(name);
    else jar.set(name, value);
  }
  return answer.headers.get("location") ?? "";
}

const at =
  (route: typeof open, token: string) =>
  (request: Request): Promise<Response> =>
    route(request, { params: Promise.resolve({ token }) });
const press = (jar: Jar, token: string, fields: Record<string, string> = {}, agent?: string) =>
  go(at(open, token), jar, { fields, ...(agent ? { agent } : {}) });
const keysOf = async ({ contactId }: Somebody) => {
  const rows = await withFirm(f, (tx) =>
    tx
      .select({ key: devices.publicKey })
      .from(devices)
      .where(and(eq(devices.contactId, contactId), sql`ended_at is null`)),
  );
  return rows.map(({ key }) => key);
};

test("[A14] a signed press binds the device and brings its proof; the same again, and from a second tab, is the same device", async () => {
  const [jar, key, token] = [newJar(), testKey(), await linkTo(somebody)];
  const before = new Map(jar);
  expect(await press(jar, token, pressFields(f.firmId, browserOf(jar), key))).toBe("/");
  expect(provenKey(f.firmId, jar.get("__Host-proof"))).toBe(hashToken(key.publicKey));
  expect((await visitorOf(jar))?.keepsKey).toBe(true);
  // a second tab, whose press was on its way under the name before
  expect(await press(before, token, pressFields(f.firmId, browserOf(before), key))).toBe("/");
  expect(provenKey(f.firmId, before.get("__Host-proof"))).not.toBe("");
  // and once the proof has run out the press itself shows the key
  tenMinutesLater(jar, key.publicKey);
  expect(await visitorOf(jar)).toBeUndefined();
  expect(await press(jar, token, pressFields(f.firmId, browserOf(jar), key))).toBe("/");
  expect(await visitorOf(jar)).toBeDefined();
  expect(await keysOf(somebody)).toEqual([key.publicKey]);
});

test("[A14] a press whose fields are forged opens nothing; without fields, and from WebKit, cookies bind", async () => {
  const [jar, key, token] = [newJar(), testKey(), await linkTo(somebody)];
  const signed = pressFields(f.firmId, browserOf(jar), key);
  for (const fields of [
    { ...signed, signature: testKey().signs(signed.nonce) },
    { ...signed, key: testKey().publicKey },
    pressFields(f.firmId, newToken(), key),
    { key: key.publicKey },
  ])
    expect(await press(jar, token, fields)).toBe(`/m/${token}?problem=unsigned`);
  expect(jar.has("__Host-sid") || jar.has("__Host-proof")).toBe(false);
  const [link] = await withFirm(f, (tx) =>
    tx
      .select()
      .from(magicLinks)
      .where(eq(magicLinks.tokenHash, hashToken(token))),
  );
  expect(link?.deviceId).toBeNull();
  expect(await press(jar, token)).toBe("/");
  const phone = newJar();
  const fields = pressFields(f.firmId, browserOf(phone), key);
  expect(await press(phone, await linkTo(somebody), fields, agents.iphone)).toBe("/");
  expect([jar.has("__Host-proof"), phone.has("__Host-proof")]).toEqual([false, false]);
  expect(await keysOf(somebody)).toEqual([null, null]);
});

test("[A14] cookies copied in the first minutes bind nothing and enter nothing by the name alone", async () => {
  const [owner, token] = [newJar(), await linkTo(somebody)];
  await press(owner, token);
  const name = new Map([["__Host-dv", browserOf(owner)]]);
  const thief = testKey();
  expect(await go(enter, new Map(name), { path: "/enter" })).toBe("/login");
  expect(await go(at(enterLink, token), new Map(name))).toBe(`/m/${token}?problem=press`);
  expect(await press(new Map(name), token)).toBe(`/m/${token}`);
  expect(await press(new Map(name), token, pressFields(f.firmId, browserOf(owner), thief))).toBe(
    `/m/${token}`,
  );
  const withContact = { contact_id: somebody.contactId };
  expect(await go(switchTo, new Map(name), { fields: withContact })).toBe("/");
  const session = new Map([
    ["__Host-sid", owner.get("__Host-sid") ?? ""],
    ["__Host-dv", newToken()],
  ]);
  expect(await go(enter, session, { path: "/enter" })).toBe("/login");
  // both: the thief is in as the list says, binds nothing, and the owner stays in
  const both = new Map(owner);
  expect(await press(both, token, pressFields(f.firmId, browserOf(owner), thief))).toBe("/");
  for (let times = 0; times < 3; times++) await go(enter, both, { path: "/enter" });
  await go(switchTo, both, { fields: withContact });
  expect(await keysOf(somebody)).toEqual([null]);
  expect(await visitorOf(owner)).toBeDefined();
});

test("[A14, A17] a link of another contact, claimed under a copied name, opens nothing of the one who is there", async () => {
  const owner = newJar();
  await press(owner, await linkTo(somebody));
  const other = await testContact(f.staff, f.clientId);
  for (const fields of [{}, pressFields(f.firmId, browserOf(owner), testKey())]) {
    const thief: Jar = new Map([["__Host-dv", browserOf(owner)]]);
    expect(await press(thief, await linkTo(other), fields)).toBe("/");
    expect((await visitorOf(thief))?.actor.contactId).toBe(other.contactId);
    await go(switchTo, thief, { fields: { contact_id: somebody.contactId } });
    expect((await visitorOf(thief))?.actor.contactId).toBe(other.contactId);
    expect((await visitorOf(owner))?.actor.contactId).toBe(somebody.contactId);
  }
  // two in one household share a browser as before, since the second shows the first one's session
  expect(await press(owner, await linkTo(other))).toBe("/");
  await go(switchTo, owner, { fields: { contact_id: somebody.contactId } });
  expect((await visitorOf(owner))?.actor.contactId).toBe(somebody.contactId);
});

test("[A14] cookies copied while a signed press is under way, or after it, are worth nothing without the key", async () => {
  const [owner, key, token] = [newJar(), testKey(), await linkTo(somebody)];
  const early = new Map(owner);
  await press(owner, token, pressFields(f.firmId, browserOf(owner), key));
  expect(await press(early, token)).toBe(`/m/${token}`);
  expect(await press(early, token, pressFields(f.firmId, browserOf(early), testKey()))).toBe(`/m/${token}`);
  const late = new Map(owner);
  tenMinutesLater(late, key.publicKey);
  for (const jar of [late, new Map([...late].filter(([name]) => name !== "__Host-proof"))]) {
    expect(await visitorOf(jar)).toBeUndefined();
    expect(await go(enter, jar, { path: "/enter?to=/devices" })).toBe("/devices/prove?to=%2Fdevices");
    expect(await go(enter, jar, { path: "/enter?key=lost" })).toBe("/login");
    expect(await press(jar, token)).toBe(`/m/${token}`);
  }
  expect(await visitorOf(owner)).toBeDefined();
});

test("[A5] a browser whose session ran out is mailed a link in one press, and goes on by it", async () => {
  const [jar, token] = [newJar(), await linkTo(somebody)];
  await press(jar, token);
  jar.delete("__Host-sid");
  expect(await go(sendFromDoor, jar, { fields: { email: "thief@elsewhere.example" } })).toBe("/wait");
  expect(jar.has("__Host-wait")).toBe(true);
  expect(await go(at(sendFromLink, token), jar, { fields: {} })).toBe("/wait");
});

test("[A17] signing one out leaves the other in, with one session cookie for both, bound by keys or not", async () => {
  for (const key of [undefined, testKey()]) {
    const [jar, other] = [newJar(), await testContact(f.staff, f.clientId)];
    const fields = () => (key ? pressFields(f.firmId, browserOf(jar), key) : {});
    const one = await testContact(f.staff, f.clientId);
    await press(jar, await linkTo(one), fields());
    await press(jar, await linkTo(other), fields());
    expect(await liveDevicesOf(f.firmId, tokensOf(jar), from)).toHaveLength(2);
    for (const { contactId } of [one, other, one]) {
      expect(await go(switchTo, jar, { fields: { contact_id: contactId } })).toBe(`/?as=${contactId}`);
      expect((await visitorOf(jar))?.actor.contactId).toBe(contactId);
    }
    const as = asOf({ firmId: f.firmId, contactId: one.contactId });
    expect(await go(signOut, jar, { fields: { as } })).toBe("/?out=1");
    expect((await visitorOf(jar))?.actor.contactId).toBe(other.contactId);
    await go(signOut, jar, { fields: { as: asOf({ firmId: f.firmId, contactId: other.contactId }) } });
    expect(jar.has("__Host-sid")).toBe(false);
    expect(await liveDevicesOf(f.firmId, tokensOf(jar), from)).toEqual([]);
  }
});

test("[A16] a browser whose session ran out still signs its device out", async () => {
  const jar = newJar();
  await press(jar, await linkTo(somebody));
  jar.delete("__Host-sid");
  await go(signOut, jar, { fields: { as: asOf({ firmId: f.firmId, contactId: somebody.contactId }) } });
  expect(await keysOf(somebody)).toEqual([]);
});

test("[A14] a press that met a run-out proof is said to be lost before it goes on", async () => {
  const [jar, key] = [newJar(), testKey()];
  await press(jar, await linkTo(somebody), pressFields(f.firmId, browserOf(jar), key));
  tenMinutesLater(jar, key.publicKey);
  const as = asOf({ firmId: f.firmId, contactId: somebody.contactId });
  expect(await go(signOut, jar, { fields: { as } })).toBe("/devices/prove?to=%2Fdevices&lost=1");
  const fields = { contact_id: somebody.contactId };
  expect(await go(switchTo, jar, { fields })).toBe("/devices/prove?to=%2F&lost=1");
  expect(await keysOf(somebody)).toEqual([key.publicKey]);
});
