import "server-only";
import { eq } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { passkeys } from "@/db/schema/logins";
import type { ContactActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { record } from "@/lib/audit/record";
import { modeNow } from "@/lib/logins/steps";
import { insist, Refused } from "@/lib/refused";
import { heldFactors } from "./held";
import { dropSessions, ownLogin } from "./own-login";
import { heldBy } from "./owner";
import { mayRemoveFactor } from "./rules";
import { tellFactorChange } from "./tell-factor-change";

/**
 * Takes one of the own passkeys away, and logs the contact out everywhere else. Where the firm wants a second factor,
 * the last one stays (MF9). The caller has proven anew who is there.
 */
export async function removePasskey(client: ContactActor, passkeyId: string): Promise<void> {
  await withFirm(client, async (tx) => {
    const { of, loginId } = await ownLogin(tx, client);
    const gone = await tx
      .delete(passkeys)
      .where(allOf(heldBy(passkeys, of), eq(passkeys.id, passkeyId)))
      .returning({ id: passkeys.id });
    if (gone.length === 0) throw new Refused("missing", "That passkey is not in the list any more.");
    const wantsSecond = (await modeNow(tx, client.firmId)) === "link_login_2fa";
    insist(mayRemoveFactor(wantsSecond, await heldFactors(tx, of)));
    await dropSessions(tx, of, client.loginSessionId);
    await record(tx, client, "passkey.removed", { loginId, passkeyId });
    await tellFactorChange(tx, of, "passkey_removed");
  });
}
