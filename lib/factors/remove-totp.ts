import "server-only";
import { withFirm } from "@/db/client";
import type { ContactActor } from "@/lib/access/actor";
import { record } from "@/lib/audit/record";
import { modeNow } from "@/lib/logins/steps";
import { insist, Refused } from "@/lib/refused";
import { heldFactors } from "./held";
import { dropSessions, ownLogin } from "./own-login";
import { dropRecoveryCodes } from "./recovery-codes";
import { mayRemoveFactor } from "./rules";
import { tellFactorChange } from "./tell-factor-change";
import { dropTotp } from "./totp-rows";

/**
 * Takes the authenticator app and its recovery codes away, and logs the contact out everywhere else. Where the firm
 * wants a second factor, the last one stays (MF9). The caller has proven anew who is there.
 */
export async function removeTotp(client: ContactActor): Promise<void> {
  await withFirm(client, async (tx) => {
    const { of, loginId } = await ownLogin(tx, client);
    const held = await heldFactors(tx, of);
    if (!held.totp) throw new Refused("missing", "There is no authenticator app at your login any more.");
    const wantsSecond = (await modeNow(tx, client.firmId)) === "link_login_2fa";
    insist(mayRemoveFactor(wantsSecond, { ...held, totp: false }));
    await dropTotp(tx, of);
    await dropRecoveryCodes(tx, of);
    await dropSessions(tx, of, client.loginSessionId);
    await record(tx, client, "totp.removed", { loginId });
    await tellFactorChange(tx, of, "totp_removed");
  });
}
