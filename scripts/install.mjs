import { spawn } from "node:child_process";
import { existsSync, readFileSync, statfsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const neededBytes = 1_500_000_000;

const packagesIn = (path) => {
  try {
    return JSON.parse(readFileSync(`${root}${path}`, "utf8")).packages ?? {};
  } catch {
    return undefined;
  }
};

/** True when node_modules holds every package of the lock file, in its version, that this use needs. */
function isInstalled(withDev) {
  const locked = packagesIn("package-lock.json");
  const there = packagesIn("node_modules/.package-lock.json");
  if (!there) return false;
  // without a lock file there is nothing to be stale against
  return Object.entries(locked ?? {}).every(
    ([path, { version, extraneous, dev, optional, devOptional, peer }]) =>
      path === "" ||
      extraneous ||
      optional ||
      devOptional ||
      peer ||
      (dev && !withDev) ||
      there[path]?.version === version,
  );
}

/** Runs npm, with a line every five seconds; its own words come back, for they matter only when all fails. */
function npm(args) {
  return new Promise((done) => {
    const began = Date.now();
    const ours = process.env.npm_execpath?.endsWith(".js")
      ? [process.execPath, process.env.npm_execpath]
      : ["npm"];
    const [command, ...first] = ours;
    const child = spawn(command, [...first, ...args], { cwd: root, stdio: ["ignore", "ignore", "pipe"] });
    let words = "";
    child.stderr.on("data", (piece) => (words += piece));
    const beat = setInterval(() => {
      console.error(`  … ${Math.round((Date.now() - began) / 1000)} s`);
    }, 5_000);
    const end = (ok, last = words) => {
      clearInterval(beat);
      done({ ok, words: last });
    };
    child.once("error", (problem) => end(false, problem.message));
    child.once("close", (code) => end(code === 0));
  });
}

/**
 * Brings node_modules to the lock file's state: `npm ci`, and `npm install` where that fails (a lock file
 * made on another platform). Returns false, with a sentence printed, when neither works.
 */
export async function installIfNeeded({ withDev }) {
  if (isInstalled(withDev)) return true;
  const { bavail, bsize } = statfsSync(root);
  if (bavail * bsize < neededBytes && !existsSync(`${root}node_modules/.package-lock.json`)) {
    console.error(
      `The disk is nearly full: installing needs about 1.5 GB in ${root}, ${Math.floor((bavail * bsize) / 1e6)} MB are free; free some space and start again.`,
    );
    return false;
  }
  console.error("Installing packages (once, about half a minute) …");
  const quiet = ["--include=dev", "--no-fund", "--no-audit", "--loglevel=error"];
  const strict = existsSync(`${root}package-lock.json`)
    ? await npm(["ci", ...quiet])
    : { ok: false, words: "" };
  if (strict.ok) return true;
  // the lock file may be of another platform; it stays as it is
  const loose = await npm(["install", "--no-save", ...quiet]);
  if (loose.ok) return true;
  const why = loose.words.split("\n").filter((line) => /^npm error (?!A complete log|code)/.test(line));
  console.error(
    `The packages could not be installed (${(why[0] ?? loose.words).replace(/^npm error /, "").slice(0, 300)}); check the network and the disk, and run the command again.`,
  );
  return false;
}
