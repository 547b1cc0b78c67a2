import { sql, type SQL } from "drizzle-orm";
import { withFirm } from "@/db/client";

/** Holds rows that a query locks, as another transaction would, until it is let go. */
export async function heldRows(
  firm: { firmId: string },
  query: SQL,
): Promise<{ letGo: () => Promise<void> }> {
  let go = (): void => undefined;
  let told = (): void => undefined;
  const over = new Promise<void>((done) => (go = done));
  const locked = new Promise<void>((done) => (told = done));
  const holding = withFirm(firm, async (tx) => {
    await tx.execute(query);
    told();
    await over;
  });
  await Promise.race([locked, holding]);
  return {
    letGo: () => {
      go();
      return holding;
    },
  };
}

/** Waits until so many statements of this database wait for a lock. */
export async function untilWaiting(firm: { firmId: string }, count: number): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const [row] = await withFirm(firm, (tx) =>
      tx.execute<{ n: number }>(
        sql`select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      ),
    );
    if ((row?.n ?? 0) >= count) return;
    await new Promise((then) => setTimeout(then, 20));
  }
  throw new Error(`Fewer than ${count} statements wait.`);
}
