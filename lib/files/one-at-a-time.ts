const slot = Symbol.for("lodge.one-at-a-time");
// Next bundles routes and actions apart; both must meet the same map
const shared = globalThis as unknown as Record<symbol, Map<string, Promise<unknown>> | undefined>;
const running = (shared[slot] ??= new Map<string, Promise<unknown>>());

/**
 * Runs works of one key after each other in this process, so that a repeated act waits for the first and finds it
 * done. Spares work only: what must hold over several processes is settled in the database.
 */
export function oneAtATime<T>(key: string, work: () => Promise<T>): Promise<T> {
  const before = running.get(key) ?? Promise.resolve();
  const mine = before.then(work, work);
  running.set(key, mine);
  const done = () => {
    if (running.get(key) === mine) running.delete(key);
  };
  mine.then(done, done);
  return mine;
}
