import "server-only";
import { withFirm } from "@/db/client";
import type { ContactActor } from "@/lib/access/actor";
import { record } from "@/lib/audit/record";
import { Refused } from "@/lib/refused";
import { heldFactors } from "./held";
import { ownLogin } from "./own-login";
import { newRecoveryCodes } from "./recovery-codes";
import { tellFactorChange } from "./tell-factor-change";

/**
 * Ten new recovery codes, shown this once; older ones open nothing any more (L8, MF5). They go with an authenticator
 * app. The caller has proven anew who is there.
 */
export async function makeRecoveryCodes(client: ContactActor): Promise<string[]> {
  return withFirm(client, async (tx) => {
    const { of, loginId } = await ownLogin(tx, client);
    if (!(await heldFactors(tx, of)).totp)
      throw new Refused("conflict", "Set up an authenticator app first. Recovery codes stand in for it.");
    const codes = await newRecoveryCodes(tx, of);
    await record(tx, client, "recovery_codes.made", { loginId });
    await tellFactorChange(tx, of, "codes_made");
    return codes;
  });
}
