import "server-only";
import { eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { firms } from "@/db/schema/firms";
import { effectiveMode } from "./security-mode";
import { portalOrigin, type Firm } from "@/lib/access/host";

/** The firm that the open transaction belongs to. */
export async function firmById(tx: Tx, firmId: string): Promise<Firm> {
  const [row] = await tx.select().from(firms).where(eq(firms.id, firmId));
  if (!row) throw new Error("The firm of a transaction exists.");
  const securityMode = effectiveMode(row.plan, row.securityMode);
  return { ...row, securityMode, origin: portalOrigin({ slug: row.slug, is_demo: row.isDemo }) };
}
