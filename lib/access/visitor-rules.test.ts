import { expect, test } from "vitest";
import { isSameOrigin } from "./origin";
import { maskEmail } from "./mask-email";
import { browserInWords, keepsKeys, visitorOf } from "./visitor-rules";
import { canonicalEmail } from "@/lib/contacts/email";

const chrome =
  "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Mobile Safari/537.36";
const person = { "user-agent": chrome, "accept-language": "en-GB", "sec-fetch-mode": "navigate" };

test("[A3] a person's visit of a link is told from a machine's", () => {
  expect(visitorOf("GET", new Headers(person)).visitor).toBe("person");
  const machines: [string, Record<string, string>][] = [
    ["HEAD", person],
    ["GET", { ...person, "sec-purpose": "prefetch;prerender" }],
    ["GET", { ...person, purpose: "preview" }],
    ["GET", { "accept-language": "en" }],
    ["GET", { "user-agent": chrome }],
    ["GET", { ...person, "sec-fetch-mode": "cors" }],
    ["GET", { ...person, "user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1)" }],
    ["GET", { ...person, "user-agent": "python-requests/2.32" }],
    ["GET", { ...person, "user-agent": "Mozilla/5.0 HeadlessChrome/156.0" }],
    ["GET", { ...person, "user-agent": "facebookexternalhit/1.1" }],
  ];
  for (const [method, headers] of machines)
    expect(visitorOf(method, new Headers(headers)).visitor).toBe("machine");
});

test("[A3] a phone whose maker is called CUBOT is a person's, programs called bot are machines", () => {
  const visit = (agent: string) => visitorOf("GET", new Headers({ ...person, "user-agent": agent })).visitor;
  const phone = (model: string) => chrome.replace("Android 10; K", `Android 13; ${model}`);
  for (const model of ["CUBOT KINGKONG 9", "CUBOT_NOTE_S", "cubot x70 Build/TP1A", "Abbott"])
    expect([model, visit(phone(model))]).toEqual([model, "person"]);
  for (const name of [
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    `${chrome} (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)`,
    "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
    "LinkedInBot/1.0",
    "AdsBot-Google (+http://www.google.com/adsbot.html)",
    "Some mail bot",
    "BotPoke/1.0",
    phone("CUBOT P80; compatible; Applebot/0.1"),
  ])
    expect([name, visit(name)]).toEqual([name, "machine"]);
});

test("[A12] browser and system are said in words", () => {
  expect(browserInWords(chrome)).toEqual({ browser: "Chrome", system: "Android" });
  expect(browserInWords("")).toEqual({ browser: "Another browser", system: "another system" });
  expect(
    browserInWords(
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Mobile/15E148 Safari/604.1",
    ),
  ).toEqual({
    browser: "Safari",
    system: "iPhone",
  });
});

test("[T4] only a POST from the page's own origin counts", () => {
  const own = "https://acme.example";
  const sent = (headers: Record<string, string>) => isSameOrigin(new Headers(headers), own);
  expect(sent({ origin: own, "sec-fetch-site": "same-origin" })).toBe(true);
  expect(sent({ origin: own })).toBe(true);
  expect(sent({})).toBe(false);
  expect(sent({ origin: "null" })).toBe(false);
  expect(sent({ origin: "http://acme.example" })).toBe(false);
  expect(sent({ origin: `${own}.evil.example` })).toBe(false);
  expect(sent({ origin: own, "sec-fetch-site": "same-site" })).toBe(false);
});

test("[A14] a key is wanted only where the browser keeps what pages store", () => {
  const mozilla = "Mozilla/5.0";
  const mac = `${mozilla} (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)`;
  const iphone = `${mozilla} (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)`;
  const keeping = [
    `${mozilla} (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0`,
    `${mozilla} (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36`,
    `${mozilla} (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0`,
  ];
  const dropping = [
    `${mac} Version/18.0 Safari/605.1.15`,
    `${iphone} Version/18.0 Mobile/15E148 Safari/604.1`,
    `${iphone} CriOS/142.0 Mobile/15E148 Safari/604.1`,
    `${mac} FxiOS/140.0 Safari/605.1.15`,
    `${mac} EdgiOS/142.0 Version/18.0 Safari/604.1`,
    "",
  ];
  expect(keeping.map(keepsKeys)).toEqual(keeping.map(() => true));
  expect(dropping.map(keepsKeys)).toEqual(dropping.map(() => false));
});

test("[A6] an address is shown masked", () => {
  expect(maskEmail("margaret@fairweather.example")).toBe("m•••@fairweather.example");
  expect(maskEmail("é@x.example")).toBe("é•••@x.example");
  expect(maskEmail("@x")).toBe("•••");
});

test("[C1] an address has one form, and what is none is refused", () => {
  expect(canonicalEmail(" Ana.Hill+tax@Example.COM ")).toBe("ana.hill+tax@example.com");
  for (const bad of [
    "a@b",
    "a b@c.example",
    "a@b@c.example",
    "a@b.example,c@d.example",
    "a＠b.example",
    "<a@b.example>",
    "a..b@c.example",
  ]) {
    expect([bad, canonicalEmail(bad)]).toEqual([bad, undefined]);
  }
});
