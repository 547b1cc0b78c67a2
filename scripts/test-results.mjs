// What the parts of `npm test` say in their result files: how many tests passed, and which failed and why.
import { readFileSync } from "node:fs";

const nothing = { passed: 0, failures: [] };

/** @returns {{ passed: number, failures: string[] }} */
function read(file, result) {
  try {
    return result(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    // never written, or cut off: the part ended badly, and counts as a failure
    return nothing;
  }
}

/** A failure in one line: the place, the title, and the first line of the reason without colours. */
function line(place, title, reason = "") {
  const [first] = reason.replaceAll(/\u001B\[[\d;]*m/g, "").split("\n");
  return first ? `${place} › ${title}: ${first}` : `${place} › ${title}`;
}

const ofFile = ({ name, status, message, assertionResults }) => {
  const place = name.replace(`${process.cwd()}/`, "");
  const failed = assertionResults
    .filter((test) => test.status === "failed")
    .map((test) => line(place, test.fullName, test.failureMessages[0]));
  // a file that could not be loaded, or cleaned up after, has no test of its own that failed
  return failed.length === 0 && status === "failed" ? [line(place, "the file", message)] : failed;
};

/** Reads vitest's JSON report. */
export const vitestResult = (file) =>
  read(file, ({ numPassedTests, testResults }) => ({
    passed: numPassedTests,
    failures: testResults.flatMap(ofFile),
  }));

const specsIn = ({ specs = [], suites = [] }) => [...specs, ...suites.flatMap(specsIn)];

const ofSpec = ({ file, line: row, title, tests }) =>
  tests
    .filter(({ status }) => status === "unexpected")
    .map(({ projectName, results }) =>
      line(`[${projectName}] ${file}:${row}`, title, results.at(-1)?.error?.message),
    );

/** Reads Playwright's JSON report. */
export const playwrightResult = (file) =>
  read(file, ({ stats, errors, suites }) => {
    const failed = suites.flatMap(specsIn).flatMap(ofSpec);
    const outside = errors.map(({ message }) => line("e2e", "outside of a test", message));
    return { passed: stats.expected + stats.flaky, failures: failed.length > 0 ? failed : outside };
  });
