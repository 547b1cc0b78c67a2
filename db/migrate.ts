import { createHmac } from "node:crypto";
import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as runMigrations } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { liftForce, rolesOf, secure, type Roles } from "./secure";

const migrationsFolder = fileURLToPath(new URL("./migrations", import.meta.url));

/** The application role's password follows from the master secret, so that no second secret is kept. */
const appPassword = (secret: Buffer, role: string) =>
  createHmac("sha256", secret).update(`database role ${role}`).digest("base64url");

/** The serving role is there and has another secret's password. */
export class WrongSecret extends Error {}

/** Throws WrongSecret when the serving role does not let us in with this password; a new database has no such role. */
async function insistOnPassword(sql: postgres.Sql, appUrl: URL): Promise<void> {
  const [there] = await sql`select 1 from pg_roles where rolname = ${decodeURIComponent(appUrl.username)}`;
  if (!there) return;
  const app = postgres(appUrl.toString(), { max: 1, onnotice: () => undefined });
  try {
    await app`select 1`;
  } catch (problem) {
    if ((problem as { code?: unknown }).code === "28P01") throw new WrongSecret();
    throw problem;
  } finally {
    await app.end({ timeout: 5 });
  }
}

async function makeRoles(sql: postgres.Sql, roles: Roles, password: string): Promise<void> {
  const present = new Set(
    (
      await sql<
        { rolname: string }[]
      >`select rolname from pg_roles where rolname in ${sql([roles.app, roles.lookup])}`
    ).map((r) => r.rolname),
  );
  const fixed = "nosuperuser nocreatedb nocreaterole noinherit";
  if (!present.has(roles.app)) await sql.unsafe(`create role "${roles.app}" login ${fixed}`);
  if (!present.has(roles.lookup)) await sql.unsafe(`create role "${roles.lookup}" nologin ${fixed}`);
  await sql.unsafe(`alter role "${roles.app}" password '${password}'`);
  await sql.unsafe(`grant "${roles.lookup}" to current_user`);
}

/** True when some migration of this build has not run yet. */
async function isBehind(sql: postgres.Sql): Promise<boolean> {
  const [journal] = await sql<
    { there: boolean }[]
  >`select to_regclass('drizzle.__drizzle_migrations') is not null as there`;
  if (!journal?.there) return true;
  const [{ done } = { done: 0 }] = await sql<
    { done: number }[]
  >`select count(*)::int as done from drizzle.__drizzle_migrations`;
  const { default: entries } = await import("./migrations/meta/_journal.json", { with: { type: "json" } });
  return done < entries.entries.length;
}

/**
 * Brings the database to this build's schema, roles and policies, under an advisory lock so that several
 * processes may start at once. `appUrl` (DATABASE_APP_URL) is given where roles cannot be made here. With `keepPassword`
 * a secret that is not the last one's is refused (WrongSecret), and nothing is changed.
 */
export async function migrate(options: {
  ownerUrl: string;
  secret: Buffer;
  appUrl?: string | undefined;
  keepPassword?: boolean;
}): Promise<{ appUrl: string }> {
  const sql = postgres(options.ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    const [who] = await sql<{ database: string }[]>`select current_database() as database`;
    const roles = rolesOf(who?.database ?? "");
    const appUrl = new URL(options.ownerUrl);
    if (options.appUrl) roles.app = decodeURIComponent(new URL(options.appUrl).username);
    await sql`select pg_advisory_lock(727001)`;
    if (!options.appUrl) {
      const password = appPassword(options.secret, roles.app);
      appUrl.username = encodeURIComponent(roles.app);
      appUrl.password = password;
      if (options.keepPassword) await insistOnPassword(sql, appUrl);
      await makeRoles(sql, roles, password);
    }
    if (await isBehind(sql)) {
      await liftForce(sql);
      await runMigrations(drizzle(sql), { migrationsFolder });
    }
    await secure(sql, roles);
    return { appUrl: options.appUrl ?? appUrl.toString() };
  } finally {
    await sql.end({ timeout: 5 });
  }
}
