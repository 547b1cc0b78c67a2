import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes a folder and those above it, enterable but not listable for others unless `mode` says otherwise.
 * Node 20's own recursive mkdir never returns under /proc and the like, where making one is ENOENT.
 */
export function makeFolder(path: string, mode = 0o711): void {
  if (existsSync(path)) return;
  const parent = dirname(path);
  if (parent !== path) makeFolder(parent, 0o755);
  try {
    mkdirSync(path, { mode });
  } catch (problem) {
    // another process was first
    if ((problem as NodeJS.ErrnoException).code !== "EEXIST") throw problem;
  }
}
