import { existsSync } from "node:fs";
import { join } from "node:path";
import postgres from "postgres";
import { Trouble } from "./trouble";
import { serverAccount } from "./embedded/account";
import { nativeFolder } from "./embedded/native";
import { clusterFolder, freePort, keep, keptIn, keptOrNew, reachableRoot, type Kept } from "./embedded/place";
import { initCluster, running, startServer, stopServer, superUser, type Cluster } from "./embedded/server";

const owner = "lodge_owner";
const database = "lodge";

/** A running embedded server. `superUrl` names the superuser: for tests, never for the app. */
export type Postgres = { ownerUrl: string; superUrl: string; folder: string; stop: () => Promise<void> };

type Options = { dataDir: string; say: (line: string) => void };

const urlOf = (user: string, password: string, port: number, name: string) =>
  `postgres://${user}:${password}@127.0.0.1:${String(port)}/${name}`;

const urls = (kept: Kept, port: number) => ({
  ownerUrl: urlOf(owner, kept.ownerPassword, port, database),
  superUrl: urlOf(superUser, kept.superPassword, port, "postgres"),
});

/** The owner may make roles but is no superuser, as on a hosted PostgreSQL (DECISIONS 30). */
async function makeOwner(superUrl: string, kept: Kept): Promise<void> {
  const sql = postgres(superUrl, { max: 1, onnotice: () => undefined });
  try {
    const [there] = await sql`select 1 from pg_roles where rolname = ${owner}`;
    if (!there)
      await sql.unsafe(`create role ${owner} login createrole nosuperuser password '${kept.ownerPassword}'`);
    const [made] = await sql`select 1 from pg_database where datname = ${database}`;
    if (!made) await sql.unsafe(`create database ${database} owner ${owner}`);
  } catch (problem) {
    if ((problem as { code?: unknown }).code !== "28P01") throw problem;
    throw new Trouble(
      "The database does not know the passwords in DATA_DIR/postgres.json; restore that file from a backup.",
    );
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** Restarts the server on the same port when it dies under us (a kill -9), until `stop`. */
function watch(cluster: Cluster, port: number, say: (line: string) => void): () => void {
  let busy = false;
  const timer = setInterval(() => {
    if (busy || running(cluster.folder)) return;
    busy = true;
    say("The database ended unexpectedly; starting it again.");
    startServer(cluster, port)
      .then(() => {
        say("The database is back.");
      })
      .catch((problem: unknown) => {
        say(problem instanceof Error ? problem.message : String(problem));
      })
      .finally(() => (busy = false));
  }, 400);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}

/**
 * Starts the embedded PostgreSQL of a DATA_DIR (or takes over the one a killed app left running), with the
 * role `lodge_owner` and its database, and restarts it when it dies. Throws Trouble. Take the lock first.
 */
export async function startPostgres({ dataDir, say }: Options): Promise<Postgres> {
  const account = serverAccount();
  const kept = keptOrNew(dataDir, account, say);
  const folder = clusterFolder(dataDir, kept);
  const native = nativeFolder(account, account.uid === undefined ? dataDir : reachableRoot, say);
  const cluster: Cluster = { folder, native, account, log: join(dataDir, "postgres.log") };
  // before the cluster exists, so that its passwords are never lost
  keep(dataDir, kept);
  initCluster(cluster, kept.superPassword);
  const { port } = await startServer(cluster, await freePort(kept.port));
  if (port !== kept.port) keep(dataDir, { ...kept, port });
  const at = urls(kept, port);
  await makeOwner(at.superUrl, kept);
  const unwatch = watch(cluster, port, say);
  const stop = async () => {
    unwatch();
    await stopServer(folder);
  };
  return { ...at, folder, stop };
}

/** The embedded server that the running app started, for the command line; undefined while there is none ready. */
export function runningPostgres(dataDir: string): { ownerUrl: string } | undefined {
  const kept = keptIn(dataDir);
  if (!kept || !existsSync(clusterFolder(dataDir, kept))) return undefined;
  const up = running(clusterFolder(dataDir, kept));
  return up?.ready ? { ownerUrl: urls(kept, up.port).ownerUrl } : undefined;
}
