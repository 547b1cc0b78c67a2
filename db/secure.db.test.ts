import { sql } from "drizzle-orm";
import postgres from "postgres";
import { beforeAll, expect, test } from "vitest";
import { auditEvents } from "@/db/schema/audit";
import { clientContacts, clients } from "@/db/schema/people";
import { env } from "@/lib/env";
import { testDatabase } from "@/test/db";
import { testFirm, type TestFirm } from "@/test/factories/firm";
import { withFirm } from "./client";
import { migrate, WrongSecret } from "./migrate";
import { firmTables, liftForce } from "./secure";

let one: TestFirm;
let two: TestFirm;

beforeAll(async () => {
  await testDatabase();
  one = await testFirm();
  two = await testFirm();
});

const asApp = async <T>(run: (app: postgres.Sql) => Promise<T>): Promise<T> => {
  const app = postgres(process.env["DATABASE_APP_URL"] ?? "", { max: 1 });
  try {
    return await run(app);
  } finally {
    await app.end();
  }
};

test("[T1] the serving role is no superuser, owns no table and cannot pass row-level security", async () => {
  const [role] = await asApp(
    (app) =>
      app`select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user`,
  );
  expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false });
  const owned = await asApp(
    (app) =>
      app`select relname from pg_class where relowner = (select oid from pg_roles where rolname = current_user)`,
  );
  expect([...owned]).toEqual([]);
});

test("[T1] every firm's table has row-level security, forced, with a policy on its firm", async () => {
  const rows = await asApp(async (app) => {
    const tables = (await firmTables(app)).map((table) => table.name);
    return app`select c.relname, c.relrowsecurity and c.relforcerowsecurity as forced,
      exists (select 1 from pg_policies p where p.tablename = c.relname and p.policyname = 'one_firm' and p.cmd = 'ALL') as policy
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relname in ${app(tables)}`;
  });
  expect(rows.length).toBeGreaterThan(20);
  expect(rows.filter((row) => !row["forced"] || !row["policy"])).toEqual([]);
});

test("[T1] without a firm every table reads empty, with one firm none shows another's row", async () => {
  await asApp(async (app) => {
    for (const { name, column } of await firmTables(app)) {
      const [none] = await app.unsafe(`select count(*)::int as n from "${name}"`);
      expect([name, none?.["n"]]).toEqual([name, 0]);
      const foreign = await app.begin(async (tx) => {
        await tx`select set_config('app.firm_id', ${one.firmId}, true)`;
        return tx.unsafe(`select count(*)::int as n from "${name}" where ${column} <> $1`, [one.firmId]);
      });
      expect([name, foreign[0]?.["n"]]).toEqual([name, 0]);
    }
  });
});

test("[T1] writing into another firm fails, by row and by foreign key", async () => {
  const row = withFirm(one, (tx) =>
    tx.insert(clients).values({ firmId: two.firmId, name: "Planted", kind: "person" }),
  );
  await expect(row).rejects.toThrow();
  const key = withFirm(one, (tx) =>
    tx
      .insert(clientContacts)
      .values({ firmId: one.firmId, clientId: two.clientId, contactId: two.contact.contactId }),
  );
  await expect(key).rejects.toThrow();
  const moved = await withFirm(one, (tx) =>
    tx
      .update(clients)
      .set({ name: "Taken" })
      .where(sql`id = ${two.clientId}`)
      .returning(),
  );
  expect(moved).toEqual([]);
});

test("[T2] the audit log can be added to, not changed or emptied", async () => {
  const change = withFirm(one, (tx) => tx.update(auditEvents).set({ action: "nothing.happened" }));
  await expect(change).rejects.toThrow();
  await expect(withFirm(one, (tx) => tx.delete(auditEvents))).rejects.toThrow();
  const rows = await withFirm(one, (tx) => tx.select({ action: auditEvents.action }).from(auditEvents));
  expect(rows.map((row) => row.action)).toContain("request.sent");
});

test("[T1] in no function of ours a temporary table stands before a firm's", async () => {
  const rows = await asApp(
    (app) => app<{ name: string; definer: boolean; path: string | null }[]>`
      select p.proname as name, p.prosecdef as definer, substr(c.setting, 13) as path from pg_proc p
        left join lateral unnest(p.proconfig) c(setting) on c.setting like 'search_path=%'
        where p.pronamespace = 'public'::regnamespace
          and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')`,
  );
  expect(rows.filter(({ definer }) => definer).length).toBeGreaterThan(5);
  // what touches no table needs no path, or the catalogue's only
  const bare = new Set(["append_only", "opens_device", "search_fold"]);
  const open = rows.filter(({ name, path }) => !bare.has(name) && !path?.endsWith(", public, pg_temp"));
  expect(open).toEqual([]);
});

test("[T1] a start after a migration that was interrupted forces row-level security again", async () => {
  const { ownerUrl } = await testDatabase();
  const owner = postgres(ownerUrl, { max: 1 });
  const forced = async () => {
    const [row] =
      await owner`select bool_and(relforcerowsecurity) as all from pg_class where relname in ('clients', 'tasks', 'files')`;
    return row?.["all"] as boolean;
  };
  await liftForce(owner);
  expect(await forced()).toBe(false);
  await migrate({ ownerUrl, secret: env().secret });
  expect(await forced()).toBe(true);
  await owner.end();
});

test("[O4] a command with another secret is refused, and the serving role keeps its password", async () => {
  const { ownerUrl } = await testDatabase();
  const { appUrl } = await migrate({ ownerUrl, secret: env().secret });
  const given = { ownerUrl, keepPassword: true };
  const other = Buffer.from("another-secret-of-thirty-two-letters");
  await expect(migrate({ ...given, secret: other })).rejects.toThrow(WrongSecret);
  const app = postgres(appUrl, { max: 1 });
  expect(await app`select 1 as one`).toHaveLength(1);
  await app.end();
  expect((await migrate({ ...given, secret: env().secret })).appUrl).toBe(appUrl);
});
