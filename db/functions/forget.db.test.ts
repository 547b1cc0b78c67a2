import { and, eq, sql } from "drizzle-orm";
import postgres from "postgres";
import { beforeAll, expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { auditEvents } from "@/db/schema/audit";
import { contacts } from "@/db/schema/people";
import { forgetAddresses } from "@/lib/audit/forget-addresses";
import { completeTask } from "@/lib/tasks/complete-task";
import { testDatabase } from "@/test/db";
import { testFirm, testRequest, type TestFirm } from "@/test/factories/firm";

let ownerUrl: string;

beforeAll(async () => {
  ({ ownerUrl } = await testDatabase());
});

/** Two contacts of a firm who each did something from 127.0.0.1. */
async function firmWithDeeds(): Promise<TestFirm> {
  const f = await testFirm();
  const { tasks } = await testRequest(f.staff, f.clientId, [f.other.contactId]);
  await completeTask(f.contact, f.tasks.tick);
  await completeTask(f.other, tasks.tick);
  return f;
}

const markErased = (f: TestFirm) =>
  withFirm(f, (tx) =>
    tx
      .update(contacts)
      .set({ deletedAt: sql`now()`, erasedAt: sql`now()` })
      .where(and(eq(contacts.firmId, f.firmId), eq(contacts.id, f.contact.contactId))),
  );
const logOf = (f: TestFirm) =>
  withFirm(f, (tx) =>
    tx.select().from(auditEvents).where(eq(auditEvents.firmId, f.firmId)).orderBy(auditEvents.seq),
  );
const forget = (f: TestFirm, contactId: string) => withFirm(f, (tx) => forgetAddresses(tx, contactId));

test("[C2] addresses are forgotten of an erased contact's events only, and nothing else of them changes", async () => {
  const f = await firmWithDeeds();
  const before = await logOf(f);
  await forget(f, f.contact.contactId);
  expect(await logOf(f)).toEqual(before);
  await markErased(f);
  await forget(f, f.other.contactId);
  await forget(f, f.staff.staffId);
  expect(await logOf(f)).toEqual(before);
  await forget(f, f.contact.contactId);
  const mine = before.filter(({ actorId }) => actorId === f.contact.contactId);
  expect(mine.length).toBeGreaterThan(0);
  expect(mine.every(({ ip }) => ip === "127.0.0.1")).toBe(true);
  expect(await logOf(f)).toEqual(
    before.map((row) => (row.actorId === f.contact.contactId ? { ...row, ip: "" } : row)),
  );
});

test("[C2] another firm, or none, forgets nothing of it", async () => {
  const [f, stranger] = [await firmWithDeeds(), await testFirm()];
  await markErased(f);
  const before = await logOf(f);
  await forget(stranger, f.contact.contactId);
  const app = postgres(process.env["DATABASE_APP_URL"] ?? "", { max: 1 });
  const [row] = await app`select forget_addresses(${f.contact.contactId}::uuid) as n`;
  await app.end();
  expect(row?.["n"]).toBe(0);
  expect(await logOf(f)).toEqual(before);
});

test("[C2] the log stays shut around it: not to the app, to others, nor to its owner, while addresses are forgotten", async () => {
  const f = await firmWithDeeds();
  await markErased(f);
  const before = await logOf(f);
  const mine = before.find(({ actorId }) => actorId === f.contact.contactId);
  const others = before.find(({ actorId }) => actorId === f.other.contactId);
  const tries = [
    `update audit_events set ip = '192.0.2.1' where seq = ${mine?.seq ?? 0}`,
    `update audit_events set ip = '', action = 'nothing.happened' where seq = ${mine?.seq ?? 0}`,
    `update audit_events set ip = '', actor_id = null where seq = ${mine?.seq ?? 0}`,
    `update audit_events set subject = '{}' where seq = ${mine?.seq ?? 0}`,
    `update audit_events set ip = '' where seq = ${others?.seq ?? 0}`,
    `delete from audit_events where seq = ${mine?.seq ?? 0}`,
  ];
  const attempt = (by: postgres.Sql, statement: string) =>
    by.begin(async (tx) => {
      await tx`select set_config('app.firm_id', ${f.firmId}, true), set_config('app.forgetting', ${f.contact.contactId}, true)`;
      await tx.unsafe(statement);
    });
  const app = postgres(process.env["DATABASE_APP_URL"] ?? "", { max: 1 });
  const owner = postgres(ownerUrl, { max: 1 });
  for (const statement of tries) {
    await expect(attempt(app, statement)).rejects.toThrow("permission denied");
    await expect(attempt(owner, statement)).rejects.toThrow("never changed");
  }
  const callers = await owner<{ name: string }[]>`
    select grantee::regrole::text as name from pg_proc, aclexplode(proacl)
    where proname = 'forget_addresses' and grantee <> proowner`;
  // a database of a test is a copy, in which the first one's role has its right too
  expect(callers.length).toBeGreaterThan(0);
  expect(callers.filter(({ name }) => !name.endsWith("_app"))).toEqual([]);
  await Promise.all([app.end(), owner.end()]);
  expect(await logOf(f)).toEqual(before);
});
