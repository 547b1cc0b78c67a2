import { and, desc, eq, sql } from "drizzle-orm";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { GET as enterLink, HEAD as headLink } from "@/app/(portal)/m/[token]/enter/route";
import { withFirm } from "@/db/client";
import { accessAsks, devices } from "@/db/schema/access";
import { auditEvents } from "@/db/schema/audit";
import { messages } from "@/db/schema/messages";
import { hashToken, newToken, openText } from "@/lib/crypto";
import type { Sealed } from "@/lib/messages/enqueue";
import { testDatabase } from "@/test/db";
import { testKey } from "@/test/factories/device-key";
import { testContact, testDevice, testFirm, type TestFirm } from "@/test/factories/firm";
import { claimLink } from "./claim-link";
import { enterDevice } from "./enter-device";
import { newProof } from "./device-proof";
import { letIn, numbersToPick } from "./let-in";
import { lookAtLink } from "./link-state";
import { clearTurns, takeTurn } from "./rate-limit";
import { sendAccessLink } from "./send-access-link";
import { visitorOfTokens } from "./session";
import { enterByCode, enterByLink, enterLetIn, waitingAsk, type Screen } from "./waiting";

let f: TestFirm;
let email: string;
let contactId: string;
let asker = 0;
const from = { ip: "203.0.113.9", requestId: "r" };
const agent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0 Safari/537.36";

beforeAll(async () => {
  await testDatabase();
  f = await testFirm();
});
beforeEach(async () => {
  ({ contactId, email } = await testContact(f.staff, f.clientId));
});

type Asking = Screen & { browserToken: string; waitToken: string };

/** A screen that asked, and what the mail to the address holds. */
async function ask(
  typed = email,
  publicKey?: string,
): Promise<{ screen: Asking; token: string; code: string }> {
  const browserToken = newToken();
  const there = { ip: `198.51.100.${(asker++ % 250) + 1}`, requestId: "r" };
  const asked = await sendAccessLink(f.firm, { by: "email", typed }, browserToken, there, { publicKey });
  if (asked.kind !== "asked") throw new Error("It is asked.");
  const [mail] = await withFirm(f, (tx) =>
    tx
      .select()
      .from(messages)
      .where(and(eq(messages.kind, "access_link"), eq(messages.toAddress, typed)))
      .orderBy(desc(messages.createdAt)),
  );
  const place = { table: "messages", column: "sealed", firmId: f.firmId, rowId: mail?.id ?? "" };
  const text = mail?.sealed ? (JSON.parse(openText(mail.sealed, place)) as Sealed).text : "";
  return {
    screen: { browserToken, waitToken: asked.waitToken, agent, from },
    token: /\/m\/(\S+)/.exec(text)?.[1] ?? "",
    code: (/(\d{3}) (\d{3})$/m.exec(text) ?? []).slice(1).join(""),
  };
}
/** A device of the contact on this browser, with the session that it holds. */
const inOn = async (browserToken: string) =>
  (await enterDevice(await testDevice(f.firmId, contactId, browserToken))).sessionToken;
const devicesMade = () => withFirm(f, (tx) => tx.$count(devices, eq(devices.contactId, contactId)));
const told = () =>
  withFirm(f, (tx) =>
    tx.$count(messages, and(eq(messages.kind, "new_device"), eq(messages.contactId, contactId))),
  );
const wrongCode = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");
const look = (token: string, screen?: Screen) =>
  lookAtLink(f.firmId, {
    token,
    browserToken: screen?.browserToken,
    waitToken: screen?.waitToken,
    session: screen?.session,
    visitor: { visitor: "person", reason: "" },
    agent,
    from,
  });
const getEnter = (token: string, screen: Asking, headers: Record<string, string> = {}) =>
  enterLink(
    new Request(`${f.firm.origin}/m/${token}/enter`, {
      headers: {
        host: new URL(f.firm.origin).host,
        "user-agent": agent,
        "accept-language": "en",
        cookie: `__Host-dv=${screen.browserToken}; __Host-wait=${screen.waitToken}`,
        ...headers,
      },
    }),
    { params: Promise.resolve({ token }) },
  );

