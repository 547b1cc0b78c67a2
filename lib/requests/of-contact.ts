import "server-only";
import { and, desc, eq } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { clients } from "@/db/schema/people";
import { requestRecipients, requests, workItems } from "@/db/schema/work";
import type { StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { afterCursor, pageOf, type Page } from "@/lib/paging";
import { listedRequest } from "./list";
import { visibleRequests, type RequestRow } from "./queries";

/** The requests addressed to one contact, newest first, a page at a time (C4). */
export async function requestsOfContact(
  staff: StaffActor,
  contactId: string,
  cursor: string | undefined,
): Promise<Page<RequestRow>> {
  return withFirm(staff, async (tx) => {
    const rows = await tx
      .select(listedRequest)
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
