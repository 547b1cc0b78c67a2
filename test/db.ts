import { randomBytes } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { ownerOf, templateName, testSecret } from "./db-names";

type TestDatabase = { ownerUrl: string; appUrl: string; dataDir: string };

let made: Promise<TestDatabase> | undefined;

/**
 * This test file's own database, a copy of the migrated one (about 100 ms), with an empty DATA_DIR and the settings of a demo. It is made
 * before the file is loaded; a test that asks for it gets the same one.
 */
export const testDatabase = (): Promise<TestDatabase> => (made ??= makeDatabase());

/** Counts every table of this file's database for the planner, as Postgres does by itself some time. */
export async function analyzeAll(): Promise<void> {
  const { ownerUrl } = await testDatabase();
  const owner = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  await owner`analyze`;
  await owner.end();
}

async function makeDatabase(): Promise<TestDatabase> {
  const {
    LODGE_TEST_OWNER_URL: owner = "",
    LODGE_TEST_SUPER_URL: superUrl = "",
    LODGE_TEST_APP_URL: app = "",
  } = process.env;
  const name = `test_${randomBytes(6).toString("hex")}`;
  const sql = postgres(superUrl, { max: 1, onnotice: () => undefined });
  try {
    // two files that copy at once would each find the template in use
    await sql`select pg_advisory_lock(727002)`;
    await sql.unsafe(`create database ${name} template ${templateName} owner "${ownerOf(owner)}"`);
  } finally {
    await sql.end({ timeout: 5 });
  }
  const named = (address: string) => Object.assign(new URL(address), { pathname: `/${name}` }).toString();
  const [ownerUrl, appUrl] = [named(owner), named(app)];
  const dataDir = mkdtempSync(join(tmpdir(), "lodge-test-"));
  Object.assign(process.env, {
    LODGE_MODE: "demo",
    LODGE_URL: "http://localhost:3000",
    LODGE_SECRET: testSecret,
    DATABASE_APP_URL: appUrl,
    DATA_DIR: dataDir,
  });
  return { ownerUrl, appUrl, dataDir };
}
