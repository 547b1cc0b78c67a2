import "server-only";
import { withFirm } from "@/db/client";
import type { StaffActor } from "@/lib/access/actor";
import { record } from "@/lib/audit/record";
import { insist } from "@/lib/refused";
import { no } from "@/lib/verdict";
import { freeCodes } from "./code-turns";
import { loginForStaff } from "./login-for-staff";
import { dropSessions } from "./own-login";
import { dropRecoveryCodes } from "./recovery-codes";
import { tellLogin } from "./tell-factor-change";
import { dropTotp } from "./totp-rows";

/**
 * Staff take a contact's authenticator app and recovery codes away (L11, MF6): every log-in ends, the contact is told
 * by mail, and where the firm wants a second factor the next log-in asks to set one up. The caller has proven anew who is there.
 */
export async function deactivateTwoFactor(staff: StaffActor, contactId: string): Promise<void> {
  const of = await withFirm(staff, async (tx) => {
    const of = await loginForStaff(tx, staff, contactId);
    if (!(await dropTotp(tx, of))) insist(no("There is no authenticator app at this login any more."));
    await dropRecoveryCodes(tx, of);
    const sessionsEnded = await dropSessions(tx, of);
    await record(tx, staff, "factors.deactivated", { contactId, loginId: of.loginId, sessionsEnded });
    await tellLogin(tx, of, "totp_off_by_firm");
    return of;
  });
  await freeCodes(of);
}
