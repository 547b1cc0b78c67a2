import "server-only";
import { generateAuthenticationOptions } from "@simplewebauthn/server";
import { withFirm } from "@/db/client";
import { firmOfStaffPasskey } from "@/db/lookups";
import type { Origin } from "@/lib/access/actor";
import { addressKey, takeTurn } from "@/lib/access/rate-limit";
import { sameTime } from "@/lib/access/same-time";
import { hashToken } from "@/lib/crypto";
import { isId } from "@/lib/ids";
import type { LoginStep } from "@/lib/logins/steps";
import type { StaffHost } from "@/lib/staff/sign-in";
import { nextStaffStep } from "@/lib/staff/steps";
import { lockHolder } from "./people";
import { readAssertion } from "./passkey-answer";
import { isKept, passkeyHolder } from "./passkey-check";
import type { Rp } from "./rp";
import { newSealedChallenge, takeSealedChallenge } from "./sealed-challenge";

type Here = { host: StaffHost; browserToken: string; from: Origin };

/** What the browser needs to offer the passkeys that it has for this host; undefined when it asks too often. */
export async function staffPasskeyOptions(here: Here, rp: Rp) {
  if (!(await mayAsk(here))) return undefined;
  return generateAuthenticationOptions({
    rpID: rp.id,
    challenge: newSealedChallenge({ browserToken: here.browserToken, rp }),
    userVerification: "required",
    timeout: 300_000,
  });
}

/**
 * A staff member's passkey signs in on its own (F4): it says itself whose it is, which tells the firm, also on the
 * operator's host. The person was verified, which counts as both factors.
 */
export async function signInWithPasskey(
  here: Here,
  rp: Rp,
  given: string,
): Promise<LoginStep | { kind: "wrong" | "limit" }> {
  return sameTime(async () => {
    if (!(await mayAsk(here))) return { kind: "limit" };
    const of = await namedIn(here.host, given);
    if (!of) return { kind: "wrong" };
    const { browserToken } = here;
    const asked = { firmId: of.firmId, purpose: "log_in" as const, browserToken, of };
    const held = await passkeyHolder(asked, rp, given, here.from, (challenge) =>
      takeSealedChallenge(of, { browserToken, rp }, challenge),
    );
    if (!held) return { kind: "wrong" };
    return withFirm(of, async (tx) => {
      await lockHolder(tx, of);
      if (!(await isKept(tx, of, held.passkeyId))) return { kind: "wrong" };
      const at = { ...of, factors: ["passkey" as const] };
      const step = await nextStaffStep(tx, at, { browserToken, host: here.host.origin }, here.from);
      return step ?? { kind: "wrong" };
    });
  });
}

/** Whom an answer names; nothing of it is proven yet. On a firm's host, staff of that firm only. */
async function namedIn(
  host: StaffHost,
  given: string,
): Promise<{ firmId: string; staffId: string } | undefined> {
  const answer = readAssertion(given)?.answer;
  const staffId = Buffer.from(answer?.response.userHandle ?? "", "base64url").toString("utf8");
  if (!answer || !isId(staffId)) return undefined;
  const firmId = await firmOfStaffPasskey(staffId, answer.id);
  if (!firmId || (host.kind === "firm" && host.firm.id !== firmId)) return undefined;
  return { firmId, staffId };
}

const mayAsk = async ({ browserToken, from }: Here): Promise<boolean> =>
  (await takeTurn("passkeysOfAddress", "staff", addressKey(from.ip))) &&
  (await takeTurn("passkeysOfBrowser", "staff", hashToken(browserToken)));
