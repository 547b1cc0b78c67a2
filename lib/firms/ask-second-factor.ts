import "server-only";
import { eq } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { firms } from "@/db/schema/firms";
import type { StaffActor } from "@/lib/access/actor";
import { mayUse } from "@/lib/access/permissions";
import { record } from "@/lib/audit/record";
import { insist } from "@/lib/refused";
import { tellOwners } from "@/lib/staff/tell-staff";
import { no, yes } from "@/lib/verdict";

/**
 * An owner has staff asked for a second factor, or not (F4): it holds from each one's next sign-in on, and every owner is
 * told. Who has a factor is asked for it either way. The caller has proven anew who is there.
 */
export async function askSecondFactor(staff: StaffActor, wants: boolean): Promise<void> {
  insist(mayUse(staff.role, "staff.factors") ? yes : no("Only an owner of the firm can change this."));
  await withFirm(staff, async (tx) => {
    const [firm] = await tx
      .select({ wants: firms.staffSecondFactor })
      .from(firms)
      .where(eq(firms.id, staff.firmId))
      .for("no key update");
    if (!firm || firm.wants === wants) return;
    await tx.update(firms).set({ staffSecondFactor: wants }).where(eq(firms.id, staff.firmId));
    await record(tx, staff, wants ? "firm.second_factor_asked" : "firm.second_factor_waived");
    await tellOwners(tx, staff, wants ? "second_factor_on" : "second_factor_off");
  });
}
