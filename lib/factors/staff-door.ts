import "server-only";
import { firmOfStaffChallenge } from "@/db/lookups";
import type { Origin } from "@/lib/access/actor";
import { hashToken } from "@/lib/crypto";
import type { LoginBrowser } from "@/lib/logins/steps";
import type { StaffHost } from "@/lib/staff/sign-in";
import type { AtDoor } from "./at-door";

/** Who stands at the second step of the staff side; on the operator's host the challenge tells the firm. */
export async function staffDoor(
  host: StaffHost,
  given: { challenge: string | undefined; browser: LoginBrowser; from: Origin },
): Promise<AtDoor | undefined> {
  const { challenge } = given;
  if (!challenge) return undefined;
  const firmId = host.kind === "firm" ? host.firm.id : await firmOfStaffChallenge(hashToken(challenge));
  return firmId ? { firmId, ...given, staffHost: host.origin } : undefined;
}
