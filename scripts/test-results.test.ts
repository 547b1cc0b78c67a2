import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { playwrightResult, vitestResult } from "./test-results.mjs";

const written = (report: unknown) => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "results-")), "report.json");
  writeFileSync(file, typeof report === "string" ? report : JSON.stringify(report));
  return file;
};

test("what failed is named with its place and the first line of its reason", () => {
  const failed = {
    fullName: "[A3] a look",
    status: "failed",
    failureMessages: ["\u001B[31mno\u001B[0m\nat x"],
  };
  const result = vitestResult(
    written({
      numPassedTests: 2,
      testResults: [
        { name: `${process.cwd()}/lib/a.test.ts`, status: "failed", message: "", assertionResults: [failed] },
        { name: "b.test.ts", status: "passed", message: "", assertionResults: [{ status: "passed" }] },
        { name: "c.test.ts", status: "failed", message: "cannot be loaded", assertionResults: [] },
      ],
    }),
  );
  expect(result).toEqual({
    passed: 2,
    failures: ["lib/a.test.ts › [A3] a look: no", "c.test.ts › the file: cannot be loaded"],
  });
});

test("what failed in a browser is named with its device, also inside a describe", () => {
  const spec = (title: string, status: string) => ({
    file: "a.spec.ts",
    line: 3,
    title,
    tests: [{ projectName: "phone", status, results: [{ error: { message: "gone" } }] }],
  });
  const suites = [
    { specs: [spec("one", "expected")], suites: [{ specs: [spec("two", "unexpected")], suites: [] }] },
  ];
  const report = { stats: { expected: 1, flaky: 1 }, errors: [], suites };
  expect(playwrightResult(written(report))).toEqual({
    passed: 2,
    failures: ["[phone] a.spec.ts:3 › two: gone"],
  });
});

test("a report that was never written or is cut off counts nothing", () => {
  expect(vitestResult("/nowhere.json")).toEqual({ passed: 0, failures: [] });
  expect(playwrightResult(written('{"stats":'))).toEqual({ passed: 0, failures: [] });
});
