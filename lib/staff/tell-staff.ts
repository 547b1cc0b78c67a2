import "server-only";
import { randomUUID } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { staffMembers } from "@/db/schema/staff";
import { staffSecurity, type StaffSecurityChange } from "@/emails/staff-security";
import { firmById } from "@/lib/firms/firm-by-id";
import { letterheadOf } from "@/lib/firms/letterhead";
import { longDayOf, timeOf } from "@/lib/format";
import { enqueue } from "@/lib/messages/enqueue";

/**
 * Mails a staff member what changed about signing in, in the transaction of that change; `by` names who did it for them,
 * `about` the colleague whom it is about.
 */
export async function tellStaff(
  tx: Tx,
  to: { firmId: string; staffId: string },
  change: StaffSecurityChange,
  by?: string,
  about?: string,
): Promise<void> {
  const firm = await firmById(tx, to.firmId);
  const names = async (staffId: string) => {
    const [row] = await tx
      .select({ name: staffMembers.name, email: staffMembers.email })
      .from(staffMembers)
      .where(and(eq(staffMembers.firmId, to.firmId), eq(staffMembers.id, staffId)));
    if (!row) throw new Error("A staff member of the firm exists.");
    return row;
  };
  const { name, email } = await names(to.staffId);
  const link = about === undefined ? "settings/sign-in" : `staff/${about}`;
  const now = new Date();
  await enqueue(tx, to.firmId, {
    kind: "staff_security",
    dedupeKey: `staff-security:${randomUUID()}`,
    to: email,
    staffId: to.staffId,
    sender: { name: `${firm.name} on Lodge`, replyTo: null },
    letter: staffSecurity({
      ...letterheadOf(firm),
      firstName: name.split(" ")[0] ?? name,
      change,
      by: by === undefined ? undefined : (await names(by)).name,
      about: about === undefined ? undefined : await names(about),
      at: `${timeOf(now, firm)} on ${longDayOf(now, firm)}`,
      link: `${firm.origin}/admin/${link}`,
    }),
  });
}

/** Mails every active owner of the firm, but not the colleague whom it is about (F4). In the transaction of the change. */
export async function tellOwners(
  tx: Tx,
  by: { firmId: string; staffId: string },
  change: StaffSecurityChange,
  about?: string,
): Promise<void> {
  const owners = await tx
    .select({ id: staffMembers.id })
    .from(staffMembers)
    .where(
      and(
        eq(staffMembers.firmId, by.firmId),
        eq(staffMembers.role, "owner"),
        isNull(staffMembers.deactivatedAt),
      ),
    );
  for (const { id } of owners.filter((owner) => owner.id !== about))
    await tellStaff(tx, { firmId: by.firmId, staffId: id }, change, by.staffId, about);
}

/** Mails the owners, and the one who was an owner until now: a thief of one owner's sign-in shuts nobody out in silence. */
export async function tellLost(
  tx: Tx,
  by: { firmId: string; staffId: string },
  change: "owner_unmade" | "owner_deactivated",
  about: string,
): Promise<void> {
  await tellOwners(tx, by, change, about);
  await tellStaff(tx, { firmId: by.firmId, staffId: about }, change, by.staffId, about);
}
