import { expect, test } from "vitest";
import { asToken, browserCookie, cookieNames } from "@/lib/access/cookies";
import { dressBare, dressPage } from "./page-headers.mjs";

type Sent = Record<string, string | undefined>;

function dressed(url: string, sent: Sent = {}, method = "GET") {
  const request = { url, method, headers: { ...sent } };
  const set = new Map<string, string>();
  dressPage(request, {
    setHeader: (name: string, value: string) => {
      expect([name, set.has(name.toLowerCase())]).toEqual([name, false]);
      set.set(name.toLowerCase(), value);
    },
  });
  return { asked: request.headers, set };
}

test("[T4] every page has a nonce of its own, and Next is told the same", () => {
  for (const url of ["/", "/m/abc?x=1", "/nothing-here", "/admin", "/tasks/1", "/uploaded/../", "//", "%"]) {
    const [first, second] = [dressed(url), dressed(url)];
    const policy = first.set.get("content-security-policy") ?? "";
    expect([url, policy]).toEqual([url, first.asked["content-security-policy"]]);
    expect(policy).toContain(`script-src 'nonce-${first.asked["x-nonce"] ?? ""}' 'strict-dynamic'`);
    expect(first.asked["x-nonce"]).toMatch(/^[A-Za-z0-9+/]{22}==$/);
    expect(first.asked["x-nonce"]).not.toBe(second.asked["x-nonce"]);
    expect(first.set.get("cache-control")).toBe("private, no-store");
  }
});

test("[T4] what a client claims about nonce and policy is dropped, on every address", () => {
  const forged = {
    "x-nonce": "mine",
    "content-security-policy": "script-src 'nonce-mine'",
    "content-security-policy-report-only": "script-src 'nonce-mine'",
  };
  for (const url of ["/", "/uploads/1", "/api/health", "/%75ploads/1"])
    expect([url, JSON.stringify(dressed(url, forged).asked).includes("mine")]).toEqual([url, false]);
});

test("[T4] what sets headers of its own is left alone, however its address is written", () => {
  for (const url of [
    "/_next/static/a.js",
    "/uploads",
    "/uploads/1?x",
    "/admin/files/1",
    "/%61dmin/files/1",
    "//admin//files/1",
    "/api/health",
    "/live",
    "/mailbox/1",
    "/icon.svg",
  ])
    expect([url, dressed(url).set.size]).toEqual([url, 0]);
});

test("[T4] an address below /api that nobody answers, and the browsers' own icon, have the headers of pages", () => {
  for (const url of ["/api", "/api/nothing", "/api/v2/x", "/api/healthy", "/favicon.ico", "/live/x"])
    expect([url, dressed(url).set.get("content-security-policy")?.includes("script-src 'nonce-")]).toEqual([
      url,
      true,
    ]);
});

test("[T4] a page at an address that sets its own headers, and set none, gets those of pages", () => {
  const headers = (type: string, csp?: string) => {
    const set = new Map([
      ["content-type", type],
      ...(csp ? [["content-security-policy", csp] as const] : []),
    ]);
    dressBare(
      {
        getHeader: (name: string) => set.get(name.toLowerCase()),
        hasHeader: (name: string) => set.has(name.toLowerCase()),
        setHeader: (name: string, value: string) => set.set(name.toLowerCase(), value),
      },
      [],
      "the page's",
    );
    return set;
  };
  const page = headers("text/html; charset=utf-8");
  expect(page.get("content-security-policy")).toBe("the page's");
  expect(page.get("x-content-type-options")).toBe("nosniff");
  expect(headers("text/html", "its own").get("content-security-policy")).toBe("its own");
  expect(headers("application/json").size).toBe(1);
});

test("[T3] a browser without a whole name gets one on a portal page, and only there", () => {
  const whole = `${cookieNames.browser}=${"x".repeat(43)}`;
  const named = (url: string, cookie?: string, method?: string) =>
    dressed(url, { cookie }, method).set.get("set-cookie");
  const given = named("/");
  expect(asToken(given?.slice(cookieNames.browser.length + 1).split(";")[0])).toBeDefined();
  expect(given).toBe(browserCookie(given?.split(/[=;]/)[1] ?? ""));
  for (const cookie of [`${whole}y`, `${cookieNames.browser}=short`, `x${whole}`, "other=1"])
    expect([cookie, named("/", cookie) === undefined]).toEqual([cookie, false]);
  for (const cookie of [whole, `a=1; ${whole}`, `${whole}; b=2`])
    expect([cookie, named("/", cookie)]).toEqual([cookie, undefined]);
  expect([named("/admin"), named("/", undefined, "POST")]).toEqual([undefined, undefined]);
});

test("[T4] only https promises https", () => {
  expect(dressed("/").set.has("strict-transport-security")).toBe(false);
  expect(dressed("/", { "x-forwarded-proto": "https" }).set.get("strict-transport-security")).toBe(
    "max-age=31536000",
  );
});

test("[W3] a preview may stand in a page of its own host only, runs no script and sends no form", () => {
  const policy = dressed("/preview/1/2").set.get("content-security-policy") ?? "";
  expect(policy).toMatch(/frame-ancestors 'self';.*; sandbox allow-same-origin$/);
  expect(dressed("/preview/1/2").set.has("set-cookie")).toBe(false);
  for (const url of ["/", "/previews", "/admin/requests", "/%2e%2e/preview"])
    expect([
      url,
      /sandbox|frame-ancestors 'self'/.test(dressed(url).set.get("content-security-policy") ?? ""),
    ]).toEqual([url, false]);
});
