import "server-only";
import { withFirm } from "@/db/client";
import { record } from "@/lib/audit/record";
import { insist, Refused } from "@/lib/refused";
import { heldFactors } from "./held";
import { dropOtherSessions } from "./own-login";
import { ownHolder, sessionOf, type Self } from "./own";
import { subjectOf } from "./people";
import { mayAddTotp } from "./rules";
import { tellFactorChange } from "./tell-factor-change";
import { secretFor } from "./totp";
import { keepTotp } from "./totp-rows";

const wrongCode = "That code is not right. Type the one that your app shows now.";

/** The secret to scan or type, for this log-in and this page only; nothing is kept yet. Refused where there is an app already. */
export async function newTotpSecret(self: Self, salt: string) {
  return withFirm(self, async (tx) => {
    const { of, email } = await ownHolder(tx, self);
    insist(mayAddTotp(await heldFactors(tx, of)));
    return { email, secret: secretFor(of, sessionOf(self) ?? "", salt) };
  });
}

/** Adds an authenticator app once its first code is right (L8, F4), and ends every other session of the person. The caller has proven anew who is there. */
export async function addTotp(self: Self, given: { salt: string; code: string }): Promise<void> {
  await withFirm(self, async (tx) => {
    const { of } = await ownHolder(tx, self);
    insist(mayAddTotp(await heldFactors(tx, of)));
    const secret = secretFor(of, sessionOf(self) ?? "", given.salt);
    if (!(await keepTotp(tx, of, secret, given.code)))
      throw new Refused("invalid", wrongCode, { code: wrongCode });
    const sessionsEnded = await dropOtherSessions(tx, of, sessionOf(self));
    await record(tx, self, "totp.added", { ...subjectOf(of), sessionsEnded });
    await tellFactorChange(tx, of, "totp_added");
  });
}
