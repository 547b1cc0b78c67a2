import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { cpus } from "node:os";

/** Milliseconds in one clock tick of /proc: Linux counts 100 a second for programs, whatever the kernel does. */
const tickMs = 10;

/** CPU time that a process has used, all threads, in ms; undefined where there is no /proc. */
export function cpuMs(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // the name, in brackets, may hold spaces; user and system time are the 14th and 15th field
    const [user, system] = stat
      .slice(stat.lastIndexOf(")") + 2)
      .split(" ")
      .slice(11, 13);
    return (Number(user) + Number(system)) * tickMs;
  } catch {
    return undefined;
  }
}

/** How many cores the machine has. */
export const cores = cpus().length;

/** Puts a process with all its threads on one core, or on any but the first; nothing where taskset is missing. */
export function pin(pid: number, core: "first" | "second" | "others"): boolean {
  if (cores < 2) return false;
  const list = { first: "0", second: "1", others: `1-${cores - 1}` }[core];
  return spawnSync("taskset", ["-a", "-c", "-p", list, String(pid)], { stdio: "ignore" }).status === 0;
}

/** The processes that a process started, and theirs. */
export function familyOf(pid: number): number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
    return children
      .split(" ")
      .filter(Boolean)
      .map(Number)
      .flatMap((child) => [child, ...familyOf(child)]);
  } catch {
    return [];
  }
}

const residentMB = (pid: number, field: "VmRSS" | "VmHWM"): number => {
  try {
    const line = new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return Number(line ?? NaN) / 1024;
  } catch {
    return NaN;
  }
};

/** Resident memory now, in MiB. */
export const memoryMB = (pid: number): number => residentMB(pid, "VmRSS");

/** Begins to watch a process's memory; the returned function tells the most it held since, in MiB. */
export function watchMemory(pid: number): () => number {
  try {
    // 5 sets the kernel's own high-water mark back
    writeFileSync(`/proc/${pid}/clear_refs`, "5");
    return () => residentMB(pid, "VmHWM");
  } catch {
    let most = memoryMB(pid);
    const timer = setInterval(() => (most = Math.max(most, memoryMB(pid))), 20);
    return () => {
      clearInterval(timer);
      return most;
    };
  }
}

/** A free port on loopback. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

const isGone = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

export type Running = { child: ChildProcess; pid: number; said: string[]; stop: () => Promise<void> };

/** Starts Node in this folder; it ends with the bench, however the bench ends. What it says is kept. */
export function startNode(args: string[], env: Record<string, string> = {}): Running {
  const child = spawn(process.execPath, ["--import", "./scripts/lifeline.mjs", ...args], {
    stdio: ["ignore", "pipe", "pipe", "pipe"],
    env: { ...process.env, ...env, LODGE_LIFELINE: String(process.pid), LODGE_LIFELINE_MS: "28000" },
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => {
      // an access log of a million lines is nobody's memory to keep
      if (said.length < 2_000) said.push(text);
    });
  const stop = async () => {
    if (isGone(child)) return;
    child.kill("SIGTERM");
    await once(child, "exit");
  };
  return { child, pid: child.pid ?? 0, said, stop };
}

/** Waits until a started program has said something; throws with all its words when it ends before. */
export async function untilSaid({ child, said }: Running, what: RegExp, seconds: number): Promise<string> {
  const deadline = Date.now() + seconds * 1_000;
  for (;;) {
    const found = what.exec(said.join(""));
    if (found) return found[0];
    if (isGone(child) || Date.now() > deadline)
      throw new Error(`It ended or was silent too long:\n${said.join("")}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
