import "server-only";
import { eq, sql, type SQL } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { firms } from "@/db/schema/firms";
import { logins, loginSessions } from "@/db/schema/logins";
import type { StaffActor } from "@/lib/access/actor";
import { record } from "@/lib/audit/record";
import { endSessions } from "@/lib/logins/end-sessions";
import { insist } from "@/lib/refused";
import { effectiveMode, mayChooseMode, secondFactors, type SecurityMode } from "./security-mode";

/**
 * Chooses what the firm's clients get in with (L6): whoever is logged in with too little is out at once, on every process;
 * accounts are kept. The plan decides too (L10). The caller has proven anew who is there. Returns how many were logged out.
 */
export async function chooseMode(staff: StaffActor, mode: SecurityMode): Promise<number> {
  return withFirm(staff, async (tx) => {
    const [firm] = await tx
      .select({ plan: firms.plan, mode: firms.securityMode })
      .from(firms)
      .where(eq(firms.id, staff.firmId))
      .for("no key update");
    if (!firm) throw new Error("A staff member's firm exists.");
    insist(mayChooseMode(firm.plan, mode));
    if (firm.mode === mode) return 0;
    await tx.update(firms).set({ securityMode: mode }).where(eq(firms.id, staff.firmId));
    const ended = await endTooWeak(tx, staff.firmId, effectiveMode(firm.plan, mode));
    await record(tx, staff, "firm.mode_chosen", { mode, loginsEnded: ended });
    return ended;
  });
}

/** Ends the sessions that a mode does not let in: all of them, or those without a second factor. Returns how many were in. */
export async function endTooWeak(tx: Tx, firmId: string, mode: SecurityMode): Promise<number> {
  if (mode === "link_login") return 0;
  return endSessions(tx, firmId, mode === "link" ? sql`true` : hasWeakSession(firmId));
}

/** A login with a session that no second factor proved; its others end with it. */
const hasWeakSession = (firmId: string): SQL =>
  sql`exists (select 1 from ${loginSessions} s where s.firm_id = ${firmId} and s.login_id = ${logins.id}
    and not s.factors && ${sql.raw(`array['${[...secondFactors].join("','")}']`)})`;
