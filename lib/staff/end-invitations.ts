import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { staffLinks } from "@/db/schema/staff";

/** Invitations and sign-in links not used yet open nothing any more. */
export async function endInvitations(
  tx: Tx,
  { firmId, staffId }: { firmId: string; staffId: string },
): Promise<void> {
  await tx
    .update(staffLinks)
    .set({ usedAt: sql`now()` })
    .where(and(eq(staffLinks.firmId, firmId), eq(staffLinks.staffId, staffId), isNull(staffLinks.usedAt)));
}
