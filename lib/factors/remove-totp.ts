import "server-only";
import { withFirm } from "@/db/client";
import { record } from "@/lib/audit/record";
import { insist, Refused } from "@/lib/refused";
import { heldFactors } from "./held";
import { dropSessions } from "./own-login";
import { ownHolder, secondWanted, sessionOf, type Self } from "./own";
import { subjectOf } from "./people";
import { dropRecoveryCodes } from "./recovery-codes";
import { mayRemoveFactor } from "./rules";
import { tellFactorChange } from "./tell-factor-change";
import { dropTotp } from "./totp-rows";

/**
 * Takes the authenticator app and its recovery codes away, and ends every other session of the person. Where the firm
 * wants a second factor, the last one stays (MF9). The caller has proven anew who is there.
 */
export async function removeTotp(self: Self): Promise<void> {
  await withFirm(self, async (tx) => {
    const { of } = await ownHolder(tx, self);
    const held = await heldFactors(tx, of);
    if (!held.totp) throw new Refused("missing", "You have no authenticator app any more.");
    insist(mayRemoveFactor(await secondWanted(tx, self), { ...held, totp: false }));
    await dropTotp(tx, of);
    await dropRecoveryCodes(tx, of);
    await dropSessions(tx, of, sessionOf(self));
    await record(tx, self, "totp.removed", subjectOf(of));
    await tellFactorChange(tx, of, "totp_removed");
  });
}
