import "server-only";
import { eq } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { passkeys } from "@/db/schema/logins";
import type { ContactActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { record } from "@/lib/audit/record";
import { Refused } from "@/lib/refused";
import { ownLogin } from "./own-login";
import { heldBy } from "./owner";
import { passkeyName } from "./rules";

/** Gives one of the own passkeys another name (MF9). */
export async function renamePasskey(client: ContactActor, passkeyId: string, name: string): Promise<void> {
  await withFirm(client, async (tx) => {
    const { of, loginId } = await ownLogin(tx, client);
    const renamed = await tx
      .update(passkeys)
      .set({ name: passkeyName(name, "Passkey") })
      .where(allOf(heldBy(passkeys, of), eq(passkeys.id, passkeyId)))
      .returning({ id: passkeys.id });
    if (renamed.length === 0) throw new Refused("missing", "That passkey is not in the list any more.");
    await record(tx, client, "passkey.renamed", { loginId, passkeyId });
  });
}
