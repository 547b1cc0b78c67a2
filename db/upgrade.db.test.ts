import { randomBytes, randomUUID } from "node:crypto";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as runMigrations } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { expect, test } from "vitest";
import { env } from "@/lib/env";
import { ownerOf } from "@/test/db-names";
import { testDatabase } from "@/test/db";
import { migrate } from "./migrate";
import journal from "./migrations/meta/_journal.json";

const migrationsFolder = fileURLToPath(new URL("./migrations", import.meta.url));

/** The migrations as they were before `tag`. */
function migrationsBefore(tag: string): string {
  const folder = mkdtempSync(join(tmpdir(), "lodge-migrations-"));
  cpSync(migrationsFolder, folder, { recursive: true });
  const entries = journal.entries.slice(
    0,
    journal.entries.findIndex((entry) => entry.tag === tag),
  );
  writeFileSync(join(folder, "meta/_journal.json"), JSON.stringify({ ...journal, entries }));
  return folder;
}

test("[F4] after an upgrade staff who signed in before are no newcomers; who never did stays invited", async () => {
  const { ownerUrl: given } = await testDatabase();
  const name = `test_${randomBytes(6).toString("hex")}`;
  const superUser = postgres(process.env["LODGE_TEST_SUPER_URL"] ?? "", { max: 1 });
  await superUser.unsafe(`create database ${name} owner "${ownerOf(given)}"`);
  await superUser.end();
  const ownerUrl = Object.assign(new URL(given), { pathname: `/${name}` }).toString();
  const owner = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  const folder = migrationsBefore("0009_end-guests-with-their-device");
  await runMigrations(drizzle(owner), { migrationsFolder: folder });
  rmSync(folder, { recursive: true });
  const firm = randomUUID();
  await owner`insert into firms (id, slug, name, plan, time_zone, brand_color, palette)
    values (${firm}, 'old', 'Old firm', 'team', 'Europe/London', '#17593f', '{}')`;
  const member = async (email: string, firstSignInAt: string | null = null) => {
    const [row] = await owner<{ id: string }[]>`
      insert into staff_members (firm_id, name, email, role, first_sign_in_at)
      values (${firm}, 'M', ${email}, 'member', ${firstSignInAt}) returning id`;
    return row?.id ?? "";
  };
  const link = (id: string, usedAt: string | null) =>
    owner`insert into staff_links (firm_id, staff_id, token_hash, expires_at, used_at)
      values (${firm}, ${id}, ${randomUUID()}, now(), ${usedAt})`;
  const session = (id: string, at: string) =>
    owner`insert into staff_sessions (firm_id, staff_id, token_hash, host, created_at, ends_at)
      values (${firm}, ${id}, ${randomUUID()}, 'h', ${at}, now())`;
  await session(await member("session@old.example"), "2026-03-01T00:00:00Z");
  const both = await member("both@old.example");
  await link(both, "2026-02-01T00:00:00Z");
  await session(both, "2026-03-01T00:00:00Z");
  await link(await member("invited@old.example"), null);
  await member("nobody@old.example");
  await session(await member("known@old.example", "2026-01-01T00:00:00Z"), "2026-03-01T00:00:00Z");
  // as the start before left it: the owner sees no row of any firm
  for (const table of ["firms", "staff_members", "staff_links", "staff_sessions"]) {
    await owner.unsafe(`alter table ${table} enable row level security`);
    await owner.unsafe(`alter table ${table} force row level security`);
  }
  expect(await owner`select 1 from staff_members`).toHaveLength(0);
  await migrate({ ownerUrl, secret: env().secret });
  await owner`select set_config('app.firm_id', ${firm}, false)`;
  const rows = await owner<{ email: string; first: string | null }[]>`
    select email, to_char(first_sign_in_at at time zone 'UTC', 'YYYY-MM-DD') as first from staff_members order by email`;
  await owner.end();
  expect(rows.map(({ email, first }) => [email.split("@")[0], first])).toEqual([
    ["both", "2026-02-01"],
    ["invited", null],
    ["known", "2026-01-01"],
    ["nobody", null],
    ["session", "2026-03-01"],
  ]);
});
