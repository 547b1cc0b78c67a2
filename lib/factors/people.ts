import "server-only";
import { eq, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { logins } from "@/db/schema/logins";
import { contacts } from "@/db/schema/people";
import { staffMembers } from "@/db/schema/staff";
import { allOf } from "@/lib/access/conditions";
import type { Holder, Owner } from "./owner";

/** Who somebody is to authenticators and letters. */
export type Person = { email: string; firstName: string; fullName: string };

/** Whose factors these are, while they may get in at all: an active contact, an active staff member. */
export async function personOf(tx: Tx, of: Holder): Promise<Person | undefined> {
  if (of.staffId !== undefined) {
    const [member] = await tx
      .select({ name: staffMembers.name, email: staffMembers.email })
      .from(staffMembers)
      .where(
        allOf(
          eq(staffMembers.firmId, of.firmId),
          eq(staffMembers.id, of.staffId),
          isNull(staffMembers.deactivatedAt),
        ),
      );
    if (!member) return undefined;
    const { name, email } = member;
    return { email, firstName: name.split(" ")[0] ?? name, fullName: name };
  }
  const [login] = await tx
    .select({ email: logins.email, firstName: contacts.firstName, lastName: contacts.lastName })
    .from(logins)
    .innerJoin(contacts, allOf(eq(contacts.firmId, logins.firmId), eq(contacts.id, logins.contactId)))
    .where(allOf(eq(logins.firmId, of.firmId), eq(logins.id, of.loginId), isNull(contacts.deletedAt)));
  if (!login) return undefined;
  const { email, firstName, lastName } = login;
  return { email, firstName, fullName: `${firstName} ${lastName}`.trim() };
}

/** Locks a login or a staff member, so that factors and sessions stand still. */
export async function lockHolder(tx: Tx, of: Holder): Promise<void> {
  if (of.staffId === undefined)
    await tx
      .select({ id: logins.id })
      .from(logins)
      .where(allOf(eq(logins.firmId, of.firmId), eq(logins.id, of.loginId)))
      .for("update");
  else
    await tx
      .select({ id: staffMembers.id })
      .from(staffMembers)
      .where(allOf(eq(staffMembers.firmId, of.firmId), eq(staffMembers.id, of.staffId)))
      .for("update");
}

/** Whose it is, as the audit log names them. */
export const subjectOf = (of: Owner): Record<string, string> =>
  of.loginId === undefined ? { staffId: of.staffId } : { loginId: of.loginId };
