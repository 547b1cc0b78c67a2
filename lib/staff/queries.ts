import "server-only";
import { asc, eq, sql } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { staffMembers } from "@/db/schema/staff";
import type { StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";

/** The firm's staff who work there, by name, for the choice of an owner; who left only where `keep` names them. The first 500. */
export async function staffChoices(staff: StaffActor, keep?: string) {
  return withFirm(staff, (tx) =>
    tx
      .select({ id: staffMembers.id, name: staffMembers.name })
      .from(staffMembers)
      .where(
        allOf(
          eq(staffMembers.firmId, staff.firmId),
          sql`(${staffMembers.deactivatedAt} is null or ${staffMembers.id} = ${keep ?? null}::uuid)`,
        ),
      )
      .orderBy(asc(staffMembers.name), asc(staffMembers.id))
      .limit(500),
  );
}
