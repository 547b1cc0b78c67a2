import "server-only";
import { eq, isNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { staffMembers } from "@/db/schema/staff";
import type { ContactActor, StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { modeNow } from "@/lib/logins/steps";
import { Refused } from "@/lib/refused";
import { staffSecondWanted } from "@/lib/staff/steps";
import type { Holder } from "./owner";
import { ownLogin } from "./own-login";

/** Whoever changes how they get in themselves. */
export type Self = ContactActor | StaffActor;

/** The log-in or sign-in that somebody is in by. */
export const sessionOf = (self: Self): string | undefined =>
  self.kind === "staff" ? self.staffSessionId : self.loginSessionId;

/**
 * Locks the own login or staff member. Throws Refused("forbidden") for a device that only claimed a link, a program with
 * an API key, and a session that was ended a moment ago.
 */
export async function ownHolder(
  tx: Tx,
  self: Self,
): Promise<{ of: Holder; email: string; fullName: string }> {
  if (self.kind !== "staff") return ownLogin(tx, self);
  const [member] = await tx
    .select({ email: staffMembers.email, fullName: staffMembers.name })
    .from(staffMembers)
    .where(
      allOf(
        eq(staffMembers.firmId, self.firmId),
        eq(staffMembers.id, self.staffId),
        isNull(staffMembers.deactivatedAt),
        sql`exists (select 1 from staff_sessions s where s.firm_id = ${self.firmId} and s.staff_id = ${self.staffId}
          and s.id = ${self.staffSessionId ?? null}::uuid and s.ends_at > now())`,
      ),
    )
    .for("update");
  if (!member)
    throw new Refused("forbidden", "Sign in first. How you sign in can only be changed by yourself.");
  return { ...member, of: { firmId: self.firmId, staffId: self.staffId } };
}

/** True where the firm wants a second factor of people like this one (L6, F4). */
export async function secondWanted(tx: Tx, self: Self): Promise<boolean> {
  if (self.kind === "staff") return staffSecondWanted(tx, self.firmId);
  return (await modeNow(tx, self.firmId)) === "link_login_2fa";
}
