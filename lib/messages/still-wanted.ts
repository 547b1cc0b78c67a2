import "server-only";
import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { magicLinks } from "@/db/schema/access";
import { messages } from "@/db/schema/messages";
import { contacts } from "@/db/schema/people";
import { staffMembers } from "@/db/schema/staff";
import { guests, requests, workItems } from "@/db/schema/work";
import { isFinished } from "@/lib/requests/receipt";

/** Why a message is no longer wanted, decided at the moment of sending; undefined while it is. */
export async function cancelReason(tx: Tx, firmId: string, messageId: string): Promise<string | undefined> {
  const [row] = await tx
    .select({
      kind: messages.kind,
      to: messages.toAddress,
      contactId: messages.contactId,
      requestId: messages.requestId,
      email: contacts.email,
      deletedAt: contacts.deletedAt,
      requestStatus: requests.status,
      completedAt: workItems.completedAt,
      asked: sql<boolean>`exists (select 1 from request_recipients rr where rr.firm_id = ${messages.firmId}
        and rr.request_id = ${messages.requestId} and rr.contact_id = ${messages.contactId})`,
      linkRevokedAt: magicLinks.revokedAt,
      guestEndedAt: guests.endedAt,
      staffEndedAt: staffMembers.deactivatedAt,
    })
    .from(messages)
    .leftJoin(contacts, and(eq(contacts.firmId, messages.firmId), eq(contacts.id, messages.contactId)))
    .leftJoin(magicLinks, and(eq(magicLinks.firmId, messages.firmId), eq(magicLinks.id, messages.linkId)))
    .leftJoin(guests, and(eq(guests.firmId, messages.firmId), eq(guests.id, messages.guestId)))
    .leftJoin(
      staffMembers,
      and(eq(staffMembers.firmId, messages.firmId), eq(staffMembers.id, messages.staffId)),
    )
    .leftJoin(requests, and(eq(requests.firmId, messages.firmId), eq(requests.id, messages.requestId)))
    .leftJoin(workItems, and(eq(workItems.firmId, requests.firmId), eq(workItems.id, requests.workItemId)))
    .where(and(eq(messages.firmId, firmId), eq(messages.id, messageId)));
  if (!row) return "The message is gone.";
  // the notice to a former address is wanted there whatever became of the contact
  const toContact = row.contactId && row.kind !== "address_changed";
  if (toContact && row.deletedAt) return "The contact was deleted before it was sent.";
  if (toContact && row.email !== row.to) return "The contact's address changed before it was sent.";
  if (row.linkRevokedAt) return "Its link was revoked before it was sent.";
  if (row.guestEndedAt) return "The access was stopped before it was sent.";
  // what is a client's; that somebody was deactivated is told them all the same
  if ((row.kind === "comment" || row.kind === "declined") && row.staffEndedAt)
    return "The staff member was deactivated before it was sent.";
  const ofRequest = row.kind === "request" || row.kind === "guest";
  if (ofRequest && row.requestStatus !== "sent") return "The request was withdrawn before it was sent.";
  if (row.kind === "request" && !row.asked) return "They were taken out of the request before it was sent.";
  if (ofRequest && row.completedAt) return "The work was completed before it was sent.";
  if (row.kind === "receipt" && row.requestId && row.contactId) {
    const finished = await isFinished(tx, firmId, row.requestId, row.contactId);
    if (row.requestStatus !== "sent" || !finished)
      return "Something was taken back or asked again before it was sent.";
  }
  return undefined;
}