test("[A7] the code of the mail, typed on the screen that asked, lets that screen in, and the mailbox is told", async () => {
  const { screen, code } = await ask();
  expect(code).toMatch(/^\d{6}$/);
  const typed = await enterByCode(f.firm, ` ${code.slice(0, 3)} ${code.slice(3)}`, screen);
  if (typed.kind !== "in") throw new Error("The code lets in.");
  const tokens = { session: typed.sessionToken, browser: typed.browserToken };
  expect((await visitorOfTokens(f.firmId, tokens, from))?.actor.contactId).toBe(contactId);
  expect(await told()).toBe(1);
  expect(await waitingAsk(f.firmId, screen)).toBeUndefined();
  expect((await enterByCode(f.firm, code, screen)).kind).toBe("over");
});

test("[A7] the code works on no other browser and with no other waiting cookie", async () => {
  const { screen, code } = await ask();
  const other = await ask();
  for (const stolen of [
    { ...screen, browserToken: newToken() },
    { ...screen, waitToken: newToken() },
    { ...screen, waitToken: other.screen.waitToken },
  ])
    expect((await enterByCode(f.firm, code, stolen)).kind).toBe("over");
  expect((await enterByCode(f.firm, code, other.screen)).kind).toBe(code === other.code ? "in" : "wrong");
  expect((await enterByCode(f.firm, code, screen)).kind).toBe("in");
});

test("[A7] of fifty codes sent at once five are tried, and then not even the right one opens", async () => {
  const { screen, code } = await ask();
  const wrong = wrongCode(code);
  const tried = await Promise.all(Array.from({ length: 50 }, () => enterByCode(f.firm, wrong, screen)));
  expect(tried.filter(({ kind }) => kind === "wrong")).toHaveLength(5);
  expect(tried.filter(({ kind }) => kind === "over")).toHaveLength(45);
  expect((await enterByCode(f.firm, code, screen)).kind).toBe("over");
  expect(await devicesMade()).toBe(0);
});

test("[A7] an address that nobody has waits, and counts its tries, alike", async () => {
  const [known, unknown] = [await ask(), await ask("nobody-here@client.example")];
  for (let at = 0; at < 7; at++) {
    const kinds = await Promise.all(
      [known, unknown].map(({ screen }) => enterByCode(f.firm, wrongCode(known.code), screen)),
    );
    expect(kinds.map(({ kind }) => kind)).toEqual(at < 5 ? ["wrong", "wrong"] : ["over", "over"]);
  }
  const [one, two] = await Promise.all([known, unknown].map(({ screen }) => waitingAsk(f.firmId, screen)));
  const shape = (asked: typeof one) => ({ ...asked, maskedEmail: "", askedAt: 0, number: 0 });
  expect(shape(one)).toEqual(shape(two));
});

test("[A7] of one address ten codes are tried in an hour over all screens, known or not, and the link still lets in", async () => {
  const tried = async (address: string) => {
    const said: string[] = [];
    const asks = [await ask(address), await ask(address), await ask(address)];
    for (const [nth, { screen, code }] of asks.entries())
      for (let time = 0; time < 6; time++)
        said.push((await enterByCode(f.firm, nth === 2 ? code : wrongCode(code), screen)).kind);
    return { said, last: asks[2] };
  };
  const five = (kind: string) => [...Array<string>(5).fill(kind), "over"];
  const all = [...five("wrong"), ...five("wrong"), ...five("codes")];
  const [known, unknown] = [await tried(email), await tried("no-one-either@client.example")];
  expect([known.said, unknown.said]).toEqual([all, all]);
  expect(await devicesMade()).toBe(0);
  if (!known.last) throw new Error("It is asked.");
  expect((await enterByLink(f.firm, known.last.token, known.last.screen))?.kind).toBe("in");
});

test("[A7] of one address a hundred wrong codes are tried in a month, and a right one forgets them", async () => {
  const whose = async ({ waitToken }: Asking) => {
    const [row] = await withFirm(f, (tx) =>
      tx
        .select()
        .from(accessAsks)
        .where(eq(accessAsks.waitHash, hashToken(waitToken))),
    );
    return row?.codeHash?.split(".")[1] ?? "";
  };
  const [one, two] = [await ask(), await ask()];
  const key = await whose(one.screen);
  expect(await whose(two.screen)).toBe(key);
  expect(await whose((await ask("nobody@client.example")).screen)).not.toBe(key);
  let turns = 0;
  while (turns < 99 && (await takeTurn("accessCodesLong", f.firmId, key))) turns++;
  expect(turns).toBe(99);
  expect((await enterByCode(f.firm, wrongCode(one.code), one.screen)).kind).toBe("wrong");
  expect((await enterByCode(f.firm, one.code, one.screen)).kind).toBe("codes");
  await clearTurns("accessCodesLong", f.firmId, key);
  while (turns-- > 0) await takeTurn("accessCodesLong", f.firmId, key);
  expect((await enterByCode(f.firm, two.code, two.screen)).kind).toBe("in");
  expect(await takeTurn("accessCodesLong", f.firmId, key)).toBe(true);
  expect(await takeTurn("accessCodesLong", f.firmId, key)).toBe(true);
});

