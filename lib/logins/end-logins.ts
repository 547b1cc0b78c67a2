import "server-only";
import { eq } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { logins } from "@/db/schema/logins";
import type { StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { record } from "@/lib/audit/record";
import { Refused } from "@/lib/refused";
import { endSessions } from "./end-sessions";
import { visibleLogins } from "./queries";

/** Staff log a contact out everywhere (L11); devices from magic links stay in. Returns how many were in. */
export async function endLogins(staff: StaffActor, contactId: string): Promise<number> {
  return withFirm(staff, async (tx) => {
    const which = allOf(visibleLogins(staff), eq(logins.contactId, contactId));
    const [login] = await tx.select({ id: logins.id }).from(logins).where(which).for("no key update");
    if (!login) throw new Refused("missing", "This contact has no login.");
    const ended = await endSessions(tx, staff.firmId, which);
    await record(tx, staff, "login.sessions_ended", { contactId, loginId: login.id, loginsEnded: ended });
    return ended;
  });
}
