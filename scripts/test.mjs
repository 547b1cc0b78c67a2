// `npm test`: gets what is missing, then runs everything, also after a failure, and sums up what ran.
// `npm run test:unit`, `test:db`, `test:s3`, `test:e2e` and `test:verify` run one part: node scripts/test.mjs unit
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { installIfNeeded } from "./install.mjs";

const results = ".test-results";
process.chdir(fileURLToPath(new URL("..", import.meta.url)));

/** What a part's result file counts; undefined where it was never written. */
function read(name, count) {
  try {
    return count(JSON.parse(readFileSync(`${results}/${name}.json`, "utf8")));
  } catch {
    return undefined;
  }
}

const vitestCount = ({ numPassedTests, numFailedTests, numFailedTestSuites, testResults }) => ({
  passed: numPassedTests,
  // a file that could not be loaded has no test of its own that failed
  failed: Math.max(
    numFailedTests,
    testResults.filter(({ status }) => status === "failed").length,
    numFailedTestSuites > 0 ? 1 : 0,
  ),
});
const playwrightCount = ({ stats, errors }) => ({
  passed: stats.expected + stats.flaky,
  failed: stats.unexpected + (errors.length > 0 && stats.unexpected === 0 ? 1 : 0),
});

const children = new Set();
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    for (const child of children) child.kill(signal);
    process.exitCode = 1;
    interrupted = true;
  });
}
let interrupted = false;

function run(args, env = {}) {
  return new Promise((done) => {
    const child = spawn(process.execPath, args, {
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, ...env },
    });
    children.add(child);
    const end = (code) => {
      children.delete(child);
      done(code === 0);
    };
    child.once("error", () => end(1));
    child.once("exit", end);
  });
}

const vitest = (project) => async () => {
  const ok = await run([
    "node_modules/vitest/vitest.mjs",
    "run",
    "--project",
    project,
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${results}/${project}.json`,
  ]);
  return { ok, count: read(project, vitestCount) };
};

/** Name, and how it runs: whether it ended well, and what it counted. */
const parts = {
  verify: async () => {
    const { verify } = await import("./checks.mjs");
    const checks = await verify();
    const failed = checks.filter(({ ok }) => !ok).length;
    return { ok: failed === 0, count: { passed: checks.length - failed, failed } };
  },
  unit: vitest("unit"),
  db: vitest("db"),
  s3: vitest("s3"),
  e2e: async () => {
    const { ensureChromium } = await import("./chromium.mjs");
    const chromium = ensureChromium();
    if (!chromium) return { ok: false };
    const ok = await run(["node_modules/@playwright/test/cli.js", "test"], {
      CHROMIUM_PATH: chromium,
      PLAYWRIGHT_JSON_OUTPUT_NAME: `${results}/e2e.json`,
    });
    return { ok, count: read("e2e", playwrightCount) };
  },
};

if (!(await installIfNeeded({ withDev: true }))) process.exit(1);
rmSync(results, { recursive: true, force: true });
mkdirSync(results);

const asked = process.argv.slice(2);
const rows = [];
for (const [name, part] of Object.entries(parts)) {
  if (interrupted || (asked.length > 0 && !asked.includes(name))) continue;
  console.log(`\n═══ ${name} ═══`);
  const began = Date.now();
  const { ok, count = { passed: 0, failed: 0 } } = await part();
  // what ended badly without a failed test counts as one failure, so that no sum hides it
  const failed = ok ? count.failed : Math.max(1, count.failed);
  rows.push({ name, passed: count.passed, failed, seconds: (Date.now() - began) / 1000 });
}

const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
console.log(`\n${"".padEnd(8)}${"passed".padStart(8)}${"failed".padStart(8)}${"seconds".padStart(9)}`);
for (const { name, passed, failed, seconds } of rows) {
  console.log(
    `${name.padEnd(8)}${String(passed).padStart(8)}${String(failed).padStart(8)}${seconds.toFixed(0).padStart(9)}`,
  );
}
if (interrupted) console.log("Interrupted: not everything ran.");
console.log(`${sum("passed")} passed, ${sum("failed")} failed`);
process.exit(interrupted || sum("failed") > 0 || sum("passed") === 0 ? 1 : 0);
