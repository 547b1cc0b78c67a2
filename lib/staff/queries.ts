import "server-only";
import { asc, eq, sql } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { staffMembers } from "@/db/schema/staff";
import type { StaffActor } from "@/lib/access/actor";

/** The firm's staff by name, for the choice of an owner, those deactivated too; the first 500. */
export async function staffChoices(staff: StaffActor) {
  return withFirm(staff, (tx) =>
    tx
      .select({
        id: staffMembers.id,
        name: staffMembers.name,
        isActive: sql<boolean>`${staffMembers.deactivatedAt} is null`,
      })
      .from(staffMembers)
      .where(eq(staffMembers.firmId, staff.firmId))
      .orderBy(asc(staffMembers.name), asc(staffMembers.id))
      .limit(500),
  );
}
