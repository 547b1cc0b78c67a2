import "server-only";
import type { Tx } from "@/db/client";
import { passkeys } from "@/db/schema/logins";
import { heldBy, type Holder } from "./owner";
import { dropRecoveryCodes } from "./recovery-codes";
import { dropTotp } from "./totp-rows";

/** Takes every second factor of a holder away, inside another verb's transaction. */
export async function dropFactors(tx: Tx, of: Holder): Promise<void> {
  await dropTotp(tx, of);
  await dropRecoveryCodes(tx, of);
  await tx.delete(passkeys).where(heldBy(passkeys, of));
}
