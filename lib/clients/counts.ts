import "server-only";
import { isNull, sql } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { clients } from "@/db/schema/people";
import type { StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { visibleClients } from "./queries";
import { ownedBy, waitsLate, waitsUnopened } from "./standing";

const most = 1_000;

export type ClientCounts = { all: number; views?: { mine: number; late: number; unopened: number } };

/**
 * How many clients there are, counted to 1 001, and where it is 1 000 or fewer, how many are the staff member's, late
 * and unopened: a larger firm's page does not count through its clients each time.
 */
export async function clientCounts(staff: StaffActor, today: string): Promise<ClientCounts> {
  const shown = allOf(visibleClients(staff), isNull(clients.archivedAt));
  return withFirm(staff, async (tx) => {
    const some = tx
      .select({ id: clients.id })
      .from(clients)
      .where(shown)
      .limit(most + 1)
      .as("some");
    const [row] = await tx.select({ all: sql<number>`count(*)::int` }).from(some);
    const all = row?.all ?? 0;
    if (all > most) return { all };
    const [views] = await tx
      .select({
        mine: sql<number>`(count(*) filter (where ${ownedBy(staff.staffId)}))::int`,
        late: sql<number>`(count(*) filter (where ${waitsLate(today)}))::int`,
        unopened: sql<number>`(count(*) filter (where ${waitsUnopened}))::int`,
      })
      .from(clients)
      .where(shown);
    return views ? { all, views } : { all };
  });
}
