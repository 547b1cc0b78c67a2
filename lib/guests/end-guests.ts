import "server-only";
import { and, sql, type SQL } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { guests } from "@/db/schema/work";
import { standingGuests } from "@/lib/access/conditions";

type How = NonNullable<(typeof guests.$inferInsert)["endedHow"]>;

/** Ends guests for good, inside another verb's transaction; at their next request they are out. Returns their ids. */
export async function endGuests(tx: Tx, firmId: string, which: SQL | undefined, how: How): Promise<string[]> {
  const ended = await tx
    .update(guests)
    .set({ endedAt: sql`now()`, endedHow: how })
    .where(and(standingGuests(firmId), which ?? sql`false`))
    .returning({ id: guests.id });
  return ended.map(({ id }) => id);
}
