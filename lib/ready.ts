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

let told: { until: number; answer: Promise<boolean> } | undefined;

/** True when this process can serve: the database answers and files can be written. Asked anew once a second. */
export function isReady(): Promise<boolean> {
  if (!told || Date.now() > told.until) {
    const answer = Promise.all([pingDatabase(), canWrite(env().filesDir)]).then((all) => all.every(Boolean));
    told = { until: Date.now() + 1_000, answer };
  }
  return told.answer;
}
