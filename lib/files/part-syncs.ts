import { rm, type FileHandle } from "node:fs/promises";
import { basename } from "node:path";

type Key = { running: Promise<void>; problem: Error | undefined; synced: Set<string> };

/** Parts on their way to the disk's surface, one at a time for each key, while the next part already comes. */
export class PartSyncs {
  private readonly keys = new Map<string, Key>();

  /** Syncs and closes a part's file. What the disk refused is removed: after a failed sync nobody knows what is left of it. */
  begin(key: string, path: string, handle: FileHandle): void {
    const known = this.keys.get(key) ?? {
      running: Promise.resolve(),
      problem: undefined,
      synced: new Set<string>(),
    };
    this.keys.set(key, known);
    known.running = known.running.then(async () => {
      try {
        await handle.datasync();
        known.synced.add(basename(path));
      } catch (problem) {
        known.problem = problem instanceof Error ? problem : new Error("The disk refused a part.");
        await rm(path, { force: true }).catch(() => undefined);
      } finally {
        await handle.close().catch(() => undefined);
      }
    });
  }

  /** Waits for what was begun. Throws, once, what the disk said. */
  async settled(key: string): Promise<void> {
    const known = this.keys.get(key);
    await known?.running;
    if (known?.problem === undefined) return;
    const { problem } = known;
    known.problem = undefined;
    throw problem;
  }

  /** True when this process saw the part reach the disk. */
  has(key: string, name: string): boolean {
    return this.keys.get(key)?.synced.has(name) ?? false;
  }

  /** Forgets a key that is complete or gone. */
  forget(key: string): void {
    this.keys.delete(key);
  }
}
