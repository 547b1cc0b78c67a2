import { expect, test } from "vitest";
import { lineOf } from "./next-console.mjs";

const gone = Object.assign(new Error("aborted"), { code: "ECONNRESET" });
const token = "a".repeat(30) + "B_-".repeat(5);

test("[O3] what Next says is a line of the log, with the number that the person was shown", () => {
  const bug = Object.assign(new TypeError(`no such row for /m/${token}`), { digest: "1234567" });
  const line = lineOf("error", ["\u001b[31m⨯\u001b[39m", bug]);
  expect(line).toMatchObject({
    level: "error",
    event: "next",
    problem: { name: "TypeError", message: "no such row for /m/<redacted>", digest: "1234567" },
  });
  expect(JSON.stringify(line)).not.toContain(token);
});

test("[O3] what anybody's browser brings about is no error and has no stack", () => {
  const refused =
    "`host` header with value `a.example` does not match `origin` header with value `b.example` from a forwarded Server Actions request. Aborting the action.";
  for (const [given, level, event] of [
    [[gone], "info", "request.broken-off"],
    [["⨯", gone], "info", "request.broken-off"],
    [[new DOMException("This operation was aborted", "AbortError")], "info", "request.broken-off"],
    [[refused], "warn", "action.refused"],
    [["⨯", new Error("Invalid Server Actions request.")], "warn", "action.refused"],
    [["⚠", "Missing `origin` header from a forwarded Server Actions request."], "warn", "action.refused"],
    [[new Error('Failed to find Server Action "x".')], "warn", "action.refused"],
    [[new Error("The Server Reference ID did not match the expected format.")], "warn", "action.refused"],
  ] as const) {
    const line = lineOf("error", [...given]);
    expect(line).toMatchObject({ level, event });
    expect(JSON.stringify(line)).not.toMatch(/ at |\.js:/);
  }
  // a transaction that was aborted is a bug like any other
  expect(lineOf("error", [new Error("current transaction is aborted")])).toMatchObject({ level: "error" });
});
