import { no, yes, type Verdict } from "@/lib/verdict";

/** Tries of one message before it counts as failed for good. */
export const mostAttempts = 10;

/**
 * Seconds until the next try: doubling from 30 seconds, at most 6 hours, with up to a quarter of jitter so that
 * retries do not come in step. `random` is in [0, 1). Ten tries span several hours (BARS R6).
 */
export function backoffSeconds(attempts: number, random: number): number {
  const base = Math.min(30 * 2 ** Math.max(0, attempts - 1), 6 * 3600);
  return Math.round(base * (1 + random / 4));
}

/** Whether one person's mail may go out once more: it failed, or nobody knows whether it arrived. */
export function maySendAgain(state: string): Verdict {
  if (state === "ambiguous" || state === "dead") return yes;
  return no(
    state === "sent"
      ? "This mail was sent after all. Nothing was sent a second time."
      : "This mail is still on its way, or is no longer wanted. Nothing was sent a second time.",
  );
}
