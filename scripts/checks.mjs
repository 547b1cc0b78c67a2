// The checks of `npm run verify`, two at a time: each has a processor of its own.
import { spawn } from "node:child_process";

const node = (script, ...args) => [process.execPath, [script, ...args]];

/** Name, and the command that ends with 0 when all is well. */
const checks = [
  // first, for it takes as long as the others together
  ["lint", node("node_modules/eslint/bin/eslint.js", "--max-warnings", "0", ".")],
  ["format", node("node_modules/prettier/bin/prettier.cjs", "--check", "--log-level", "warn", ".")],
  ["types", node("node_modules/typescript/bin/tsc", "--noEmit", "-p", ".")],
  ["unused", node("node_modules/knip/bin/knip.js", "--no-progress")],
  ["sizes", node("scripts/check-sizes.mjs")],
  ["docs", node("scripts/check-docs.mjs")],
];

function run([command, args]) {
  return new Promise((done) => {
    const began = Date.now();
    // types of routes are made by Next; without them the include pattern finds nothing, which is fine
    const child = spawn(command, args, {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, FORCE_COLOR: "0" },
    });
    let output = "";
    const take = (piece) => (output += piece);
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.once("error", (problem) => done({ ok: false, seconds: 0, output: problem.message }));
    child.once("close", (code) => done({ ok: code === 0, seconds: (Date.now() - began) / 1000, output }));
  });
}

/** Runs every check, also after a failed one, and prints a line for each, then what the failed ones said. */
export async function verify() {
  const results = [];
  const left = [...checks];
  const lane = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      const [name, command] = next;
      const result = { name, ...(await run(command)) };
      results.push(result);
      console.log(`${result.ok ? "ok    " : "FAILED"}  ${name.padEnd(8)} ${result.seconds.toFixed(1)} s`);
    }
  };
  await Promise.all([lane(), lane()]);
  for (const { name, output } of results.filter(({ ok }) => !ok))
    console.log(`\n── ${name} ──\n${output.trim()}`);
  return results;
}
