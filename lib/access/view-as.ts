import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { clientViews } from "@/db/schema/access";
import { contacts } from "@/db/schema/people";
import { staffMembers, staffSessions } from "@/db/schema/staff";
import { record } from "@/lib/audit/record";
import { hashToken, newToken } from "@/lib/crypto";
import { Refused } from "@/lib/refused";
import { minted, type Origin, type StaffActor } from "./actor";
import type { Visitor } from "./session";
import { systemActor } from "./system";

/**
 * Makes a ticket with which a staff member sees the portal as a contact (W9): it opens once, within a minute, and is in
 * the audit log. It ends with the staff member's session; `backTo` is the origin of the staff side. Throws Refused("missing").
 */
export async function ticketToView(
  staff: StaffActor,
  contactId: string,
  { sessionToken, backTo }: { sessionToken: string; backTo: string },
): Promise<string> {
  const ticket = newToken();
  await withFirm(staff, async (tx) => {
    const [contact] = await tx
      .select({ id: contacts.id })
      .from(contacts)
      .where(and(eq(contacts.firmId, staff.firmId), eq(contacts.id, contactId), isNull(contacts.deletedAt)));
    if (!contact)
      throw new Refused("missing", "That contact is not here any more, so there is nothing to view.");
    await tx.insert(clientViews).values({
      firmId: staff.firmId,
      staffId: staff.staffId,
      contactId,
      tokenHash: hashToken(ticket),
      sessionHash: hashToken(sessionToken),
      backTo,
      endsAt: sql`now() + interval '1 minute'`,
    });
    await record(tx, staff, "contact.viewed_as", { contactId });
  });
  return ticket;
}

/** Uses a ticket up and returns the token of the view, which lasts 30 minutes; undefined when it opens nothing. */
export async function openView(firmId: string, ticket: string): Promise<string | undefined> {
  const token = newToken();
  return withFirm({ firmId }, async (tx) => {
    const opened = await tx
      .update(clientViews)
      .set({ tokenHash: hashToken(token), openedAt: sql`now()`, endsAt: sql`now() + interval '30 minutes'` })
      .where(
        and(
          eq(clientViews.firmId, firmId),
          eq(clientViews.tokenHash, hashToken(ticket)),
          isNull(clientViews.openedAt),
          sql`${clientViews.endsAt} > now()`,
        ),
      )
      .returning({ id: clientViews.id });
    return opened.length === 1 ? token : undefined;
  });
}

/** Whom a view shows, and who looks; undefined once it is over, the staff member inactive or the contact deleted. */
export async function viewerOf(firmId: string, token: string, from: Origin): Promise<Visitor | undefined> {
  const row = await withFirm({ firmId }, async (tx) => {
    const [found] = await tx
      .select({
        contactId: contacts.id,
        firstName: contacts.firstName,
        lastName: contacts.lastName,
        staffName: staffMembers.name,
        openedAt: clientViews.openedAt,
        endsAt: clientViews.endsAt,
      })
      .from(clientViews)
      .innerJoin(
        contacts,
        and(eq(contacts.firmId, clientViews.firmId), eq(contacts.id, clientViews.contactId)),
      )
      .innerJoin(
        staffMembers,
        and(eq(staffMembers.firmId, clientViews.firmId), eq(staffMembers.id, clientViews.staffId)),
      )
      .innerJoin(
        staffSessions,
        and(
          eq(staffSessions.firmId, clientViews.firmId),
          eq(staffSessions.tokenHash, clientViews.sessionHash),
          sql`${staffSessions.endsAt} > now()`,
        ),
      )
      .where(
        and(
          eq(clientViews.firmId, firmId),
          eq(clientViews.tokenHash, hashToken(token)),
          sql`${clientViews.openedAt} is not null and ${clientViews.endsAt} > now()`,
          isNull(contacts.deletedAt),
          isNull(staffMembers.deactivatedAt),
        ),
      );
    return found;
  });
  if (!row?.openedAt) return undefined;
  const { contactId, firstName, lastName, openedAt, endsAt } = row;
  return {
    actor: {
      [minted]: true,
      kind: "contact",
      via: "view",
      firmId,
      contactId,
      deviceId: "",
      browserId: "",
      from,
    },
    firstName,
    fullName: `${firstName} ${lastName}`.trim(),
    claimedAt: openedAt,
    endsAt,
    previousSeenAt: null,
    contactsHere: 1,
    viewedBy: row.staffName,
  };
}

/** Ends a view at once; returns the address of the contact's page on the staff side. */
export async function endView(firmId: string, token: string): Promise<string | undefined> {
  return withFirm({ firmId }, async (tx) => {
    const [ended] = await tx
      .update(clientViews)
      .set({ endsAt: sql`now()` })
      .where(and(eq(clientViews.firmId, firmId), eq(clientViews.tokenHash, hashToken(token))))
      .returning({
        contactId: clientViews.contactId,
        staffId: clientViews.staffId,
        backTo: clientViews.backTo,
      });
    if (!ended) return undefined;
    await record(tx, systemActor(firmId), "contact.view_ended", {
      contactId: ended.contactId,
      staffId: ended.staffId,
    });
    return `${ended.backTo}/admin/contacts/${ended.contactId}`;
  });
}
