import "server-only";
import { and, eq, max, sql } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { linkVisits, magicLinks } from "@/db/schema/access";
import type { StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";

/** When each recipient last looked at a link of a request, machines left out (A3), and last came in by one. */
export async function openedBy(staff: StaffActor, requestId: string) {
  return withFirm(staff, (tx) =>
    tx
      .select({
        contactId: magicLinks.contactId,
        claimedAt: max(magicLinks.claimedAt),
        openedAt: sql`max(${linkVisits.at}) filter (where ${linkVisits.visitor} = 'person')`.mapWith(
          magicLinks.claimedAt,
        ),
      })
      .from(magicLinks)
      .leftJoin(
        linkVisits,
        and(eq(linkVisits.firmId, magicLinks.firmId), eq(linkVisits.linkId, magicLinks.id)),
      )
      .where(allOf(eq(magicLinks.firmId, staff.firmId), eq(magicLinks.requestId, requestId)))
      .groupBy(magicLinks.contactId),
  );
}
