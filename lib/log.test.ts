import { afterEach, expect, test, vi } from "vitest";
import { log } from "./log";
import { redact } from "./redact.mjs";

const lines: string[] = [];
const spy = vi.spyOn(process.stderr, "write").mockImplementation((text) => {
  lines.push(String(text));
  return true;
});
afterEach(() => {
  lines.length = 0;
  spy.mockClear();
});
const logged = () => JSON.parse(lines.at(-1) ?? "") as Record<string, unknown>;

test.each([
  ["/m/AbC-123_x/open", "/m/<redacted>/open"],
  ["http://acme.localhost/admin/sign-in/tok?x=1", "http://acme.localhost/admin/sign-in/<redacted>?x=1"],
  ["/g/AbC-123_x/open", "/g/<redacted>/open"],
  ["/devices/revoke/tok", "/devices/revoke/<redacted>"],
  ["/login?email=a@b.example&next=/", "/login?email=<redacted>&next=/"],
  ["postgres://owner:s3cret@db/lodge", "postgres://owner:<redacted>@db/lodge"],
  ["/requests/42", "/requests/42"],
])("[T5] the address %s is logged as %s", (address, shown) => {
  expect(redact(address)).toBe(shown);
});

test("[O3] a log line is one JSON object on one line, whatever it is given", () => {
  log.info("claim", {
    path: "/m/tok",
    requestId: "r1",
    note: "two\nlines \u001b[31m",
    sessionToken: "tok",
    nested: { cookie: "tok" },
  });
  expect(lines).toHaveLength(1);
  expect(lines[0]?.slice(0, -1)).not.toMatch(/[\n\u001b]|tok"/);
  expect(logged()).toMatchObject({
    level: "info",
    event: "claim",
    path: "/m/<redacted>",
    sessionToken: "<redacted>",
  });
});

test("[T5] an error is logged with an id, its stack and its cause, without the values of the query", () => {
  const cause = Object.assign(new Error("duplicate key"), {
    code: "23505",
    detail: "Key (email)=(eve@x.example)",
  });
  const id = log.error("bug", new Error("Failed query: insert\nparams: eve@x.example,1", { cause }), {
    requestId: "r1",
  });
  expect(logged()).toMatchObject({
    errorId: id,
    problem: { message: "Failed query: insert", cause: { code: "23505" } },
  });
  expect(lines[0]).not.toContain("eve@x.example");
});

test("[O3] an error without a stack is logged by its fields", () => {
  log.error("worker.failed", { problem: "the provider answered 500", messageId: "m1" });
  expect(logged()).toMatchObject({
    level: "error",
    event: "worker.failed",
    problem: "the provider answered 500",
    messageId: "m1",
  });
});
