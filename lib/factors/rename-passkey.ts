import "server-only";
import { eq } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { passkeys } from "@/db/schema/logins";
import { allOf } from "@/lib/access/conditions";
import { record } from "@/lib/audit/record";
import { Refused } from "@/lib/refused";
import { ownHolder, type Self } from "./own";
import { subjectOf } from "./people";
import { heldBy } from "./owner";
import { passkeyName } from "./rules";

/** Gives one of the own passkeys another name (MF9). */
export async function renamePasskey(self: Self, passkeyId: string, name: string): Promise<void> {
  await withFirm(self, async (tx) => {
    const { of } = await ownHolder(tx, self);
    const renamed = await tx
      .update(passkeys)
      .set({ name: passkeyName(name, "Passkey") })
      .where(allOf(heldBy(passkeys, of), eq(passkeys.id, passkeyId)))
      .returning({ id: passkeys.id });
    if (renamed.length === 0) throw new Refused("missing", "That passkey is not in the list any more.");
    await record(tx, self, "passkey.renamed", { ...subjectOf(of), passkeyId });
  });
}
