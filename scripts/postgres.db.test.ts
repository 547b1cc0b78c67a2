import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { takeLock, type Lock } from "./lock";
import { pause } from "./process-mark";
import { runningPostgres, startPostgres, type Postgres } from "./postgres";

let dataDir: string;
let lock: Lock;
let pg: Postgres;
const said: string[] = [];
const start = () => startPostgres({ dataDir, say: (line) => said.push(line) });

beforeAll(async () => {
  mkdirSync(".data-test", { recursive: true, mode: 0o711 });
  dataDir = mkdtempSync(resolve(".data-test", "db-own-"));
  lock = await takeLock(dataDir, "app");
  pg = await start();
});
afterAll(async () => {
  await pg.stop();
  lock.release();
  rmSync(pg.folder, { recursive: true, force: true });
  rmSync(dataDir, { recursive: true, force: true });
});

async function ask(query: string): Promise<Record<string, unknown>> {
  const sql = postgres(pg.ownerUrl, { max: 1, connect_timeout: 2, onnotice: () => undefined });
  try {
    const [row] = await sql.unsafe<Record<string, unknown>[]>(query);
    return row ?? {};
  } finally {
    await sql.end({ timeout: 1 });
  }
}

const serverPid = () => Number(readFileSync(join(pg.folder, "postmaster.pid"), "utf8").split("\n")[0]);

test("[O1] the embedded server sorts by code points, and its owner is no superuser", async () => {
  const row = await ask(
    "select rolsuper, rolcreaterole, rolbypassrls, (select datlocale from pg_database where datname = current_database()) as locale from pg_roles where rolname = current_user",
  );
  expect(row).toEqual({ rolsuper: false, rolcreaterole: true, rolbypassrls: false, locale: "C.UTF-8" });
  expect(statSync(join(dataDir, "postgres.json")).mode & 0o777).toBe(0o600);
});

test("[O1] a database server killed with -9 is back by itself, at the same address, with what was committed", async () => {
  await ask("create table kept as select 42 as n");
  const before = serverPid();
  process.kill(before, "SIGKILL");
  await expect
    .poll(() => ask("select n from kept").catch(() => undefined), { timeout: 10_000 })
    .toEqual({ n: 42 });
  expect(serverPid()).not.toBe(before);
  expect(said).toContain("The database ended unexpectedly; starting it again.");
});

test("[O1] the server that a killed app left running is taken over", async () => {
  const before = serverPid();
  const again = await start();
  expect(serverPid()).toBe(before);
  expect(again.ownerUrl).toBe(pg.ownerUrl);
  expect(runningPostgres(dataDir)).toEqual({ ownerUrl: pg.ownerUrl });
});

test("[O1] a stop ends the server, and the next start has everything", async () => {
  // the second supervisor, of the test above, would start it again
  const last = await start();
  await pg.stop();
  await last.stop();
  await pause(500);
  pg = await start();
  expect(await ask("select n from kept")).toEqual({ n: 42 });
});
