import { desc, eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { POST as claim } from "@/app/(portal)/m/[token]/open/route";
import { POST as reset } from "@/app/(portal)/reset/[token]/set/route";
import { POST as code } from "@/app/(portal)/wait/code/route";
import { withFirm } from "@/db/client";
import { messages } from "@/db/schema/messages";
import { cookieNames } from "@/lib/access/cookies";
import { newToken, openText } from "@/lib/crypto";
import { testDatabase } from "@/test/db";
import { testFirm, type TestFirm } from "@/test/factories/firm";
import { testLogin, testLoginLink, testPassword } from "@/test/factories/login";
import { POST as create } from "./create/send/route";
import { POST as enrolApp } from "./enrol/app/route";
import { POST as enrolOptions } from "./enrol/options/route";
import { POST as enrolPasskey } from "./enrol/passkey/route";
import { POST as help } from "./help/send/route";
import { POST as passkeyOptions } from "./passkey/options/route";
import { POST as passkey } from "./passkey/route";
import { POST as password } from "./password/route";
import { POST as secondOptions } from "./second/options/route";
import { POST as second } from "./second/give/route";
import { POST as send } from "./send/route";

const tokenDoor =
  (door: (request: Request, context: { params: Promise<{ token: string }> }) => Promise<Response>) =>
  (request: Request) =>
    door(request, { params: Promise.resolve({ token: newToken() }) });

const doors: Record<string, (request: Request) => Promise<Response>> = {
  ...{ create, enrolApp, enrolOptions, enrolPasskey, help, passkeyOptions, passkey, password },
  ...{ secondOptions, second, send, code, claim: tokenDoor(claim), reset: tokenDoor(reset) },
};

let f: TestFirm;
let asked = 0;
beforeAll(async () => {
  await testDatabase();
  f = await testFirm();
  await testLogin(f.firmId, f.contact.contactId, f.contactEmail);
});

/** A form as the firm's own page posts it, each from a house of its own; `headers` change what is sent. */
function posted(fields: [string, string][], headers: Record<string, string | undefined> = {}): Request {
  asked++;
  const { origin, host } = new URL(f.firm.origin);
  const all: Record<string, string | undefined> = {
    host,
    origin,
    "sec-fetch-site": "same-origin",
    "content-type": "application/x-www-form-urlencoded",
    cookie: `${cookieNames.browser}=${newToken()}`,
    "x-forwarded-for": `198.51.${asked >> 8}.${asked & 255}`,
    ...headers,
  };
  const sent = Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return new Request(`${origin}/login`, {
    method: "POST",
    headers: sent,
    body: new URLSearchParams(fields).toString(),
  });
}

const right = (): [string, string][] => [
  ["email", f.contactEmail],
  ["password", testPassword],
];
const cookiesOf = (answer: Response) => answer.headers.getSetCookie().join("\n");

describe.each(Object.keys(doors))("the door %s", (name) => {
  const door = (request: Request) => doors[name]?.(request) ?? Promise.reject(new Error(name));

  test("[HT1] is shut on a host that is no portal, whatever another header says of it", async () => {
    const own = new URL(f.firm.origin).host;
    for (const host of ["evil.example", "", "localhost", `${own}.evil.example`, `${own}@evil.example`]) {
      const answer = await door(posted(right(), { host, "x-forwarded-host": own, forwarded: `host=${own}` }));
      expect([host, answer.status, cookiesOf(answer)]).toEqual([host, 421, ""]);
    }
  });

  test("[T4] is shut for a post from elsewhere, without Origin, of another scheme or another type", async () => {
    const { origin } = new URL(f.firm.origin);
    for (const headers of [
      { origin: undefined },
      { origin: "null" },
      { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
      { origin: origin.replace(/^http:/, "https:") },
      { "sec-fetch-site": "same-site" },
      { "content-type": "text/plain" },
      { "content-type": "application/json" },
    ]) {
      const answer = await door(posted(right(), headers));
      expect([headers, answer.status, cookiesOf(answer)]).toEqual([headers, 403, ""]);
    }
  });

  test("[HT10] a field that comes twice, as a list or under an odd name lets nobody in and breaks nothing", async () => {
    const odd: [string, string][][] = [
      [...right(), ["password", "another"], ["email", "a@b.example"]],
      [
        ["email[]", f.contactEmail],
        ["password[]", testPassword],
      ],
      [
        ["__proto__", "x"],
        ["constructor", "y"],
      ],
      [
        ["code", '{"$ne":1}'],
        ["passkey", "[]"],
        ["email", '{"$gt":""}'],
        ["password", "\u0000"],
      ],
    ];
    for (const fields of odd) {
      const answer = await door(posted(fields));
      expect(answer.status).toBeLessThan(500);
      expect(cookiesOf(answer)).not.toMatch(/__Host-(sid|lid|lch)=[\w-]{43}/);
    }
  });
});

test("[HT5] after a log-in one lands on a page of this portal, wherever the form says", async () => {
  for (const to of [
    "//evil.example",
    "/\\evil.example",
    "/%09/evil.example",
    "/\t/evil.example",
    "https:evil.example",
    "https://evil.example",
    "@evil.example",
    "\\\\evil.example",
    "javascript:alert(1)",
    "/ok\r\nSet-Cookie: a=b",
  ]) {
    const answer = await password(posted([...right(), ["to", to]]));
    const location = answer.headers.get("location") ?? "";
    expect([to, answer.status, new URL(location, f.firm.origin).origin]).toEqual([to, 303, f.firm.origin]);
    expect(location).toBe("/");
  }
  const inside = await password(posted([...right(), ["to", "/tasks/1?a=b"]]));
  expect(inside.headers.get("location")).toBe("/tasks/1?a=b");
});

test("[HT1] a link is mailed with the firm's own address, whatever the request's headers say", async () => {
  await help(
    posted([["email", f.contactEmail]], {
      "x-forwarded-host": "evil.example",
      "x-forwarded-server": "evil.example",
      "x-original-host": "evil.example",
      forwarded: "host=evil.example",
    }),
  );
  const [mail] = await withFirm(f, (tx) =>
    tx
      .select()
      .from(messages)
      .where(eq(messages.toAddress, f.contactEmail))
      .orderBy(desc(messages.createdAt))
      .limit(1),
  );
  const place = { table: "messages", column: "sealed", firmId: f.firmId, rowId: mail?.id ?? "" };
  const letter = openText(mail?.sealed ?? "", place);
  expect(letter).toContain(`${f.firm.origin}/reset/`);
  expect(letter).not.toContain("evil.example");
});

test("[L5] once a password is chosen, the login page knows whose: the address comes along in a cookie, in no path", async () => {
  const link = { contactId: f.other.contactId, email: f.otherEmail, purpose: "create" as const };
  const params = Promise.resolve({ token: await testLoginLink(f.firmId, link) });
  const set = (chosen: string) => reset(posted([["password", chosen]]), { params });
  expect(cookiesOf(await set("short"))).not.toContain(cookieNames.typed);
  const answer = await set("four slow otters wander");
  expect(answer.headers.get("location")).toBe("/login?with=password&said=set");
  const kept = new RegExp(`${cookieNames.typed}=([\\w-]+);`).exec(cookiesOf(answer))?.[1] ?? "";
  expect(Buffer.from(kept, "base64url").toString()).toBe(f.otherEmail);
});

test("[SE2] cookies that were there before a log-in are never taken on", async () => {
  const planted = newToken();
  const cookie = `${cookieNames.browser}=${newToken()}; ${cookieNames.login}=${planted}; ${cookieNames.session}=${planted}`;
  const answer = await password(posted(right(), { cookie }));
  expect(cookiesOf(answer)).toMatch(new RegExp(`${cookieNames.login}=[\\w-]{43};.*Secure; HttpOnly`));
  expect(cookiesOf(answer)).not.toContain(planted);
});

test("[RL4] of very many who log in at once some are told in words to come back, with Retry-After", async () => {
  const answers = await Promise.all(
    Array.from({ length: 60 }, (_, at) =>
      password(
        posted([
          ["email", `many${at}@client.example`],
          ["password", "not the right one"],
        ]),
      ),
    ),
  );
  const shed = answers.filter(({ status }) => status === 503);
  expect(shed.length).toBeGreaterThan(0);
  expect(shed.every((answer) => Number(answer.headers.get("retry-after")) > 0)).toBe(true);
  expect(answers.filter(({ status }) => status === 303).length + shed.length).toBe(60);
  expect(await shed[0]?.text()).toMatch(/Try again in a few seconds/);
}, 60_000);
