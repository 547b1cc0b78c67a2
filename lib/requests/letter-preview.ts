import "server-only";
import { and, eq } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { staffMembers } from "@/db/schema/staff";
import type { StaffActor } from "@/lib/access/actor";
import type { Firm } from "@/lib/access/host";
import { requestLetter } from "./letter";
import { requestPage } from "./queries";

/**
 * The letter that the first recipient of a request would get from this staff member now (W3). Its button leads home:
 * a link of one's own is only made when the mail is sent. Undefined when the request is not there.
 */
export async function letterPreview(staff: StaffActor, firm: Firm, requestId: string) {
  const request = await requestPage(staff, requestId);
  if (!request) return undefined;
  const sender = await withFirm(staff, async (tx) => {
    const [found] = await tx
      .select({ name: staffMembers.name, title: staffMembers.title, email: staffMembers.email })
      .from(staffMembers)
      .where(and(eq(staffMembers.firmId, staff.firmId), eq(staffMembers.id, staff.staffId)));
    return found;
  });
  if (!sender) return undefined;
  const first = request.people.find((person) => person.chosen && !person.deletedAt);
  return requestLetter(firm, {
    sender,
    clientName: request.clientName,
    request,
    person: { id: first?.contactId ?? "", firstName: first?.firstName ?? "" },
    tasks: request.tasks,
    link: `${firm.origin}/`,
  });
}
