import "server-only";
import { eq, sql } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { firms } from "@/db/schema/firms";
import type { StaffActor } from "@/lib/access/actor";

/** How clients get in, as it stands, and whom a change would meet: counts of clients with a login (L6). */
export async function portalSettings(staff: StaffActor) {
  return withFirm(staff, async (tx) => {
    const ofFirm = sql`s.firm_id = firms.id and s.ends_at > now() and s.last_seen_at > now() - interval '60 minutes'`;
    const second = sql`(exists (select 1 from totp_secrets t where t.firm_id = l.firm_id and t.login_id = l.id and t.confirmed_at is not null)
      or exists (select 1 from passkeys p where p.firm_id = l.firm_id and p.login_id = l.id))`;
    const [firm] = await tx
      .select({
        plan: firms.plan,
        mode: firms.securityMode,
        logins: sql<number>`(select count(*)::int from logins l where l.firm_id = firms.id)`,
        withoutSecond: sql<number>`(select count(*)::int from logins l where l.firm_id = firms.id and not ${second})`,
        loggedIn: sql<number>`(select count(distinct s.login_id)::int from login_sessions s where ${ofFirm})`,
        loggedInWeakly: sql<number>`(select count(distinct s.login_id)::int from login_sessions s where ${ofFirm}
          and not s.factors && array['totp', 'recovery', 'passkey'])`,
      })
      .from(firms)
      .where(eq(firms.id, staff.firmId));
    if (!firm) throw new Error("A staff member's firm exists.");
    return firm;
  });
}

export type PortalSettings = Awaited<ReturnType<typeof portalSettings>>;

/** Whether staff are asked for a second factor, and how many active ones have none (F4). */
export async function staffSecondFactor(staff: StaffActor) {
  return withFirm(staff, async (tx) => {
    const [firm] = await tx
      .select({
        on: firms.staffSecondFactor,
        without: sql<number>`(select count(*)::int from staff_members m where m.firm_id = firms.id and m.deactivated_at is null
          and not exists (select 1 from totp_secrets t where t.firm_id = m.firm_id and t.staff_id = m.id)
          and not exists (select 1 from passkeys p where p.firm_id = m.firm_id and p.staff_id = m.id))`,
      })
      .from(firms)
      .where(eq(firms.id, staff.firmId));
    if (!firm) throw new Error("A staff member's firm exists.");
    return firm;
  });
}
