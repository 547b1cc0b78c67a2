import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** True while a process with this id runs, whoever owns it; one that ended and waits for its parent does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return statField(pid, 3) !== "Z";
  } catch (problem) {
    return (problem as NodeJS.ErrnoException).code === "EPERM";
  }
}

function statField(pid: number, field: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, "utf8");
    // the second field, the name, may hold spaces: count from its closing bracket
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[field - 3];
  } catch {
    return undefined;
  }
}

/** When a process began, in the system's own words: tells it from a later one that got the same id. */
export function processMark(pid: number): string {
  const ticks = statField(pid, 22);
  if (ticks !== undefined)
    return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()} ${ticks}`;
  return ps(pid, "lstart=");
}

/** The command line of a process, empty when it is gone. */
export function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${String(pid)}/cmdline`, "utf8")
      .replaceAll("\0", " ")
      .trim();
  } catch {
    return ps(pid, "command=");
  }
}

function ps(pid: number, column: string): string {
  const { stdout } = spawnSync("ps", ["-o", column, "-p", String(pid)], { encoding: "utf8" });
  return typeof stdout === "string" ? stdout.trim() : "";
}

/** Resolves after `ms` milliseconds. */
export const pause = (ms: number): Promise<void> =>
  new Promise((done) => {
    setTimeout(done, ms);
  });
