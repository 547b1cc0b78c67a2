import "server-only";
import { withFirm } from "@/db/client";
import { clearTurns, takeTurn } from "@/lib/access/rate-limit";
import { record } from "@/lib/audit/record";
import { Refused } from "@/lib/refused";
import type { Self } from "./own";
import { idOf, type Holder } from "./owner";
import { subjectOf } from "./people";

const whose = (of: Holder) => [of.firmId, idOf(of)];

/**
 * Takes one of the ten tries of an hour and of the hundred of a month at what whoever is in has to give again (AU9).
 * Before a transaction. A refusal is written down once a minute (LG2). Throws Refused("limit") with the sentence given.
 */
export async function takeProofTurn(
  self: Self,
  of: Holder,
  tooMany: { hour: string; month: string },
): Promise<void> {
  const inHour = await takeTurn("proofsOfLogin", ...whose(of));
  if (inHour && (await takeTurn("proofsOfLoginLong", ...whose(of)))) return;
  if (await takeTurn("refusalsNoted", "proof", ...whose(of))) await noteRefusedProof(self, of, "limit");
  throw new Refused("limit", inHour ? tooMany.month : tooMany.hour);
}

/** Writes a refused proof down, in a transaction of its own: the refusal that follows takes nothing of it back (LG2). */
export async function noteRefusedProof(
  self: Self,
  of: Holder,
  kind: "password" | "totp" | "passkey" | "mail" | "limit",
): Promise<void> {
  await withFirm(self, (tx) => record(tx, self, "proof.refused", { ...subjectOf(of), kind }));
}

/** After a right proof or a new password: of the month's hundred only wrong ones count; the hour's ten stay used. */
export async function forgetWrongProofs(of: Holder): Promise<void> {
  await clearTurns("proofsOfLoginLong", ...whose(of));
}
