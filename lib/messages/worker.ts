import "server-only";
import {
  firmsWithChanges,
  firmsWithDueMessages,
  firmsWithDueNotices,
  firmsWithOldIdempotencyKeys,
  firmsWithOldUploads,
} from "@/db/lookups";
import { sweepLimits } from "@/lib/access/rate-limit";
import { sweepIdempotencyKeys } from "@/lib/api/idempotency";
import { sendNotices } from "@/lib/comments/send-notices";
import { tellChanges } from "@/lib/live/tell-changes";
import { log } from "@/lib/log";
import { eachFirm, type FirmWork } from "./each-firm";
import { sendDue } from "./send-due";

const everyMs = 500;
const sweepEveryMs = 60 * 60 * 1000;
const afterFailureMs = 2_000;

let stopping = false;
let running: Promise<void> | undefined;

/** A stop may come during any await. */
const goesOn = (): boolean => !stopping;

/** What is looked for twice a second; one batch of each firm in turn, so that none waits for another's thousands. */
const often: FirmWork[] = [
  { kind: "changes", firms: firmsWithChanges, run: tellChanges },
  { kind: "notices", firms: firmsWithDueNotices, run: sendNotices },
  { kind: "messages", firms: firmsWithDueMessages, run: (firmId) => sendDue(firmId) },
];

const hourly: FirmWork[] = [
  {
    kind: "old uploads",
    firms: firmsWithOldUploads,
    run: async (firmId) => (await import("@/lib/files/sweep-files")).sweepFiles(firmId),
  },
  { kind: "old idempotency keys", firms: firmsWithOldIdempotencyKeys, run: sweepIdempotencyKeys },
];

/** Runs a part of the round; what fails in it keeps the other parts going. Returns undefined after a failure. */
async function apart<T>(part: string, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (problem) {
    log.error("worker.failed", problem, { part });
    return undefined;
  }
}

/** One round of each kind of work; returns how long to pause before the next, in ms. */
export async function workRound(works: FirmWork[]): Promise<number> {
  let pause = everyMs;
  for (const work of works) {
    if (!goesOn()) break;
    const done = await apart(work.kind, () => eachFirm(work, goesOn));
    if (done === undefined) pause = afterFailureMs;
    else if (done && work.kind === "messages" && pause === everyMs) pause = 20;
  }
  return pause;
}

async function loop(): Promise<void> {
  let sweepAt = Date.now() + 60_000;
  while (goesOn()) {
    const pause = await workRound(often);
    if (goesOn() && Date.now() > sweepAt) {
      await workRound(hourly);
      await apart("old limits", sweepLimits);
      sweepAt = Date.now() + sweepEveryMs;
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
