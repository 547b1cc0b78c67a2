import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

const skipped = new Set([
  "node_modules",
  ".git",
  ".next",
  ".node",
  ".data",
  ".data-test",
  ".test-results",
  "test-results",
  "playwright-report",
]);

const walk = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (skipped.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? walk(path) : [path];
  });

/** Every file of the project: what git tracks or would track; without git, all but what is made or installed. */
export function projectFiles() {
  try {
    const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      maxBuffer: 1e8,
    });
    return listed.split("\0").filter((path) => path && existsSync(path));
  } catch {
    return walk(".");
  }
}
