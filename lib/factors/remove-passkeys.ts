import "server-only";
import { withFirm } from "@/db/client";
import { passkeys } from "@/db/schema/logins";
import type { StaffActor } from "@/lib/access/actor";
import { record } from "@/lib/audit/record";
import { insist } from "@/lib/refused";
import { no } from "@/lib/verdict";
import { freeCodes } from "./code-turns";
import { loginForStaff } from "./login-for-staff";
import { dropSessions } from "./own-login";
import { heldBy } from "./owner";
import { tellLogin } from "./tell-factor-change";

/**
 * Staff take all passkeys of a contact away (L11, MF6): every log-in ends, the contact is told by mail, and where the
 * firm wants a second factor the next log-in asks to set one up. The caller has proven anew who is there.
 */
export async function removePasskeys(staff: StaffActor, contactId: string): Promise<void> {
  const of = await withFirm(staff, async (tx) => {
    const of = await loginForStaff(tx, staff, contactId);
    const gone = await tx.delete(passkeys).where(heldBy(passkeys, of)).returning({ id: passkeys.id });
    if (gone.length === 0) insist(no("There is no passkey at this login any more."));
    const sessionsEnded = await dropSessions(tx, of);
    await record(tx, staff, "passkeys.removed", {
      contactId,
      loginId: of.loginId,
      passkeys: gone.length,
      sessionsEnded,
    });
    await tellLogin(tx, of, "passkeys_off_by_firm");
    return of;
  });
  await freeCodes(of);
}
