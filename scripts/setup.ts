import { existsSync, statfsSync } from "node:fs";
import { createServer } from "node:net";
import { type Env, readEnv } from "@/lib/env";
import { makeFolder } from "@/lib/make-folder";
import { keptIn } from "./embedded/place";
import { lockHolder, takeLock, type Lock } from "./lock";
import { runningPostgres, startPostgres } from "./postgres";
import { pause } from "./process-mark";
import { Trouble } from "./trouble";

type Say = (line: string) => void;

/** A DATA_DIR taken and its database ready, at this build's schema. */
export type Ready = { database: string; stop: () => Promise<void> };

/** Reads `.env` beside package.json where there is one (variables already set win), then checks all. Throws EnvProblem. */
export function checkedEnv(mayBegin = true): Env {
  if (existsSync(".env")) process.loadEnvFile(".env");
  return readEnv(process.env, mayBegin);
}

/** Throws Trouble when a command would be the first to use DATA_DIR: its settings are not those of the start (O4). */
export function insistOnBegun({ ownDatabase, dataDir }: Env): void {
  if (ownDatabase || keptIn(dataDir)) return;
  throw new Trouble(
    `There is no database in ${dataDir}, and no DATABASE_URL is set; give this command the settings that Lodge is started with, or start Lodge with these first: npm start`,
  );
}

const refusesToListen = (port: number, host: string) =>
  new Promise<string | undefined>((done) => {
    const server = createServer();
    server.once("error", (problem: NodeJS.ErrnoException) => {
      done(problem.code);
    });
    server.listen({ port, host, ipv6Only: true }, () => {
      server.close(() => {
        done(undefined);
      });
    });
  });

/** Throws Trouble when another program has the port; `patienceMs` waits for a killed app's server to end. */
export async function insistOnPort(port: number, patienceMs: number): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    // both, for "localhost" may mean either to a browser; a machine without IPv6 has none to be taken
    const codes = [await refusesToListen(port, "127.0.0.1"), await refusesToListen(port, "::1")];
    if (codes.includes("EACCES")) {
      throw new Trouble(
        `Port ${String(port)} needs more rights than this user has; choose one from 1024 up: PORT=3000 npm start`,
      );
    }
    if (!codes.includes("EADDRINUSE")) return;
    if (Date.now() > deadline) {
      throw new Trouble(
        `Port ${String(port)} is in use by another program; stop that, or choose another: PORT=${String(port + 1)} npm start`,
      );
    }
    await pause(200);
  }
}

/** Throws Trouble when a folder's disk has less than `megabytes` left. */
export function insistOnSpace(folder: string, megabytes: number): void {
  makeFolder(folder);
  const { bavail, bsize } = statfsSync(folder);
  const free = Math.floor((bavail * bsize) / 1e6);
  if (free < megabytes) {
    throw new Trouble(
      `The disk is full: ${folder} has ${String(free)} MB left and Lodge needs ${String(megabytes)} MB; free some space and start again.`,
    );
  }
}

/** Throws Trouble when files could not be kept now: the disk is nearly full, or the bucket takes nothing. */
export async function insistOnFiles({ s3, filesDir }: Env): Promise<void> {
  if (!s3) {
    insistOnSpace(filesDir, 200);
    return;
  }
  const { s3Store } = await import("@/lib/files/s3-store");
  try {
    await s3Store(s3).check();
  } catch (problem) {
    throw bucketTrouble(s3, problem);
  }
}

async function migrated(env: Env, keepPassword: boolean): Promise<string> {
  const { migrate, WrongSecret } = await import("@/db/migrate");
  try {
    const { databaseUrl: ownerUrl = "", secret, databaseAppUrl } = env;
    const appUrl = env.ownDatabase ? databaseAppUrl : undefined;
    return (await migrate({ ownerUrl, secret, appUrl, keepPassword })).appUrl;
  } catch (problem) {
    if (problem instanceof WrongSecret) {
      throw new Trouble(
        "The database was last started with another LODGE_SECRET; give this command the settings that Lodge is started with.",
      );
    }
    throw env.ownDatabase ? databaseTrouble(problem) : problem;
  }
}

