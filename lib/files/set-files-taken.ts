import "server-only";
import { eq } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { firms } from "@/db/schema/firms";
import type { StaffActor } from "@/lib/access/actor";
import { mayUse } from "@/lib/access/permissions";
import { record } from "@/lib/audit/record";
import { insist } from "@/lib/refused";
import { no, yes } from "@/lib/verdict";
import type { FileRules } from "./rules";

/** An owner or admin says which files the firm does not take besides what nobody takes (D3). It holds from the next file on. */
export async function setFilesTaken(staff: StaffActor, rules: Omit<FileRules, "firmName">): Promise<void> {
  insist(
    mayUse(staff.role, "settings.write") ? yes : no("Only an owner or admin of the firm can change this."),
  );
  await withFirm(staff, async (tx) => {
    await tx.update(firms).set(rules).where(eq(firms.id, staff.firmId));
    await record(tx, staff, "firm.file_rules_set", {
      refusedEndings: rules.refusedEndings.join(" "),
      refusesMacros: Number(rules.refusesMacros),
      refusesArchivedPrograms: Number(rules.refusesArchivedPrograms),
    });
  });
}