test("[LG2] a wrong code is written down, of an address that nobody has too; one over the limit once a minute", async () => {
  const written = () =>
    withFirm(f, (tx) =>
      tx
        .select({ by: auditEvents.actorKind, subject: auditEvents.subject })
        .from(auditEvents)
        .where(eq(auditEvents.action, "code.refused"))
        .orderBy(auditEvents.seq),
    );
  for (const address of [email, "nobody-is-written@client.example"]) {
    const before = (await written()).length;
    const asks = [await ask(address), await ask(address), await ask(address)];
    for (const { screen, code } of asks)
      for (let time = 0; time < 6; time++) await enterByCode(f.firm, wrongCode(code), screen);
    const rows = (await written()).slice(before);
    const kinds = rows.map(({ subject }) => (subject as { kind: string }).kind);
    expect(kinds).toEqual([...Array<string>(10).fill("code"), "limit"]);
    const links = new Set(rows.map(({ subject }) => (subject as { linkId: string | null }).linkId));
    expect([rows.every(({ by }) => by === "stranger"), links.size]).toEqual([
      true,
      address === email ? 3 : 1,
    ]);
    expect(links.has(null)).toBe(address !== email);
  }
});

test("[A7] after ten minutes the code and the number are over", async () => {
  const { screen, code, token } = await ask();
  await withFirm(f, (tx) => tx.update(accessAsks).set({ codeEndsAt: sql`now() - interval '1 second'` }));
  expect((await enterByCode(f.firm, code, screen)).kind).toBe("over");
  expect(await numbersToPick(f.firmId, token)).toBeUndefined();
  expect(await waitingAsk(f.firmId, screen)).toMatchObject({ codeOpen: false, numberOpen: false });
});

test("[A7] the link opens without a press where it was asked for, and nowhere else", async () => {
  const { screen, token } = await ask();
  const other = await ask();
  for (const elsewhere of [
    { ...screen, browserToken: newToken() },
    { ...screen, waitToken: newToken() },
    other.screen,
  ]) {
    expect(await look(token, elsewhere)).toMatchObject({ kind: "fresh", screen: "elsewhere" });
    expect(await enterByLink(f.firm, token, elsewhere)).toBeUndefined();
  }
  expect(await look(token, screen)).toMatchObject({ kind: "fresh", screen: "here" });
  expect((await enterByLink(f.firm, token, screen))?.kind).toBe("in");
  expect(await told()).toBe(0);
});

test("[A14] the key that the ask was signed with binds the device, whichever way lets the screen in", async () => {
  const [asking, typing] = [testKey().publicKey, testKey().publicKey];
  const keysMade = async () => {
    const rows = await withFirm(f, (tx) =>
      tx.select({ key: devices.publicKey }).from(devices).where(eq(devices.contactId, contactId)),
    );
    return rows.map(({ key }) => key);
  };
  const byLink = await ask(email, asking);
  const entered = await enterByLink(f.firm, byLink.token, byLink.screen);
  if (entered?.kind !== "in") throw new Error("The link lets in.");
  expect(await keysMade()).toEqual([asking]);
  // the cookies alone, which somebody may have copied while the screen waited, open nothing
  const tokens = { session: entered.sessionToken, browser: entered.browserToken };
  expect(await visitorOfTokens(f.firmId, tokens, from)).toBeUndefined();
  const proof = newProof(f.firmId, asking);
  expect((await visitorOfTokens(f.firmId, { ...tokens, proof }, from))?.actor.contactId).toBe(contactId);
  // the press that types the code signs anew
  const byCode = await ask(email, asking);
  expect((await enterByCode(f.firm, byCode.code, { ...byCode.screen, publicKey: typing })).kind).toBe("in");
  const byNumber = await ask();
  expect((await enterByCode(f.firm, byNumber.code, byNumber.screen)).kind).toBe("in");
  expect((await keysMade()).sort()).toEqual([asking, typing, null].sort());
});

