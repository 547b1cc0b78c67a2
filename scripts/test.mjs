// `npm test`: gets what is missing, then runs everything, also after a failure, and sums up what ran.
// `npm run test:unit`, `test:db`, `test:s3`, `test:e2e` and `test:verify` run one part: node scripts/test.mjs unit
import { spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { installIfNeeded } from "./install.mjs";
import { playwrightResult, vitestResult } from "./test-results.mjs";

/** Where each part writes what its tests said. */
const results = ".test-results";
process.chdir(fileURLToPath(new URL("..", import.meta.url)));

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

const vitest =
  (...projects) =>
  async () => {
    const said = `${results}/${projects.join("-")}.json`;
    const ok = await run([
      "node_modules/vitest/vitest.mjs",
      "run",
      ...projects.flatMap((project) => ["--project", project]),
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${said}`,
    ]);
    return { ok, ...vitestResult(said) };
  };

/** Name, and how it runs: whether it ended well, how many passed, and a line for each that failed. */
const parts = {
  verify: async () => {
    const { verify } = await import("./checks.mjs");
    const checks = await verify();
    const failures = checks.filter(({ ok }) => !ok).map(({ name }) => name);
    return { ok: failures.length === 0, passed: checks.length - failures.length, failures };
  },
  unit: vitest("unit"),
  db: vitest("db"),
  s3: vitest("s3"),
  // both at once: one server, and no processor waits for the last file of the one before the other begins
  "db+s3": vitest("db", "s3"),
  e2e: async () => {
    const { ensureChromium } = await import("./chromium.mjs");
    const chromium = ensureChromium();
    if (!chromium) return { ok: false, passed: 0, failures: ["no Chromium"] };
    const ok = await run(["node_modules/@playwright/test/cli.js", "test"], {
      CHROMIUM_PATH: chromium,
      PLAYWRIGHT_JSON_OUTPUT_NAME: `${results}/e2e.json`,
    });
    return { ok, ...playwrightResult(`${results}/e2e.json`) };
  },
};

if (!(await installIfNeeded({ withDev: true }))) process.exit(1);
rmSync(results, { recursive: true, force: true });
mkdirSync(results);

const named = process.argv.slice(2);
const asked = named.length > 0 ? named : ["verify", "unit", "db+s3", "e2e"];
const rows = [];
for (const [name, part] of Object.entries(parts)) {
  if (interrupted || !asked.includes(name)) continue;
  console.log(`\n═══ ${name} ═══`);
  const began = Date.now();
  const { ok, passed, failures } = await part();
  // what ended badly without a failed test counts as one failure, so that no sum hides it
  if (!ok && failures.length === 0) failures.push("ended badly, without a failed test");
  rows.push({ name, passed, failed: failures.length, failures, seconds: (Date.now() - began) / 1000 });
}

const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
console.log(`\n${"".padEnd(8)}${"passed".padStart(8)}${"failed".padStart(8)}${"seconds".padStart(9)}`);
for (const { name, passed, failed, seconds } of rows) {
  console.log(
    `${name.padEnd(8)}${String(passed).padStart(8)}${String(failed).padStart(8)}${seconds.toFixed(0).padStart(9)}`,
  );
}
for (const { name, failures } of rows)
  for (const failure of failures) console.log(`FAILED  ${name}  ${failure}`);
if (interrupted) console.log("Interrupted: not everything ran.");
console.log(`${sum("passed")} passed, ${sum("failed")} failed`);
process.exit(interrupted || sum("failed") > 0 || sum("passed") === 0 ? 1 : 0);
