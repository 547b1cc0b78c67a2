import { createHash, type Hash } from "node:crypto";

type Running = { offset: number; hash: Hash };

const most = 2_000;
const slot = Symbol.for("lodge.running-hashes");
// Next bundles routes and actions apart; both must meet the same map
const shared = globalThis as unknown as Record<symbol, Map<string, Running> | undefined>;
const running = (shared[slot] ??= new Map<string, Running>());

/** A copy of the SHA-256 of a file's first `offset` bytes, when this process saw all of them; else undefined. */
export function hashSoFar(fileId: string, offset: number): Hash | undefined {
  if (offset === 0) return createHash("sha256");
  const known = running.get(fileId);
  return known?.offset === offset ? known.hash.copy() : undefined;
}

/** Remembers the SHA-256 up to an offset; of very many uploads at once the oldest is forgotten and read back later. */
export function keepHash(fileId: string, offset: number, hash: Hash): void {
  running.delete(fileId);
  running.set(fileId, { offset, hash });
  const [oldest] = running.keys();
  if (running.size > most && oldest !== undefined) running.delete(oldest);
}

/** Forgets a file that is finished or gone. */
export const dropHash = (fileId: string): void => void running.delete(fileId);
