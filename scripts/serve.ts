import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import type { Env } from "@/lib/env";
import { nextEnv } from "./build";
import { pause } from "./process-mark";
import { Trouble } from "./trouble";

const readyMs = 90_000;
const graceMs = 20_000;

/** The running web server. `ended` settles when it is gone, `stop` asks it to finish what it does first. */
export type Served = { ended: Promise<void>; stop: () => Promise<void> };

const isGone = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

function launch(env: Env, command: "start" | "dev"): ChildProcess {
  const args = [
    "--max-semi-space-size=64",
    "--import",
    "./scripts/lifeline.mjs",
    "--import",
    "./scripts/front.mjs",
  ];
  // demo: loopback only. By the name, for an address makes Next proxy to itself; IPv4, which every client tries
  if (env.mode === "demo") args.push("--dns-result-order=ipv4first");
  args.push("node_modules/next/dist/bin/next", command, "-p", String(env.port));
  if (env.mode === "demo") args.push("-H", "localhost");
  return spawn(process.execPath, args, {
    stdio: ["ignore", "pipe", "pipe", "pipe"],
    env: {
      ...nextEnv(env.secret),
      NODE_ENV: command === "dev" ? "development" : "production",
      LODGE_LIFELINE: String(process.pid),
      TRUSTED_PROXIES: String(env.trustedProxies),
      ...(command === "start" ? { NEXT_MANUAL_SIG_HANDLE: "true" } : {}),
      // what serves has no use for the owner's address; empty, so that Next's own reading of .env leaves it so
      DATABASE_URL: "",
      DATABASE_URL_FILE: "",
      LODGE_EMBEDDED_URL: "",
    },
  });
}

async function answers(port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${String(port)}/api/ready`, {
      signal: AbortSignal.timeout(30_000),
    });
    await answer.body?.cancel();
    return answer.status === 200;
  } catch {
    return false;
  }
}

/**
 * Serves until stopped. Resolves when /api/ready answers 200; the server's own lines are kept back until then
 * and shown when it fails. Throws Trouble when it ends or is not ready within 90 seconds.
 */
export async function serve(env: Env, command: "start" | "dev"): Promise<Served> {
  const child = launch(env, command);
  const early: string[] = [];
  let isUp = command === "dev";
  for (const [from, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ] as const) {
    if (!from) continue;
    createInterface({ input: from }).on("line", (line) => {
      if (isUp) to.write(`${line}\n`);
      else early.push(line);
    });
  }
  const ended = new Promise<void>((done) => {
    child.once("exit", () => {
      done();
    });
    child.once("error", () => {
      done();
    });
  });
  const stop = async () => {
    if (isGone(child)) return;
    child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), graceMs);
    await ended;
    clearTimeout(timer);
  };
  const deadline = Date.now() + readyMs;
  while (!(await answers(env.port))) {
    if (isGone(child) || Date.now() > deadline) {
      await stop();
      process.stderr.write(early.map((line) => `${line}\n`).join(""));
      throw new Trouble("Lodge's server did not become ready; the lines above say why.");
    }
    await pause(50);
  }
  isUp = true;
  // what it said before it was ready is Next's own greeting, but for errors
  for (const line of early) if (line.startsWith("{")) process.stderr.write(`${line}\n`);
  return { ended, stop };
}
