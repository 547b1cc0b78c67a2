import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { createRequire } from "node:module";

/** The headless shell first: the same engine without a window's parts, at a third of the processor. */
const names = [
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
];
const fixed = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Playwright's own Chromium, where its packages and the download are there. */
function playwrights() {
  try {
    return createRequire(import.meta.url)("playwright-core").chromium.executablePath();
  } catch {
    return "";
  }
}

/**
 * A Chromium that is there: CHROMIUM_PATH, the system's, or Playwright's own; undefined when there is none.
 * @returns {string | undefined}
 */
export function findChromium() {
  const onPath = (process.env.PATH ?? "")
    .split(":")
    .flatMap((folder) => names.map((name) => `${folder}/${name}`));
  return [process.env.CHROMIUM_PATH ?? "", ...onPath, ...fixed, playwrights()].find(
    (path) => path && isProgram(path),
  );
}

const run = (command, args) =>
  spawnSync(command, args, { stdio: ["ignore", "ignore", "pipe"], encoding: "utf8", timeout: 600_000 })
    .status === 0;

/** Gets a Chromium if none is there: Debian's headless shell as root on Debian, else Playwright's own. Undefined with a sentence printed when it cannot. */
export function ensureChromium() {
  const there = findChromium();
  if (there) return there;
  console.log("Getting Chromium for the browser tests (once) …");
  const asRoot = process.getuid?.() === 0 && existsSync("/etc/debian_version");
  if (asRoot && run("apt-get", ["update", "-q"])) {
    run("apt-get", ["install", "-y", "-q", "--no-install-recommends", "chromium-headless-shell"]);
  }
  if (!findChromium()) run(process.execPath, ["node_modules/playwright/cli.js", "install", "chromium"]);
  const got = findChromium();
  if (!got) {
    console.error(
      "No Chromium could be had for the browser tests; install one (Debian: apt-get install chromium-headless-shell) or set CHROMIUM_PATH to one, and run npm test again.",
    );
  }
  return got;
}
