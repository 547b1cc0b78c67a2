import "server-only";
import { asc, desc, isNull, sql } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { clients } from "@/db/schema/people";
import { workItems } from "@/db/schema/work";
import type { StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { clientOfWork, visibleWorkItems } from "./queries";

const most = 100;

/** The work that a request to a contact, or for a client, may hang on: what is not completed for its clients, each client's newest first, at most 100. */
export async function openWorkOf(staff: StaffActor, of: { contactId: string } | { clientId: string }) {
  const theirs =
    "clientId" in of
      ? sql`${workItems.clientId} = ${of.clientId}`
      : sql`${workItems.clientId} in (select cc.client_id from client_contacts cc
          where cc.firm_id = ${staff.firmId} and cc.contact_id = ${of.contactId})`;
  return withFirm(staff, (tx) =>
    tx
      .select({ id: workItems.id, title: workItems.title, clientName: clients.name })
      .from(workItems)
      .innerJoin(clients, clientOfWork)
      .where(
        allOf(
          visibleWorkItems(staff),
          isNull(workItems.completedAt),
          isNull(workItems.archivedAt),
          isNull(clients.archivedAt),
          theirs,
        ),
      )
      .orderBy(asc(clients.name), asc(clients.id), desc(workItems.createdAt), desc(workItems.id))
      .limit(most),
  );
}
