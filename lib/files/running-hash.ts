import { createHash, type Hash } from "node:crypto";

type Running = { tag: string; hash: Hash };

const most = 2_000;
const slot = Symbol.for("lodge.running-hashes");
// Next bundles routes and actions apart; both must meet the same map
const shared = globalThis as unknown as Record<symbol, Map<string, Running> | undefined>;
const running = (shared[slot] ??= new Map<string, Running>());

/**
 * A copy of the SHA-256 of a file's parts so far, when this process saw all of them; else undefined. Known by what the
 * store called the last part, not by a length: an upload that began again may have the same length with other bytes.
 */
export function hashSoFar({ id, parts }: { id: string; parts: string[] }): Hash | undefined {
  const last = parts.at(-1);
  if (last === undefined) return createHash("sha256");
  const known = running.get(id);
  return known?.tag === last ? known.hash.copy() : undefined;
}

/** Remembers the SHA-256 up to a part; of very many uploads at once the oldest is forgotten and read back later. */
export function keepHash(fileId: string, tag: string, hash: Hash): void {
  running.delete(fileId);
  running.set(fileId, { tag, hash });
  const [oldest] = running.keys();
  if (running.size > most && oldest !== undefined) running.delete(oldest);
}

/** Forgets a file that is finished or gone. */
export const dropHash = (fileId: string): void => void running.delete(fileId);
