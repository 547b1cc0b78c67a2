import "server-only";
import { eq, sql, type SQL } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { requests } from "@/db/schema/work";
import type { StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { visibleRequests } from "./queries";

/** How many requests of a client or a work item are sent and not all done, in work that is not completed. */
export async function openRequestsOf(
  tx: Tx,
  staff: StaffActor,
  of: { clientId: string } | { workItemId: string },
): Promise<number> {
  const work: SQL = "clientId" in of ? sql`w.client_id = ${of.clientId}` : sql`w.id = ${of.workItemId}`;
  const [row] = await tx
    .select({ n: sql<number>`count(*)::int` })
    .from(requests)
    .where(
      allOf(
        visibleRequests(staff),
        eq(requests.status, "sent"),
        sql`exists (select 1 from work_items w where w.firm_id = requests.firm_id and w.id = requests.work_item_id
          and w.completed_at is null and ${work})`,
        sql`exists (select 1 from tasks t where t.firm_id = requests.firm_id and t.request_id = requests.id and t.state <> 'done')`,
      ),
    );
  return row?.n ?? 0;
}
