import "server-only";
import { and, desc, eq, sql } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { clients } from "@/db/schema/people";
import { requestRecipients, requests, workItems } from "@/db/schema/work";
import type { StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { afterCursor, pageOf, type Page } from "@/lib/paging";
import { visibleRequests, type RequestRow } from "./queries";

const tasksOf = (state: string) =>
  sql<number>`(select count(*)::int from tasks t where t.firm_id = ${requests.firmId} and t.request_id = ${requests.id} and (${state} = '' or t.state = ${state}))`;

/** The requests addressed to one contact, newest first, a page at a time (C4). */
export async function requestsOfContact(
  staff: StaffActor,
  contactId: string,
  cursor: string | undefined,
): Promise<Page<RequestRow>> {
  return withFirm(staff, async (tx) => {
    const rows = await tx
      .select({
        id: requests.id,
        at: requests.createdAt,
        title: requests.title,
        status: requests.status,
        dueOn: requests.dueOn,
        sentAt: requests.sentAt,
        workItemId: workItems.id,
        workTitle: workItems.title,
        workCompletedAt: workItems.completedAt,
        clientName: clients.name,
        tasks: tasksOf(""),
        done: tasksOf("done"),
      })
      .from(requestRecipients)
      .innerJoin(
        requests,
        and(eq(requests.firmId, requestRecipients.firmId), eq(requests.id, requestRecipients.requestId)),
      )
      .innerJoin(workItems, and(eq(workItems.firmId, requests.firmId), eq(workItems.id, requests.workItemId)))
      .innerJoin(clients, and(eq(clients.firmId, workItems.firmId), eq(clients.id, workItems.clientId)))
      .where(
        allOf(
          visibleRequests(staff),
          eq(requestRecipients.firmId, staff.firmId),
          eq(requestRecipients.contactId, contactId),
          afterCursor(cursor, requests.createdAt, requests.id),
        ),
      )
      .orderBy(desc(requests.createdAt), desc(requests.id))
      .limit(pageOf.size + 1);
    return pageOf(rows);
  });
}
