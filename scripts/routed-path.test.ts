import { expect, test } from "vitest";
import { isMalformed, plainTarget, routedPath } from "./routed-path.mjs";

test("[O3] a path that cannot be read is told from one that only looks odd", () => {
  for (const path of ["/%", "/m/%zz", "/tasks/%f", "/%ff", "/%c3%28", "/x%00y", "/%E0%A4%A"])
    expect([path, isMalformed(path)]).toEqual([path, true]);
  for (const path of ["/", "/%25", "/%6d/x", "/caf%c3%a9", "/%2e%2e/x", "/a+b"])
    expect([path, isMalformed(path)]).toEqual([path, false]);
});

test("[HT1] a whole address as the target counts with its own host, and anything else that is no path is refused", () => {
  expect(plainTarget("/a?b=http://c")).toEqual({ url: "/a?b=http://c" });
  expect(plainTarget("http://hill.example:3000/m/x?y")).toEqual({ host: "hill.example:3000", url: "/m/x?y" });
  expect(plainTarget("HTTPS://hill.example")).toEqual({ host: "hill.example", url: "/" });
  expect(plainTarget("http://hill.example?a=b")).toEqual({ host: "hill.example", url: "/?a=b" });
  for (const odd of ["*", "", "m/x", "ftp://x/", "http:///m/x", "http://a@b/m/x", "javascript:alert(1)"])
    expect([odd, plainTarget(odd)]).toEqual([odd, undefined]);
});

test("[T4] a path is read as the router reads it", () => {
  for (const [url, path] of [
    ["/x/../m/t?y", "/m/t"],
    ["/./m/t", "/m/t"],
    ["/%6d/t", "/m/t"],
    ["//m//t", "/m/t"],
    ["/%zz", "/%zz"],
    // read once, as the router does: what still has a code is left as it came
    ["/%256d/t", "/%256d/t"],
  ])
    expect(routedPath(url)).toBe(path);
});
