import "server-only";
import { eq } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { firms } from "@/db/schema/firms";
import type { StaffActor } from "@/lib/access/actor";
import type { FileRules } from "./rules";

/** What a firm takes less of than everybody (D3). */
export async function filesTaken(tx: Tx, firmId: string): Promise<FileRules> {
  const [rules] = await tx
    .select({
      firmName: firms.name,
      refusedEndings: firms.refusedEndings,
      refusesMacros: firms.refusesMacros,
      refusesArchivedPrograms: firms.refusesArchivedPrograms,
    })
    .from(firms)
    .where(eq(firms.id, firmId));
  if (!rules) throw new Error("The firm of somebody who sends files exists.");
  return rules;
}

/** The same for the settings of the own firm. */
export const ownFilesTaken = (staff: StaffActor): Promise<FileRules> =>
  withFirm(staff, (tx) => filesTaken(tx, staff.firmId));
