import "server-only";
import { eq } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { firms } from "@/db/schema/firms";
import type { StaffActor } from "@/lib/access/actor";

/** Whether mails about comments and answers carry the words themselves (P4). */
export async function mailsCarryWords(tx: Tx, firmId: string): Promise<boolean> {
  const [firm] = await tx.select({ carry: firms.mailsCarryWords }).from(firms).where(eq(firms.id, firmId));
  return firm?.carry ?? false;
}

/** The same for the settings of the own firm. */
export const ownMailsCarryWords = (staff: StaffActor): Promise<boolean> =>
  withFirm(staff, (tx) => mailsCarryWords(tx, staff.firmId));
