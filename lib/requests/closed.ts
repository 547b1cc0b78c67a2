import "server-only";
import { eq, sql } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { files } from "@/db/schema/conversation";
import { clients } from "@/db/schema/people";
import { requests, tasks, workItems } from "@/db/schema/work";
import type { ContactActor } from "@/lib/access/actor";
import { addressedTo, allOf } from "@/lib/access/conditions";
import { clientOfWork, workOfRequest } from "./queries";

type At = { requestId: string } | { taskId: string };

/** The request behind the address of a request or of one of its tasks. */
const requestAt = ({ firmId }: ContactActor, at: At) =>
  "requestId" in at
    ? sql`${at.requestId}`
    : sql`(select t.request_id from ${tasks} t where t.firm_id = ${firmId} and t.id = ${at.taskId})`;

/** The completed work behind an address that a device may no longer open: its title only, for the page that says so (A11). */
export async function completedWork(actor: ContactActor, at: At) {
  return withFirm(actor, async (tx) => {
    const requestId = requestAt(actor, at);
    const [work] = await tx
      .select({
        id: workItems.id,
        title: workItems.title,
        completedAt: workItems.completedAt,
        clientName: clients.name,
      })
      .from(requests)
      .innerJoin(workItems, workOfRequest)
      .innerJoin(clients, clientOfWork)
      .where(
        allOf(
          eq(requests.firmId, actor.firmId),
          addressedTo(requests.id, actor),
          sql`${requests.id} = ${requestId}`,
          sql`${workItems.completedAt} is not null`,
        ),
      );
    return work;
  });
}

/** The withdrawn request behind an address: who took it back and when, for the page that says so. */
export async function withdrawnRequest(actor: ContactActor, at: At) {
  return withFirm(actor, async (tx) => {
    const requestId = requestAt(actor, at);
    const [request] = await tx
      .select({
        title: requests.title,
        withdrawnAt: requests.withdrawnAt,
        clientName: clients.name,
        by: sql<string | null>`(select s.name from audit_events e
          join staff_members s on s.firm_id = e.firm_id and s.id = e.actor_id
          where e.firm_id = ${actor.firmId} and e.action = 'request.withdrawn'
            and e.request_of_id = ${requests.id} order by e.seq desc limit 1)`,
        files: sql<number>`(select count(*)::int from ${files} f join ${tasks} t on t.firm_id = f.firm_id and t.id = f.task_id
          where f.firm_id = ${actor.firmId} and t.request_id = ${requests.id} and f.contact_id = ${actor.contactId}
            and f.state = 'received')`,
      })
      .from(requests)
      .innerJoin(workItems, workOfRequest)
      .innerJoin(clients, clientOfWork)
      .where(
        allOf(
          eq(requests.firmId, actor.firmId),
          addressedTo(requests.id, actor),
          sql`${requests.id} = ${requestId}`,
          eq(requests.status, "withdrawn"),
        ),
      );
    return request;
  });
}
