import { AsyncLocalStorage } from "node:async_hooks";
import { eq, sql } from "drizzle-orm";
import postgres from "postgres";
import { beforeAll, expect, test } from "vitest";
import { clients } from "@/db/schema/people";
import { testDatabase } from "@/test/db";
import { testFirm, type TestFirm } from "@/test/factories/firm";
import { closeIdle, DatabaseAway, withFirm } from "./client";

let one: TestFirm;
let two: TestFirm;

beforeAll(async () => {
  await testDatabase();
  one = await testFirm();
  two = await testFirm();
});

const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test("[T1] a transaction whose backend is killed goes nowhere, not into another firm's transaction", async () => {
  const admin = postgres(process.env["LODGE_TEST_SUPER_URL"] ?? "", { max: 1 });
  let after: unknown = "not reached";
  let seen: string[] = [];
  try {
    const broken = withFirm(one, async (tx) => {
      const [row] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
      await admin`select pg_terminate_backend(${row?.pid ?? 0})`;
      await later(150);
      after = await tx.select().from(clients);
      return after;
    });
    const healthy = withFirm(two, async (tx) => {
      await later(400);
      const rows = await tx.select({ id: clients.id }).from(clients);
      seen = rows.map((row) => row.id);
      return seen;
    });
    await expect(broken).rejects.toBeInstanceOf(DatabaseAway);
    await healthy;
  } finally {
    await admin.end();
  }
  await later(300);
  expect(after).toBe("not reached");
  expect(seen).toEqual([two.clientId]);
});

test("[T1] many killed backends under load: each firm only ever reads its own rows, and all recovers", async () => {
  const admin = postgres(process.env["LODGE_TEST_SUPER_URL"] ?? "", { max: 1 });
  const database = new URL(process.env["DATABASE_APP_URL"] ?? "").pathname.slice(1);
  const strangers: string[] = [];
  let lost = 0;
  const read = async (firm: TestFirm) => {
    try {
      await withFirm(firm, async (tx) => {
        for (let at = 0; at < 3; at++) {
          const rows = await tx.select({ firmId: clients.firmId }).from(clients);
          strangers.push(...rows.map((row) => row.firmId).filter((id) => id !== firm.firmId));
          await later(5);
        }
      });
    } catch (problem) {
      if (!(problem instanceof DatabaseAway)) throw problem;
      lost++;
    }
  };
  const under = { way: true };
  const work = Promise.all(Array.from({ length: 80 }, (_, at) => read(at % 2 ? one : two))).finally(
    () => (under.way = false),
  );
  for (let killed = 0; under.way && killed < 15;) {
    await later(10);
    const ended =
      await admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${database} and application_name = 'lodge' and state like 'idle in transaction%' limit 3`;
    killed += ended.length;
  }
  await work;
  await admin.end();
  expect(strangers).toEqual([]);
  expect(lost).toBeGreaterThan(0);
  await expect(
    withFirm(one, (tx) => tx.select().from(clients).where(eq(clients.id, one.clientId))),
  ).resolves.toHaveLength(1);
});

test("[R13] what finds the database away is noted at its request, and at no other", async () => {
  const admin = postgres(process.env["LODGE_TEST_SUPER_URL"] ?? "", { max: 1 });
  const underWay = new AsyncLocalStorage<{ away: boolean }>();
  Object.assign(globalThis, { [Symbol.for("lodge.request")]: underWay });
  const [broken, healthy] = [{ away: false }, { away: false }];
  try {
    await Promise.all([
      underWay.run(broken, async () => {
        const lost = withFirm(one, async (tx) => {
          const [row] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
          await admin`select pg_terminate_backend(${row?.pid ?? 0})`;
          await later(100);
          await tx.select().from(clients);
        });
        await expect(lost).rejects.toMatchObject({ name: "DatabaseAway", digest: "away" });
      }),
      underWay.run(healthy, () => withFirm(two, (tx) => tx.select({ id: clients.id }).from(clients))),
    ]);
    expect([broken, healthy]).toEqual([{ away: true }, { away: false }]);
  } finally {
    Object.assign(globalThis, { [Symbol.for("lodge.request")]: undefined });
    await admin.end();
  }
});

test("[S8] a transaction that throws leaves nothing", async () => {
  const write = withFirm(one, async (tx) => {
    await tx.insert(clients).values({ firmId: one.firmId, name: "Never", kind: "person" });
    throw new Error("on purpose");
  });
  await expect(write).rejects.toThrow("on purpose");
  const rows = await withFirm(one, (tx) => tx.select().from(clients).where(eq(clients.name, "Never")));
  expect(rows).toEqual([]);
});

test("[S8] closing connections that nobody uses fails nobody who comes at that moment", async () => {
  const pidOf = () =>
    withFirm(one, async (tx) => {
      const [row] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
      await later(2);
      const [still] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
      expect(still?.pid).toBe(row?.pid);
      return row?.pid ?? 0;
    });
  const pids = new Set<number>();
  let at = 0;
  const sweeping = setInterval(() => {
    closeIdle(Date.now() + 600_000);
  }, 1);
  const comer = async () => {
    while (at++ < 200) {
      pids.add(await pidOf());
      if (at % 7 === 0) await later(3);
    }
  };
  try {
    await Promise.all([comer(), comer(), comer()]);
  } finally {
    clearInterval(sweeping);
  }
  // without connections that were closed in between, three would have served all
  expect(pids.size).toBeGreaterThan(3);
  closeIdle();
  const [first, second] = [await pidOf(), await pidOf()];
  expect(second).toBe(first);
});
