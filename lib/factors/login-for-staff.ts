import "server-only";
import { eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { logins } from "@/db/schema/logins";
import type { StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { Refused } from "@/lib/refused";
import { visibleFactors } from "./own-login";

/** Locks the login of a contact of the firm. Throws Refused("missing") where there is none. */
export async function loginForStaff(tx: Tx, staff: StaffActor, contactId: string) {
  const [login] = await tx
    .select({ id: logins.id })
    .from(logins)
    .where(allOf(visibleFactors(staff), eq(logins.contactId, contactId)))
    .for("update");
  if (!login) throw new Refused("missing", "This contact has no login.");
  return { firmId: staff.firmId, loginId: login.id };
}
