import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { staffMembers } from "@/db/schema/staff";
import type { StaffActor } from "@/lib/access/actor";
import { canonicalEmail } from "@/lib/contacts/email";
import { Refused } from "@/lib/refused";

/** The active staff member of the firm with this address. Throws Refused("invalid"). */
export async function staffByAddress(staff: StaffActor, address: string): Promise<string> {
  const [found] = await withFirm(staff, (tx) =>
    tx
      .select({ id: staffMembers.id })
      .from(staffMembers)
      .where(
        and(
          eq(staffMembers.firmId, staff.firmId),
          eq(staffMembers.email, canonicalEmail(address) ?? ""),
          isNull(staffMembers.deactivatedAt),
        ),
      ),
  );
  const said = "No active staff member of the firm has this address.";
  if (!found) throw new Refused("invalid", said, { owner_email: said });
  return found.id;
}