/** What is wrong with the operator's own database, where its code tells; else the problem itself. */
function databaseTrouble(problem: unknown): unknown {
  for (let at = problem; at instanceof Error; at = at.cause) {
    const { code } = at as { code?: unknown };
    if (typeof code !== "string") continue;
    if (/^(?:ECONN|ENOTFOUND|EHOST|ETIMEDOUT|EAI_|CONNECT)/.test(code)) {
      return new Trouble(
        `The database at DATABASE_URL does not answer (${code}); start it, or correct the host and port.`,
      );
    }
    if (["28P01", "28000"].includes(code))
      return new Trouble("The database refuses the user or password in DATABASE_URL; correct them.");
    if (code === "3D000")
      return new Trouble(
        "The database that DATABASE_URL names does not exist; make it, or correct the name.",
      );
    if (code === "42501") {
      return new Trouble(
        "The user in DATABASE_URL may not do what a migration needs; let it own the database and make roles, or make the serving role yourself and set DATABASE_APP_URL.",
      );
    }
  }
  return problem;
}

/** What is wrong with the operator's bucket, as a sentence. */
function bucketTrouble({ endpoint, bucket }: NonNullable<Env["s3"]>, problem: unknown): unknown {
  if (!(problem instanceof Error)) return problem;
  const { code = "", status } = (problem.cause ?? {}) as { code?: string; status?: number };
  if (status === 404 || code === "PermanentRedirect")
    return new Trouble(
      `There is no bucket ${bucket} at ${endpoint}; make it, or correct S3_BUCKET or S3_ENDPOINT.`,
    );
  if (status === 401 || status === 403)
    return new Trouble(
      `The S3 service at ${endpoint} refuses (${code}); check S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY, and that they may write to the bucket ${bucket}.`,
    );
  if (status === 507) return new Trouble(`The bucket ${bucket} at ${endpoint} is full; make room there.`);
  return new Trouble(
    `The S3 service at ${endpoint} cannot be written to (${code || problem.message}); start it, or correct S3_ENDPOINT.`,
  );
}

/**
 * Migrates, and sets the addresses for everything that this process loads or starts afterwards. A command's secret must
 * be the last start's.
 */
async function passOn(env: Env, from: "start" | "command"): Promise<void> {
  const appUrl = await migrated(env, from === "command");
  process.env["LODGE_MODE"] = env.mode;
  process.env["DATABASE_APP_URL"] = appUrl;
}

const letGo = (lock: Lock) => () => {
  lock.release();
  return Promise.resolve();
};

/** Starts the embedded database (none where DATABASE_URL names one) under a lock that is let go with it. */
async function ownDatabase(env: Env, lock: Lock, say: Say): Promise<Ready> {
  if (env.ownDatabase) {
    return { database: "your own, at DATABASE_URL", stop: letGo(lock) };
  }
  const pg = await startPostgres({ dataDir: env.dataDir, say });
  process.env["LODGE_EMBEDDED_URL"] = pg.ownerUrl;
  const stop = async () => {
    await pg.stop();
    lock.release();
  };
  return { database: pg.folder, stop };
}

/**
 * Takes DATA_DIR and brings up the database for the app. `beforeDatabase` runs once the lock is held, and is
 * told whether the app before was killed. Throws Trouble or EnvProblem; whatever was started is stopped again.
 */
export async function prepareApp(
  env: Env,
  say: Say,
  beforeDatabase: (lock: Lock) => Promise<void>,
): Promise<Ready> {
  const lock = await takeLock(env.dataDir, "app", say);
  let stop = letGo(lock);
  try {
    await beforeDatabase(lock);
    const ready = await ownDatabase(env, lock, say);
    stop = ready.stop;
    await passOn(readEnv(process.env), "start");
    return ready;
  } catch (problem) {
    await stop();
    throw problem;
  }
}

/**
 * The database for the command line: the running app's, or the embedded one started for this command and
 * stopped by `stop` (DECISIONS 33). Waits up to a minute for an app that is just starting.
 */
export async function prepareCommand(env: Env, say: Say): Promise<Ready> {
  const nothing = { database: "", stop: () => Promise.resolve() };
  if (env.ownDatabase) {
    await passOn(env, "command");
    return nothing;
  }
  const deadline = Date.now() + 60_000;
  for (;;) {
    const holder = lockHolder(env.dataDir);
    // the database of one that is stopping goes away under us: its end is waited for
    if (holder?.kind !== "app" || holder.stopping) break;
    const app = runningPostgres(env.dataDir);
    if (app) {
      process.env["LODGE_EMBEDDED_URL"] = app.ownerUrl;
      await passOn(readEnv(process.env), "command");
      return nothing;
    }
    if (Date.now() > deadline)
      throw new Trouble("Lodge is starting and its database is not there yet; try again in a minute.");
    await pause(200);
  }
  const ready = await ownDatabase(env, await takeLock(env.dataDir, "command", say), say);
  try {
    await passOn(readEnv(process.env), "command");
    return ready;
  } catch (problem) {
    await ready.stop();
    throw problem;
  }
}
