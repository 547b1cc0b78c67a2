import "server-only";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { withFirm } from "@/db/client";
import { firmBySlugOrDomain } from "@/db/lookups";
import { firms } from "@/db/schema/firms";
import { systemActor } from "@/lib/access/system";
import { record } from "@/lib/audit/record";
import { Refused } from "@/lib/refused";
import { endTooWeak } from "./choose-mode";
import { effectiveMode } from "./security-mode";

/** What the command line gives; each message is a sentence for the person there. */
export const changePlanInput = z.strictObject({
  slug: z.string("Give the firm's slug.").min(1, "Give the firm's slug."),
  plan: z.enum(["team", "business", "enterprise"], "The plan is team, business or enterprise."),
});

/**
 * The operator puts a firm on another plan (F5). What the plan lacks is shut at once, and what was chosen holds again when
 * the plan has it (L10). Returns how many clients were logged out.
 */
export async function changePlan({ slug, plan }: z.output<typeof changePlanInput>): Promise<number> {
  const known = await firmBySlugOrDomain(slug, "");
  if (!known) throw new Refused("missing", `There is no firm with the slug ${slug}.`);
  const firmId = known.id;
  return withFirm({ firmId }, async (tx) => {
    const [firm] = await tx
      .select({ plan: firms.plan, mode: firms.securityMode })
      .from(firms)
      .where(eq(firms.id, firmId))
      .for("no key update");
    if (!firm || firm.plan === plan) return 0;
    await tx.update(firms).set({ plan }).where(eq(firms.id, firmId));
    const ended = await endTooWeak(tx, firmId, effectiveMode(plan, firm.mode));
    await record(tx, systemActor(firmId), "firm.plan_changed", { plan, loginsEnded: ended });
    return ended;
  });
}
