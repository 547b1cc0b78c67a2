import { randomBytes } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pingDatabase } from "@/db/client";
import { env } from "./env";
import { makeFolder } from "./make-folder";

/** True when a file can be made in this folder now: tried, since a full or read-only disk shows only then. */
async function canWrite(folder: string): Promise<boolean> {
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

/** True when this process can serve: the database answers and files can be written. */
export async function isReady(): Promise<boolean> {
  const all = await Promise.all([pingDatabase(), canWrite(env().filesDir)]);
  return all.every(Boolean);
}
