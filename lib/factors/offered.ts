import "server-only";
import { withFirm } from "@/db/client";
import { passkeys } from "@/db/schema/logins";
import { doorPerson, type AtDoor } from "./at-door";
import { heldFactors } from "./held";
import { heldBy } from "./owner";
import { codesLeft } from "./recovery-codes";

/** What the second step can ask for here; passkeys of a host that the portal has left are counted apart (MF10). */
export async function offeredFactors(at: AtDoor, rpId: string) {
  const person = await doorPerson(at, "factor");
  if (!person) return undefined;
  return withFirm({ firmId: at.firmId }, async (tx) => {
    const hosts = await tx.select({ rpId: passkeys.rpId }).from(passkeys).where(heldBy(passkeys, person.of));
    const passkeysHere = hosts.filter((one) => one.rpId === rpId).length;
    return {
      firmName: person.firmName,
      totp: (await heldFactors(tx, person.of)).totp,
      recovery: (await codesLeft(tx, person.of)) > 0,
      passkeysHere,
      elsewhere: [...new Set(hosts.map((one) => one.rpId))].filter((id) => id !== rpId),
    };
  });
}
