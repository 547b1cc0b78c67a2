import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import postgres from "postgres";
import { migrate } from "@/db/migrate";
import { lockHolder, takeLock } from "@/scripts/lock";
import { startPostgres } from "@/scripts/postgres";
import { clusterFolder, keptIn } from "@/scripts/embedded/place";
import { stopServer } from "@/scripts/embedded/server";
import { ownerOf, templateName, testSecret } from "./db-names";

const home = resolve(".data-test");

/** Removes what runs that were killed left behind: servers and their folders. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(home).filter((entry) => entry.startsWith("db-"))) {
    const dataDir = join(home, name);
    if (lockHolder(dataDir)) continue;
    const kept = keptIn(dataDir);
    if (kept) {
      await stopServer(clusterFolder(dataDir, kept));
      rmSync(clusterFolder(dataDir, kept), { recursive: true, force: true });
    }
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Nothing here has to outlive a power cut: commits wait for no disk. */
async function hurry(superUrl: string): Promise<void> {
  const sql = postgres(superUrl, { max: 1, onnotice: () => undefined });
  try {
    for (const name of ["fsync", "synchronous_commit", "full_page_writes"])
      await sql.unsafe(`alter system set ${name} = off`);
    await sql`select pg_reload_conf()`;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/**
 * A migrated database that each test file gets a copy of, with the roles that serve all of them. Its address as these
 * see it stands in LODGE_TEST_APP_URL.
 */
async function makeTemplate(superUrl: string, ownerUrl: string): Promise<void> {
  const sql = postgres(superUrl, { max: 1, onnotice: () => undefined });
  try {
    await sql.unsafe(`drop database if exists ${templateName} with (force)`);
    await sql.unsafe(`create database ${templateName} owner "${ownerOf(ownerUrl)}"`);
  } finally {
    await sql.end({ timeout: 5 });
  }
  const url = new URL(ownerUrl);
  url.pathname = `/${templateName}`;
  const { appUrl } = await migrate({ ownerUrl: url.toString(), secret: Buffer.from(testSecret) });
  process.env["LODGE_TEST_APP_URL"] = appUrl;
}

/**
 * Before the first database test: a PostgreSQL of this run's own (or the one that LODGE_TEST_OWNER_URL and
 * LODGE_TEST_SUPER_URL name) with the migrated template. Afterwards it is stopped and removed.
 */
export default async function setUp(): Promise<() => Promise<void>> {
  const { LODGE_TEST_OWNER_URL: given, LODGE_TEST_SUPER_URL: givenSuper } = process.env;
  if (given && givenSuper) {
    await makeTemplate(givenSuper, given);
    return () => Promise.resolve();
  }
  mkdirSync(home, { recursive: true, mode: 0o711 });
  await sweep();
  const dataDir = mkdtempSync(join(home, "db-"));
  const lock = await takeLock(dataDir, "app");
  const pg = await startPostgres({ dataDir, say: console.log });
  await hurry(pg.superUrl);
  await makeTemplate(pg.superUrl, pg.ownerUrl);
  process.env["LODGE_TEST_OWNER_URL"] = pg.ownerUrl;
  process.env["LODGE_TEST_SUPER_URL"] = pg.superUrl;
  return async () => {
    await pg.stop();
    lock.release();
    rmSync(pg.folder, { recursive: true, force: true });
    rmSync(dataDir, { recursive: true, force: true });
  };
}
