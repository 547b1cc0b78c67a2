import "server-only";
import { withFirm } from "@/db/client";
import type { ContactActor } from "@/lib/access/actor";
import { record } from "@/lib/audit/record";
import { insist, Refused } from "@/lib/refused";
import { heldFactors } from "./held";
import { ownLogin } from "./own-login";
import { mayAddTotp } from "./rules";
import { tellFactorChange } from "./tell-factor-change";
import { secretFor } from "./totp";
import { keepTotp } from "./totp-rows";

const wrongCode = "That code is not right. Type the one that your app shows now.";

/** The secret to scan or type, for this log-in and this page only; nothing is kept yet. Refused where there is an app already. */
export async function newTotpSecret(client: ContactActor, salt: string) {
  return withFirm(client, async (tx) => {
    const { of, email } = await ownLogin(tx, client);
    insist(mayAddTotp(await heldFactors(tx, of)));
    return { email, secret: secretFor(of, client.loginSessionId ?? "", salt) };
  });
}

/** Adds an authenticator app once its first code is right (L8). The caller has proven anew who is there. */
export async function addTotp(client: ContactActor, given: { salt: string; code: string }): Promise<void> {
  await withFirm(client, async (tx) => {
    const { of, loginId } = await ownLogin(tx, client);
    insist(mayAddTotp(await heldFactors(tx, of)));
    const secret = secretFor(of, client.loginSessionId ?? "", given.salt);
    if (!(await keepTotp(tx, of, secret, given.code)))
      throw new Refused("invalid", wrongCode, { code: wrongCode });
    await record(tx, client, "totp.added", { loginId });
    await tellFactorChange(tx, of, "totp_added");
  });
}
