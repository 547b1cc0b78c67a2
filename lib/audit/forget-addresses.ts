import "server-only";
import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";

/**
 * Blanks the network addresses that the audit log holds of an erased contact (C2), inside the verb's transaction. It asks
 * for the contact's login, links and devices, so it runs before those go; and for whom others asked at its address, so it
 * runs after that is the erased contact's.
 */
export async function forgetAddresses(tx: Tx, contactId: string): Promise<void> {
  await tx.execute(sql`select forget_addresses(${contactId}::uuid)`);
}
