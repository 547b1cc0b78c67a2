import "server-only";
import { log } from "@/lib/log";

/** Seconds that a firm is left alone after its nth failure in a row: 2, 4, 8 … at most ten minutes. */
export const putOffSeconds = (failures: number): number => Math.min(2 ** failures, 600);

type PutOff = { failures: number; until: number };

/** What failed lately, by kind of work and firm. Each process keeps its own: a restart tries everything anew. */
const putOff = new Map<string, PutOff>();

export type FirmWork = {
  /** Names the work in the log. */
  kind: string;
  /** The firms that have some. */
  firms: () => Promise<string[]>;
  run: (firmId: string) => Promise<unknown>;
};

/**
 * One round of one kind of work, firm after firm. What fails for one firm is logged with its id and put off, longer each
 * time; no other firm and no other kind of work waits for it. Returns whether something was done. `clock` is in ms.
 */
export async function eachFirm(
  { kind, firms, run }: FirmWork,
  goesOn: () => boolean = () => true,
  clock: () => number = () => performance.now(),
): Promise<boolean> {
  let done = false;
  for (const firmId of await firms()) {
    if (!goesOn()) return done;
    const key = `${kind} ${firmId}`;
    const before = putOff.get(key);
    if (before && before.until > clock()) continue;
    try {
      await run(firmId);
      putOff.delete(key);
      done = true;
    } catch (problem) {
      const failures = (before?.failures ?? 0) + 1;
      const seconds = putOffSeconds(failures);
      putOff.set(key, { failures, until: clock() + seconds * 1000 });
      log.error("worker.firm_failed", problem, { work: kind, firmId, failures, nextTrySeconds: seconds });
    }
  }
  return done;
}
