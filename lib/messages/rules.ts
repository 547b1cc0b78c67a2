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
