import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { warnOfHost } from "./unknown-hosts";

const lines: Record<string, unknown>[] = [];
const spy = vi.spyOn(process.stderr, "write").mockImplementation((text) => {
  lines.push(JSON.parse(String(text)) as Record<string, unknown>);
  return true;
});
const portal = new URL("https://portal.example.com");
beforeEach(() => {
  lines.length = 0;
  Object.assign(globalThis, { [Symbol.for("lodge.unknown-hosts")]: undefined });
});
afterEach(() => {
  spy.mockClear();
});

test("[HT1] a host that is nobody's is named once, with what to set", () => {
  for (let nth = 0; nth < 50; nth++) warnOfHost("Other.Example:8443", portal);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatchObject({ level: "warn", event: "host.unknown", host: "other.example:8443" });
  expect(lines[0]?.["hint"]).toMatch(/LODGE_URL is https:\/\/portal\.example\.com.*Host header/);
});

test("[HT1] thousands of hosts are twenty lines an hour and a count, and little memory", () => {
  const began = Date.now();
  for (let nth = 0; nth < 5_000; nth++) warnOfHost(`h${nth}.example`, portal, began);
  expect(lines).toHaveLength(20);
  warnOfHost("h1.example", portal, began + 3_600_001);
  expect(lines.slice(20)).toMatchObject([{ others: 4_980 }, { host: "h1.example" }]);
});

test("[HT1] what is no host's name is not repeated in the log", () => {
  for (const odd of [
    "",
    "a b",
    "<script>",
    `${"a".repeat(300)}.example`,
    "a\r\nb",
    "\u001b[31mx",
    "x/../y",
    "ü.example",
  ])
    warnOfHost(odd, portal);
  expect(lines.map(({ host }) => host)).toEqual(["(not a host's name)"]);
});
