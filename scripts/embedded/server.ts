import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { makeFolder } from "@/lib/make-folder";
import { commandOf, isAlive, pause } from "../process-mark";
import { Trouble } from "../trouble";
import type { Account } from "./account";

/** One cluster: its folder, the programs that run it, and whom they run as. */
export type Cluster = { folder: string; native: string; account: Account; log: string };

/** What a running server says of itself in postmaster.pid. */
export type Running = { pid: number; port: number; ready: boolean };

const plainEnv = {
  NODE_ENV: "production" as const,
  PATH: process.env["PATH"] ?? "/usr/bin:/bin",
  LC_ALL: "C",
  TZ: "UTC",
};
const give = (path: string, { uid, gid }: Account) => {
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
};

/** The superuser's name inside the cluster. */
export const superUser = "lodge_super";

/** Makes the cluster's files when there are none (UTF-8, the same sorting on every machine, passwords only). */
export function initCluster({ folder, native, account }: Cluster, password: string): void {
  const version = join(folder, "PG_VERSION");
  if (existsSync(version)) {
    const has = readFileSync(version, "utf8").trim();
    const { stdout } = spawnSync(join(native, "bin", "postgres"), ["--version"], {
      encoding: "utf8",
      env: plainEnv,
      ...account,
      cwd: "/",
    });
    const runs = /(\d+)(?:\.|devel|beta|rc)/.exec(stdout)?.[1];
    if (runs !== undefined && runs !== has) {
      throw new Trouble(
        `The database in ${folder} was made by PostgreSQL ${has}, and this release brings ${runs}; start the release that made it, or restore a backup into a new DATA_DIR.`,
      );
    }
    return;
  }
  const draft = `${folder}.new`;
  rmSync(draft, { recursive: true, force: true });
  makeFolder(dirname(folder), 0o755);
  mkdirSync(draft, { mode: 0o700 });
  give(draft, account);
  const pwfile = join(draft, "..", `.${String(process.pid)}.pw`);
  writeFileSync(pwfile, `${password}\n`, { mode: 0o600 });
  give(pwfile, account);
  try {
    const made = spawnSync(
      join(native, "bin", "initdb"),
      [
        "-D",
        draft,
        "-U",
        superUser,
        `--pwfile=${pwfile}`,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--no-instructions",
      ],
      { encoding: "utf8", env: plainEnv, ...account, cwd: "/" },
    );
    if (made.status !== 0) throw notMade(folder, made.error?.message ?? made.stderr);
  } finally {
    rmSync(pwfile, { force: true });
  }
  renameSync(draft, folder);
}

function notMade(folder: string, words: string): Trouble {
  if (words.includes("No space left")) {
    return new Trouble(
      `The disk is full: the database in ${folder} needs 100 MB to begin with; free some space and start again.`,
    );
  }
  const why = words.split("\n").find((line) => /error|fatal|could not/i.test(line)) ?? words.trim();
  return new Trouble(
    `The database could not be made in ${folder} (${why}); check permissions there, or set DATABASE_URL to a PostgreSQL of your own.`,
  );
}

/** The server that runs on this cluster now, read from its pid file; a pid that is not PostgreSQL counts as none. */
export function running(folder: string): Running | undefined {
  try {
    const lines = readFileSync(join(folder, "postmaster.pid"), "utf8").split("\n");
    const pid = Math.abs(Number(lines[0]));
    if (!pid || !isAlive(pid) || !/postgres/.test(commandOf(pid))) return undefined;
    return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === "ready" };
  } catch {
    return undefined;
  }
}

const lastWords = (log: string) =>
  existsSync(log)
    ? (readFileSync(log, "utf8")
        .trimEnd()
        .split("\n")
        .findLast((line) => /FATAL|PANIC|error/i.test(line)) ?? "")
    : "";

function launch({ folder, native, account, log }: Cluster, port: number): { ended: () => boolean } {
  // a pid file whose process is another program would make PostgreSQL refuse
  if (!running(folder)) rmSync(join(folder, "postmaster.pid"), { force: true });
  if (existsSync(log) && statSync(log).size > 5_000_000) truncateSync(log);
  const out = openSync(log, "a", 0o600);
  const settings = {
    port,
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: 200,
    timezone: "UTC",
    log_timezone: "UTC",
  };
  const child = spawn(
    join(native, "bin", "postgres"),
    [
      "-D",
      folder,
      ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${String(value)}`]),
    ],
    // its own session: Ctrl+C in the terminal must reach it last, through us
    { ...account, cwd: "/", env: plainEnv, detached: true, stdio: ["ignore", out, out] },
  );
  closeSync(out);
  let ended = false;
  child.once("exit", () => (ended = true));
  child.once("error", () => (ended = true));
  child.unref();
  return { ended: () => ended };
}

/** Waits until the server on this cluster is ready; undefined when `given()` says it will not be. */
async function ready(folder: string, given: () => boolean, deadline: number): Promise<Running | undefined> {
  while (Date.now() < deadline) {
    const now = running(folder);
    if (now?.ready) return now;
    if (given() && !now) return undefined;
    await pause(25);
  }
  return undefined;
}

/**
 * Starts the server on this cluster, or finds the one that a killed app left running. After a kill -9 its
 * last backends may hold the memory for a second: it tries again for fifteen. Throws Trouble with
 * PostgreSQL's own last words.
 */
export async function startServer(cluster: Cluster, port: number): Promise<Running> {
  makeFolder(dirname(cluster.log));
  if (!existsSync(cluster.folder)) throw new Trouble(`There is no database in ${cluster.folder}.`);
  // PostgreSQL insists on it, and a copied or restored folder may have lost it
  chmodSync(cluster.folder, 0o700);
  const giveUp = Date.now() + 15_000;
  do {
    // crash recovery may take its time; a process that is there is waited for
    const left = running(cluster.folder);
    const child = left ? undefined : launch(cluster, port);
    const up = await ready(cluster.folder, () => child?.ended() ?? true, Date.now() + 120_000);
    if (up) return up;
    await pause(300);
  } while (Date.now() < giveUp);
  throw new Trouble(
    `The database in ${cluster.folder} did not start (${lastWords(cluster.log)}); its log is ${cluster.log}.`,
  );
}

/** Fast shutdown: connections are ended, everything committed is on disk. Harder after twenty seconds. */
export async function stopServer(folder: string): Promise<void> {
  for (const [signal, patience] of [
    ["SIGINT", 20_000],
    ["SIGQUIT", 5_000],
  ] as const) {
    const now = running(folder);
    if (!now) return;
    process.kill(now.pid, signal);
    const deadline = Date.now() + patience;
    while (Date.now() < deadline) {
      if (running(folder)?.pid !== now.pid) return;
      await pause(20);
    }
  }
}
