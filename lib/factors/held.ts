import "server-only";
import type { Tx } from "@/db/client";
import { passkeys, totpSecrets } from "@/db/schema/logins";
import { heldBy, type Holder } from "./owner";
import type { Held } from "./rules";

/** What a holder has now; the caller has locked the holder's row, so that it stays so. */
export async function heldFactors(tx: Tx, of: Holder): Promise<Held> {
  return {
    totp: (await tx.$count(totpSecrets, heldBy(totpSecrets, of))) > 0,
    passkeys: await tx.$count(passkeys, heldBy(passkeys, of)),
  };
}
