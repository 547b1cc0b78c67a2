import "server-only";
import { and, eq, sql, type SQL } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { logins } from "@/db/schema/logins";
import { contacts } from "@/db/schema/people";
import type { Actor, StaffActor } from "@/lib/access/actor";
import { allOf, nothing } from "@/lib/access/conditions";
import type { SecurityMode } from "@/lib/firms/security-mode";
import { modeNow } from "./steps";

/** Who sees which logins: staff their firm's, a contact the own one. */
export function visibleLogins(actor: Actor): SQL {
  const inFirm = allOf(eq(logins.firmId, actor.firmId));
  if (actor.kind === "staff" || actor.kind === "system") return inFirm;
  return actor.kind === "contact" ? allOf(inFirm, eq(logins.contactId, actor.contactId)) : nothing;
}

/** What clients may get in with at this moment, for the pages before the door (L6). */
export const currentMode = (firmId: string): Promise<SecurityMode> =>
  withFirm({ firmId }, (tx) => modeNow(tx, firmId));

/** A contact's login as staff see it (L11); undefined when there is none. `rests`: its new address is not proven (L13). */
export async function loginOf(staff: StaffActor, contactId: string) {
  return withFirm(staff, async (tx) => {
    const [login] = await tx
      .select({
        id: logins.id,
        email: logins.email,
        createdAt: logins.createdAt,
        lastLoginAt: logins.lastLoginAt,
        lastLoginIp: logins.lastLoginIp,
        rests: sql<boolean>`${logins.email} <> ${contacts.email}`,
        sessions: sql<number>`(select count(*)::int from login_sessions s where s.firm_id = ${logins.firmId} and s.login_id = ${logins.id}
          and s.ends_at > now() and s.last_seen_at > now() - interval '60 minutes')`,
      })
      .from(logins)
      .innerJoin(contacts, and(eq(contacts.firmId, logins.firmId), eq(contacts.id, logins.contactId)))
      .where(allOf(visibleLogins(staff), eq(logins.contactId, contactId)));
    return login;
  });
}

export type LoginOf = NonNullable<Awaited<ReturnType<typeof loginOf>>>;
