import "server-only";
import { withFirm } from "@/db/client";
import { record } from "@/lib/audit/record";
import { Refused } from "@/lib/refused";
import { heldFactors } from "./held";
import { dropOtherSessions } from "./own-login";
import { ownHolder, sessionOf, type Self } from "./own";
import { subjectOf } from "./people";
import { newRecoveryCodes } from "./recovery-codes";
import { tellFactorChange } from "./tell-factor-change";

/**
 * Ten new recovery codes, shown this once; older ones open nothing any more (L8, MF5). They go with an authenticator
 * app. Every other session of the person ends. The caller has proven anew who is there.
 */
export async function makeRecoveryCodes(self: Self): Promise<string[]> {
  return withFirm(self, async (tx) => {
    const { of } = await ownHolder(tx, self);
    if (!(await heldFactors(tx, of)).totp)
      throw new Refused("conflict", "Set up an authenticator app first. Recovery codes stand in for it.");
    const codes = await newRecoveryCodes(tx, of);
    const sessionsEnded = await dropOtherSessions(tx, of, sessionOf(self));
    await record(tx, self, "recovery_codes.made", { ...subjectOf(of), sessionsEnded });
    await tellFactorChange(tx, of, "codes_made");
    return codes;
  });
}