test("[A7] a waiting cookie older than an hour opens nothing by itself", async () => {
  const { screen, token } = await ask();
  await withFirm(f, (tx) => tx.update(accessAsks).set({ askedAt: sql`now() - interval '61 minutes'` }));
  expect(await look(token, screen)).toMatchObject({ screen: "elsewhere" });
  expect(await enterByLink(f.firm, token, screen)).toBeUndefined();
});

test("[A7] HEAD, prefetch and preview with the waiting cookie claim nothing; the visit then does", async () => {
  const { screen, token } = await ask();
  expect(headLink().status).toBe(204);
  for (const ahead of [
    { "sec-purpose": "prefetch" },
    { purpose: "preview" },
    { "sec-purpose": "prefetch;prerender" },
    { "sec-fetch-mode": "no-cors" },
    { "sec-fetch-dest": "iframe" },
  ])
    expect([
      (await getEnter(token, screen, ahead)).headers.get("set-cookie") ?? "",
      await devicesMade(),
    ]).toEqual(["", 0]);
  const answer = await getEnter(token, screen, { "sec-fetch-mode": "navigate" });
  expect(answer.headers.get("set-cookie")).toContain("__Host-sid=");
  expect(await devicesMade()).toBe(1);
});

test("[A7] the right one of three numbers lets the waiting screen in; the phone itself stays out", async () => {
  const { screen, token } = await ask();
  const shown = (await waitingAsk(f.firmId, screen))?.number ?? 0;
  const asked = await numbersToPick(f.firmId, token);
  expect(asked?.numbers).toHaveLength(3);
  expect(asked?.numbers).toContain(shown);
  expect((await numbersToPick(f.firmId, token))?.numbers).toEqual(asked?.numbers);
  expect(await enterLetIn(f.firm, screen)).toBeUndefined();
  expect(await letIn(f.firmId, token, String(shown), from)).toBe("in");
  expect(await devicesMade()).toBe(0);
  expect(await enterLetIn(f.firm, { ...screen, browserToken: newToken() })).toBeUndefined();
  expect((await enterLetIn(f.firm, screen))?.kind).toBe("in");
  expect([await devicesMade(), await told()]).toEqual([1, 1]);
});

test("[A7] a phone that is in already is asked about the waiting screen first, and the asking browser is not", async () => {
  const browserToken = newToken();
  const session = await inOn(browserToken);
  const { screen, token } = await ask();
  const phone = { ...screen, browserToken, session, waitToken: undefined };
  expect(await look(token, phone)).toEqual({ kind: "waiting" });
  screen.session = await inOn(screen.browserToken);
  expect(await look(token, screen)).toEqual({ kind: "mine" });
  await enterByLink(f.firm, token, screen);
  expect(await look(token, phone)).toEqual({ kind: "mine" });
});

test("[A7] a wrong number ends it, and the screen shows no difference", async () => {
  const { screen, token } = await ask();
  const before = await waitingAsk(f.firmId, screen);
  const wrong = (await numbersToPick(f.firmId, token))?.numbers.find((number) => number !== before?.number);
  expect(await letIn(f.firmId, token, String(wrong), from)).toBe("wrong");
  expect(await letIn(f.firmId, token, String(before?.number), from)).toBe("over");
  expect(await waitingAsk(f.firmId, screen)).toEqual(before);
  expect(await enterLetIn(f.firm, screen)).toBeUndefined();
});

test("[A4] of link, code and number, a hundred at once on two devices, exactly one device is made", async () => {
  for (let round = 0; round < 5; round++) {
    const made = await devicesMade();
    await withFirm(f, (tx) => tx.execute(sql`delete from rate_limits`));
    const { screen, token, code } = await ask();
    const shown = (await waitingAsk(f.firmId, screen))?.number ?? 0;
    await letIn(f.firmId, token, String(shown), from);
    const ways = [
      () => enterByCode(f.firm, code, screen),
      () => enterLetIn(f.firm, screen),
      () => enterByLink(f.firm, token, screen),
      () => claimLink(f.firm, { token, browserToken: newToken(), agent, from }),
    ];
    await Promise.all(Array.from({ length: 25 }, () => ways.map((way) => way())).flat());
    expect(await devicesMade()).toBe(made + 1);
  }
});
