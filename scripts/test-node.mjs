// `npm run test:node -- 24` runs the tests on another Node than the one that is installed; further words are the parts, as
// in `npm run test:node -- 22 unit db`. Node itself comes from npm, into .node/, and only there.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
const [major = "", ...parts] = process.argv.slice(2);
if (!/^\d{2}$/.test(major)) {
  console.error("Say which Node: npm run test:node -- 24");
  process.exit(1);
}

/** The package of npm that holds Node for this machine, and where it holds it. */
const system = process.platform === "win32" ? "win" : process.platform;
const name = `node-${system}-${process.arch}`;
const home = join(".node", major);
const binary = join(home, "node_modules", name, "bin", process.platform === "win32" ? "node.exe" : "node");

if (!existsSync(binary)) {
  mkdirSync(home, { recursive: true });
  console.error(`Getting Node ${major} (once) …`);
  const got = spawnSync(
    "npm",
    [
      "install",
      "--prefix",
      home,
      "--no-save",
      "--no-package-lock",
      "--no-audit",
      "--no-fund",
      `${name}@${major}`,
    ],
    { stdio: "inherit", shell: process.platform === "win32" },
  );
  if (got.status !== 0 || !existsSync(binary)) {
    console.error(`npm has no Node ${major} for this machine (${name}@${major}); nothing was run.`);
    process.exit(1);
  }
}

const path = `${join(process.cwd(), dirname(binary))}${delimiter}${process.env.PATH ?? ""}`;
const ran = spawnSync(binary, ["scripts/test.mjs", ...parts], {
  stdio: "inherit",
  env: { ...process.env, PATH: path },
});
process.exit(ran.status ?? 1);
