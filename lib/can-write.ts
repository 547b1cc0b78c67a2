import { randomBytes } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder } from "./make-folder";

/** True when a file can be made in this folder now: tried, since a full or read-only disk shows only then. */
export async function canWrite(folder: string): Promise<boolean> {
  const probe = join(folder, `.probe-${randomBytes(8).toString("hex")}`);
  try {
    makeFolder(folder, 0o700);
    await writeFile(probe, "ready", { mode: 0o600 });
    return true;
  } catch {
    return false;
  } finally {
    await rm(probe, { force: true }).catch(() => undefined);
  }
}
