import "server-only";
import {
  firmsWithChanges,
  firmsWithDueMessages,
  firmsWithDueNotices,
  firmsWithOldUploads,
} from "@/db/lookups";
import { sweepLimits } from "@/lib/access/rate-limit";
import { sweepIdempotencyKeys } from "@/lib/api/idempotency";
import { sendNotices } from "@/lib/comments/send-notices";
import { tellChanges } from "@/lib/live/tell-changes";
import { log } from "@/lib/log";
import { sendDue } from "./send-due";

const everyMs = 500;
const sweepEveryMs = 60 * 60 * 1000;

let stopping = false;
let running: Promise<void> | undefined;

/** A stop may come during any await. */
const goesOn = (): boolean => !stopping;

/** One batch of each firm in turn, so that none waits for another's thousands. */
async function sendAll(): Promise<boolean> {
  for (const firmId of await firmsWithChanges()) if (goesOn()) await tellChanges(firmId);
  for (const firmId of await firmsWithDueNotices()) if (goesOn()) await sendNotices(firmId);
  const firms = await firmsWithDueMessages();
  for (const firmId of firms) if (goesOn()) await sendDue(firmId);
  return firms.length > 0;
}

async function sweepAll(): Promise<void> {
  const { sweepFiles } = await import("@/lib/files/sweep-files");
  for (const firmId of await firmsWithOldUploads()) await sweepFiles(firmId);
  await sweepLimits();
  await sweepIdempotencyKeys();
}

async function loop(): Promise<void> {
  let sweepAt = Date.now() + 60_000;
  while (goesOn()) {
    let pause = everyMs;
    try {
      if (await sendAll()) pause = 20;
      if (Date.now() > sweepAt) {
        await sweepAll();
        sweepAt = Date.now() + sweepEveryMs;
      }
    } catch (problem) {
      log.error("worker.failed", {
        problem: problem instanceof Error ? `${problem.name}: ${problem.message}` : "unknown",
      });
      await new Promise((resolve) => setTimeout(resolve, 2_000));
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** Starts this process's worker; several processes share the work by row locks and fences. */
export function startWorker(): void {
  stopping = false;
  running ??= loop().finally(() => (running = undefined));
}

/** Takes nothing new and waits for what was begun. */
export async function stopWorker(): Promise<void> {
  stopping = true;
  await running;
}
