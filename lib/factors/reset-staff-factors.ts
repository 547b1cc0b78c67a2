import "server-only";
import { withFirm } from "@/db/client";
import { passkeys } from "@/db/schema/logins";
import type { StaffActor } from "@/lib/access/actor";
import { record } from "@/lib/audit/record";
import { insist } from "@/lib/refused";
import { memberForUpdate } from "@/lib/staff/members";
import { mayResetFactors } from "@/lib/staff/rules";
import { tellStaff } from "@/lib/staff/tell-staff";
import { no } from "@/lib/verdict";
import { heldFactors } from "./held";
import { dropSessions } from "./own-login";
import { heldBy } from "./owner";
import { dropRecoveryCodes } from "./recovery-codes";
import { dropTotp } from "./totp-rows";

/**
 * Takes all second factors of another staff member away (F4): for the day a phone is lost. Every session of theirs ends,
 * they are told by mail, and where the firm wants a second factor the next sign-in sets one up. The caller has proven
 * anew who is there.
 */
export async function resetStaffFactors(staff: StaffActor, staffId: string): Promise<void> {
  await withFirm(staff, async (tx) => {
    const member = await memberForUpdate(tx, staff, staffId);
    insist(mayResetFactors(staff, member));
    const of = { firmId: staff.firmId, staffId };
    const held = await heldFactors(tx, of);
    if (!held.totp && held.passkeys === 0) insist(no(`${member.name} has no second factor any more.`));
    await dropTotp(tx, of);
    await dropRecoveryCodes(tx, of);
    await tx.delete(passkeys).where(heldBy(passkeys, of));
    const sessionsEnded = await dropSessions(tx, of);
    await record(tx, staff, "staff.factors_reset", { staffId, passkeys: held.passkeys, sessionsEnded });
    await tellStaff(tx, of, "factors_reset", staff.staffId);
  });
}
