import "server-only";
import { withFirm } from "@/db/client";
import { passkeys } from "@/db/schema/logins";
import { doorLogin, type AtDoor } from "./at-door";
import { heldFactors } from "./held";
import { heldBy } from "./owner";
import { codesLeft } from "./recovery-codes";

/** What the second step can ask for here; passkeys of a host that the portal has left are counted apart (MF10). */
export async function offeredFactors(at: AtDoor, rpId: string) {
  const login = await doorLogin(at, "factor");
  if (!login) return undefined;
  return withFirm({ firmId: at.firmId }, async (tx) => {
    const hosts = await tx.select({ rpId: passkeys.rpId }).from(passkeys).where(heldBy(passkeys, login.of));
    const passkeysHere = hosts.filter((one) => one.rpId === rpId).length;
    return {
      totp: (await heldFactors(tx, login.of)).totp,
      recovery: (await codesLeft(tx, login.of)) > 0,
      passkeysHere,
      passkeysElsewhere: hosts.length - passkeysHere,
    };
  });
}
