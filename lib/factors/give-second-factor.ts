import "server-only";
import { record } from "@/lib/audit/record";
import { strangerActor } from "@/lib/access/system";
import { doorLogin, passDoor, takeDoorTry, type AtDoor, type DoorAnswer } from "./at-door";
import { isKept, passkeyHolder, passkeyOptions } from "./passkey-check";
import { useRecoveryCode } from "./recovery-codes";
import type { Rp } from "./rp";
import { useTotp } from "./totp-rows";

/** What was given at the second step: a code of the app, a recovery code, or a passkey's answer. */
export type Given = { code: string } | { recovery: string } | { passkey: string };

/** The second factor of a login (L8): five tries, each code once, on the browser that gave the password. */
export async function giveSecondFactor(at: AtDoor, rp: Rp, given: Given): Promise<DoorAnswer> {
  const login = await doorLogin(at, "factor");
  if (!login) return { kind: "over" };
  const turn = await takeDoorTry(at, login);
  if (turn !== "go") return { kind: turn };
  const byPasskey =
    "passkey" in given ? await passkeyHolder(askedOf(at, login.of), rp, given.passkey, at.from) : undefined;
  return passDoor(at, login, "factor", async (tx) => {
    if ("passkey" in given)
      return byPasskey && (await isKept(tx, login.of, byPasskey.passkeyId)) ? "passkey" : undefined;
    if ("code" in given) return (await useTotp(tx, login.of, given.code)) ? "totp" : undefined;
    if (!(await useRecoveryCode(tx, login.of, given.recovery))) return undefined;
    await record(tx, strangerActor(at.firmId, at.from), "recovery_code.used", { loginId: login.of.loginId });
    return "recovery";
  });
}

/** What the browser needs to ask for a passkey as second factor; undefined when nobody is at the second step here. */
export async function secondPasskeyOptions(at: AtDoor, rp: Rp) {
  const login = await doorLogin(at, "factor");
  return login && passkeyOptions(askedOf(at, login.of), rp);
}

const askedOf = (at: AtDoor, of: { firmId: string; loginId: string }) => ({
  firmId: at.firmId,
  purpose: "second" as const,
  browserToken: at.browser.token,
  of,
});
