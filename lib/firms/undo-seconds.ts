import "server-only";
import { eq } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { firms } from "@/db/schema/firms";
import type { StaffActor } from "@/lib/access/actor";
import { record } from "@/lib/audit/record";

/** For how many seconds this act's mails are held, so that it can be undone (S10). A program's are not: nobody sits there. */
export async function holdSeconds(tx: Tx, staff: StaffActor): Promise<number> {
  if (staff.apiKeyId !== undefined) return 0;
  const [firm] = await tx.select({ held: firms.undoSeconds }).from(firms).where(eq(firms.id, staff.firmId));
  return firm?.held ?? 0;
}

/** For how many seconds the firm's sendings can be undone. */
export const undoSeconds = (staff: StaffActor): Promise<number> =>
  withFirm(staff, (tx) => holdSeconds(tx, staff));

/** Sets for how many seconds a sending can be undone, 0 to 60: it holds from the next sending on (S10). */
export async function setUndoSeconds(staff: StaffActor, seconds: number): Promise<void> {
  await withFirm(staff, async (tx) => {
    const [before] = await tx
      .select({ seconds: firms.undoSeconds })
      .from(firms)
      .where(eq(firms.id, staff.firmId))
      .for("no key update");
    if (!before || before.seconds === seconds) return;
    await tx.update(firms).set({ undoSeconds: seconds }).where(eq(firms.id, staff.firmId));
    await record(tx, staff, "firm.undo_seconds_set", { seconds });
  });
}
