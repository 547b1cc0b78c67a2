import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { makeFolder } from "@/lib/make-folder";
import { isAlive, pause, processMark } from "./process-mark";
import { Trouble } from "./trouble";

const shape = z.object({
  pid: z.number(),
  mark: z.string(),
  kind: z.enum(["app", "command"]),
  /** An app that was told to stop and finishes what it does. */
  stopping: z.boolean().optional(),
});
type Holder = z.output<typeof shape>;

/** A held DATA_DIR. `wasStale` tells that the one before ended without letting go. */
export type Lock = { release: () => void; wasStale: boolean };

function holderIn(path: string): Holder | undefined {
  try {
    return shape.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return undefined;
  }
}

const holds = (holder: Holder | undefined): holder is Holder =>
  holder !== undefined && isAlive(holder.pid) && processMark(holder.pid) === holder.mark;

/** Who uses this DATA_DIR now, if anyone. */
export function lockHolder(dataDir: string): Holder | undefined {
  const holder = holderIn(join(dataDir, "lodge.pid"));
  return holds(holder) ? holder : undefined;
}

/** Tells the next start that this process, if it is who holds DATA_DIR, is about to end and may be waited for. */
export function tellStopping(dataDir: string): void {
  const path = join(dataDir, "lodge.pid");
  const holder = lockHolder(dataDir);
  if (holder?.pid !== process.pid) return;
  const own = `${path}.${String(process.pid)}`;
  try {
    writeFileSync(own, JSON.stringify({ ...holder, stopping: true } satisfies Holder), { mode: 0o600 });
    renameSync(own, path);
  } catch {
    // a full disk: the next start is refused instead of waiting, and the stop goes on
    rmSync(own, { force: true });
  }
}

/** Takes the lock file at once, or says who has it. */
function tryLock(dataDir: string, kind: Holder["kind"]): Lock | Holder {
  const path = join(dataDir, "lodge.pid");
  const own = `${path}.${String(process.pid)}`;
  makeFolder(dataDir);
  writeFileSync(
    own,
    JSON.stringify({ pid: process.pid, mark: processMark(process.pid), kind } satisfies Holder),
    {
      mode: 0o600,
    },
  );
  let wasStale = false;
  try {
    for (let tries = 0; ; tries++) {
      try {
        linkSync(own, path);
        return {
          wasStale,
          release: () => lockHolder(dataDir)?.pid === process.pid && rmSync(path, { force: true }),
        };
      } catch (problem) {
        if ((problem as NodeJS.ErrnoException).code !== "EEXIST" || tries > 5) throw problem;
      }
      const holder = holderIn(path);
      if (holds(holder)) return holder;
      wasStale = true;
      setAside(path, `${own}.stale`);
    }
  } finally {
    rmSync(own, { force: true });
  }
}

/** Removes a stale lock; one that another process has just taken in its place is put back. */
function setAside(path: string, aside: string): void {
  try {
    renameSync(path, aside);
    if (holds(holderIn(aside))) linkSync(aside, path);
  } catch (problem) {
    if (!["ENOENT", "EEXIST"].includes((problem as NodeJS.ErrnoException).code ?? "")) throw problem;
  } finally {
    rmSync(aside, { force: true });
  }
}

/**
 * Takes DATA_DIR for this process, so that no two apps share one. A command that is just running, and an app that is
 * stopping, are waited for, half a minute. Throws Trouble when the app runs there, or the other does not end.
 */
export async function takeLock(
  dataDir: string,
  kind: Holder["kind"],
  say: (line: string) => void = () => undefined,
): Promise<Lock> {
  const deadline = Date.now() + 30_000;
  for (let isTold = false; ; isTold = true) {
    const got = tryLock(dataDir, kind);
    if ("release" in got) return got;
    const who = `process ${String(got.pid)}`;
    if (got.kind === "app" && !got.stopping) {
      throw new Trouble(
        `Lodge is already running on ${dataDir} (${who}); stop it first, or give this one its own DATA_DIR and PORT.`,
      );
    }
    const what = got.kind === "app" ? "The Lodge before is still stopping" : "A lodge command is still using";
    const where = got.kind === "app" ? `on ${dataDir}` : dataDir;
    if (Date.now() > deadline) throw new Trouble(`${what} ${where} (${who}); try again when it has ended.`);
    if (!isTold) say(`${what} ${where} (${who}); waiting for its end …`);
    await pause(200);
  }
}
