import { expect, test } from "vitest";
import { newToken } from "./crypto";
import { loggablePath, redact } from "./redact.mjs";

const coded = (text: string) => [...text].map((one) => `%${one.charCodeAt(0).toString(16)}`).join("");
const mixed = (text: string) => [...text].map((one, nth) => (nth % 3 ? one : coded(one))).join("");

/** Every way that we know to write the address of a link so that the router, or a person, still reads it as one. */
const spellings: Record<string, (token: string) => string> = {
  plain: (token) => `/m/${token}`,
  "with a query": (token) => `/m/${token}?utm=${token}`,
  "a dot": (token) => `/./m/${token}`,
  "two dots": (token) => `/x/../m/${token}`,
  "two dots after it": (token) => `/m/${token}/../${token}`,
  "coded dots": (token) => `/%2e/m/${token}`,
  "coded two dots": (token) => `/x/%2E%2e/m/${token}`,
  "a coded letter": (token) => `/%6d/${token}`,
  "a letter coded twice": (token) => `/%256d/${token}`,
  "a coded token": (token) => `/m/${coded(token)}`,
  "a partly coded token": (token) => `/m/${mixed(token)}`,
  "a token coded twice": (token) => `/m/${mixed(token).replaceAll("%", "%25")}`,
  "coded slashes": (token) => `/m%2f${token}%2Fopen`,
  "two slashes": (token) => `//m//${token}`,
  "another way round": (token) => `\\m\\${token}`,
  "upper case": (token) => `/M/${token}`,
  "upper case of two": (token) => `/Admin/Sign-In/${token}`,
  absolute: (token) => `http://hill.example:3000/m/${token}`,
  "absolute, upper case": (token) => `HTTPS://HILL.EXAMPLE/G/${token}/open`,
  "with parameters": (token) => `/m;v=1/${token};x`,
  "with what mail programs glue to it": (token) => `/m/${token}).%20`,
  "what is not written as an address": (token) => `/m/%zz${token}%`,
  "what is no text": (token) => `/m/%ff%fe${token}`,
  "after a page of another": (token) => `/requests/${token}`,
  "for revoking": (token) => `/devices/revoke/${token}/end`,
  "below a name of Next's": (token) => `/_next/../view/${token}`,
  "with a zero byte": (token) => `/m/%00${token}`,
};

/** No eight letters in a row of a token, written as they are or with percent signs. */
function expectNothingOf(token: string, line: string): void {
  let plain = line;
  for (let layers = 0; layers < 4; layers++)
    plain = plain.replace(/%([0-9a-f]{2})/gi, (_, byte: string) => String.fromCharCode(parseInt(byte, 16)));
  for (let at = 0; at + 8 <= token.length; at++)
    expect([line, plain.includes(token.slice(at, at + 8))]).toEqual([line, false]);
}

test.each(Object.keys(spellings))("[T5] a link's token stays out of the access log: %s", (name) => {
  for (let nth = 0; nth < 20; nth++) {
    const token = newToken();
    expectNothingOf(token, loggablePath(spellings[name]!(token)));
  }
});

test.each(Object.keys(spellings))("[T5] a link's token stays out of what errors say: %s", (name) => {
  const token = newToken();
  expectNothingOf(token, redact(`Failed to parse URL from ${spellings[name]!(token)} (at /srv/lodge/a.js)`));
});

test.each([
  ["/", "/"],
  ["/m/short", "/m/<redacted>"],
  ["/admin/sign-in/enrol?x=1", "/admin/sign-in/<redacted>"],
  ["/tasks/0b9f1d5e-7c3c-4f6e-9d0a-1b2c3d4e5f60/ask", "/tasks/0b9f1d5e-7c3c-4f6e-9d0a-1b2c3d4e5f60/ask"],
  ["/admin/settings/sign-in", "/admin/settings/sign-in"],
  ["/a/./b/../c//d", "/a/c/d"],
  ["/find/maya@hill.example", "/find/<redacted>"],
  ["http://hill.example", "/"],
  ["*", "/*"],
  [undefined, "/"],
])("[T5] the path of %s is logged as %s", (url, shown) => {
  expect(loggablePath(url)).toBe(shown);
});

test("[T5] a path is logged in two hundred letters at most", () => {
  expect(loggablePath(`/${"ab/".repeat(5_000)}`).length).toBeLessThanOrEqual(201);
});
