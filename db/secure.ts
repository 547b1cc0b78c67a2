import { createHash } from "node:crypto";
import type postgres from "postgres";
import { claimFunction, holdsFunction, opensFunction } from "./functions/claim";
import { appendOnlyFunction, forgetFunction } from "./functions/forget";
import { lookupFunctions } from "./functions/lookups";
import { searchStatements } from "./functions/search";

const here = "nullif(current_setting('app.firm_id', true), '')::uuid";

/** Tables that no firm owns. Every other table must carry firm_id, or the migration stops. */
const sharedTables = new Set(["rate_limits"]);
/** What the lookup functions may read before a firm is known. */
const lookupTables = [
  "firms",
  "domains",
  "staff_members",
  "staff_links",
  "staff_sessions",
  "login_challenges",
  "passkeys",
  "messages",
  "files",
  "changes",
  "client_notices",
  "api_keys",
  "idempotency_keys",
];
/** Tables whose rows are never changed or removed, but for the addresses of erased contacts (db/functions/forget.ts). */
const appendOnly = ["audit_events"];

export type Roles = { app: string; lookup: string };

/** Role names carry the database's name: roles belong to the whole cluster (DECISIONS 30). */
export const rolesOf = (database: string): Roles => ({
  app: `${database}_app`,
  lookup: `${database}_lookup`,
});

type FirmTable = { name: string; column: string };

/** Every table with the column that names its firm. Throws when a table has neither firm nor exemption. */
export async function firmTables(sql: postgres.Sql): Promise<FirmTable[]> {
  const rows = await sql<{ name: string; hasFirm: boolean }[]>`
    select c.relname as name, exists (
      select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'firm_id' and not a.attisdropped
    ) as "hasFirm"
    from pg_class c where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace order by 1`;
  const homeless = rows.filter((r) => !r.hasFirm && r.name !== "firms" && !sharedTables.has(r.name));
  if (homeless.length) throw new Error(`Tables without a firm: ${homeless.map((r) => r.name).join(", ")}`);
  return rows
    .filter((r) => !sharedTables.has(r.name))
    .map((r) => ({ name: r.name, column: r.name === "firms" ? "id" : "firm_id" }));
}

/** Lifts FORCE so that a migration of the (non-superuser) owner can change rows of every firm. */
export async function liftForce(sql: postgres.Sql): Promise<void> {
  // first: whatever happens now, the next start sets everything anew
  await sql.unsafe("comment on schema public is null");
  for (const { name } of await firmTables(sql)) {
    await sql.unsafe(`alter table "${name}" no force row level security`);
  }
}

/** Sets row-level security, grants and functions anew after each migration. Idempotent. */
export async function secure(sql: postgres.Sql, roles: Roles): Promise<void> {
  const tables = await firmTables(sql);
  const statements = [
    `grant usage on schema public to "${roles.app}", "${roles.lookup}"`,
    `revoke create on schema public from public`,
    `revoke all on all tables in schema public from public`,
    ...tables.flatMap(({ name, column }) => [
      `alter table "${name}" enable row level security`,
      `alter table "${name}" force row level security`,
      `drop policy if exists one_firm on "${name}"`,
      `create policy one_firm on "${name}" using (${column} = ${here}) with check (${column} = ${here})`,
      `grant select, insert, update, delete on "${name}" to "${roles.app}"`,
    ]),
    ...[...sharedTables].map((name) => `grant select, insert, update, delete on "${name}" to "${roles.app}"`),
    ...lookupTables.flatMap((name) => [
      `drop policy if exists lookup_reads on "${name}"`,
      `create policy lookup_reads on "${name}" for select to "${roles.lookup}" using (true)`,
      `grant select on "${name}" to "${roles.lookup}"`,
    ]),
    `grant usage on all sequences in schema public to "${roles.app}"`,
    appendOnlyFunction,
    ...appendOnly.flatMap((name) => [
      `revoke update, delete, truncate on "${name}" from "${roles.app}"`,
      `create or replace trigger append_only before update or delete on "${name}" for each row execute function append_only()`,
    ]),
    ...searchStatements,
    ...lookupFunctions.flatMap(({ signature, body }) => [
      `drop function if exists ${signature.slice(0, signature.indexOf(")") + 1)}`,
      `create function ${signature} language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$ ${body} $$`,
      `revoke all on function ${signature.slice(0, signature.indexOf(")") + 1)} from public`,
      `grant execute on function ${signature.slice(0, signature.indexOf(")") + 1)} to "${roles.app}"`,
      `alter function ${signature.slice(0, signature.indexOf(")") + 1)} owner to "${roles.lookup}"`,
    ]),
    "drop function if exists opens_device",
    opensFunction,
    "drop function if exists holds_session",
    holdsFunction,
    forgetFunction,
    "revoke all on function forget_addresses(uuid) from public",
    `grant execute on function forget_addresses(uuid) to "${roles.app}"`,
    "drop function if exists claim_link",
    claimFunction,
    `grant execute on function claim_link to "${roles.app}"`,
  ];
  const applied = `lodge ${createHash("sha256").update(JSON.stringify(statements)).digest("hex")}`;
  const [before] = await sql<
    { mark: string | null }[]
  >`select obj_description('public'::regnamespace, 'pg_namespace') as mark`;
  // unchanged: a process that starts beside others takes no lock from them
  if (before?.mark === applied) return;
  // in one transaction: nobody meets a table without its policy or a function that is gone for a moment
  await sql.begin(async (tx) => {
    // the lookup role owns its functions only: it needs CREATE for the hand-over and loses it again
    await tx.unsafe(`grant create on schema public to "${roles.lookup}"`);
    for (const statement of statements) await tx.unsafe(statement);
    await tx.unsafe(`revoke create on schema public from "${roles.lookup}"`);
    await tx.unsafe(`comment on schema public is '${applied}'`);
  });
}
