import "server-only";
import { eq } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { passkeys } from "@/db/schema/logins";
import { allOf } from "@/lib/access/conditions";
import { record } from "@/lib/audit/record";
import { insist, Refused } from "@/lib/refused";
import { heldFactors } from "./held";
import { dropSessions } from "./own-login";
import { ownHolder, secondWanted, sessionOf, type Self } from "./own";
import { subjectOf } from "./people";
import { heldBy } from "./owner";
import { mayRemoveFactor } from "./rules";
import { tellFactorChange } from "./tell-factor-change";

/**
 * Takes one of the own passkeys away, and ends every other session of the person. Where the firm wants a second factor,
 * the last one stays (MF9). The caller has proven anew who is there.
 */
export async function removePasskey(self: Self, passkeyId: string): Promise<void> {
  await withFirm(self, async (tx) => {
    const { of } = await ownHolder(tx, self);
    const gone = await tx
      .delete(passkeys)
      .where(allOf(heldBy(passkeys, of), eq(passkeys.id, passkeyId)))
      .returning({ id: passkeys.id });
    if (gone.length === 0) throw new Refused("missing", "That passkey is not in the list any more.");
    insist(mayRemoveFactor(await secondWanted(tx, self), await heldFactors(tx, of)));
    await dropSessions(tx, of, sessionOf(self));
    await record(tx, self, "passkey.removed", { ...subjectOf(of), passkeyId });
    await tellFactorChange(tx, of, "passkey_removed");
  });
}
