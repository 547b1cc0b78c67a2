import "server-only";
import { strangerActor } from "@/lib/access/system";
import { record } from "@/lib/audit/record";
import { doorLogin, passDoor, takeDoorTry, type AtDoor, type DoorAnswer } from "./at-door";
import { checkNewPasskey, keepPasskey, newPasskeyOptions } from "./passkey-enrol";
import { passkeyName } from "./rules";
import type { Rp } from "./rp";
import { tellFactorChange } from "./tell-factor-change";
import { secretFor } from "./totp";
import { keepTotp } from "./totp-rows";

/** The secret that this browser's enrolment shows, and for whom; undefined when nobody must enrol here. */
export async function doorSecret(at: AtDoor, salt: string) {
  const login = await doorLogin(at, "enrol");
  return login && { ...login, secret: secretFor(login.of, login.challengeId, salt) };
}

/** Sets up an authenticator app where the firm wants a second factor and there is none, then lets in (L6, L8). */
export async function enrolTotpAtDoor(
  at: AtDoor,
  given: { salt: string; code: string },
): Promise<DoorAnswer> {
  const login = await doorLogin(at, "enrol");
  if (!login) return { kind: "over" };
  const turn = await takeDoorTry(at, login);
  if (turn !== "go") return { kind: turn };
  const secret = secretFor(login.of, login.challengeId, given.salt);
  return passDoor(at, login, "enrol", async (tx) => {
    if (!(await keepTotp(tx, login.of, secret, given.code))) return undefined;
    await record(tx, strangerActor(at.firmId, at.from), "totp.added", { loginId: login.of.loginId });
    await tellFactorChange(tx, login.of, "totp_added");
    return "totp";
  });
}

/** What the browser needs to make the passkey that the firm wants; undefined when nobody must enrol here. */
export async function doorPasskeyOptions(at: AtDoor, rp: Rp) {
  const login = await doorLogin(at, "enrol");
  return login && newPasskeyOptions({ of: login.of, browserToken: at.browser.token }, rp, login);
}

/** Adds a passkey where the firm wants a second factor and there is none, then lets in (L6, L8). */
export async function enrolPasskeyAtDoor(
  at: AtDoor,
  rp: Rp,
  given: { passkey: string; device: string },
): Promise<DoorAnswer> {
  const login = await doorLogin(at, "enrol");
  if (!login) return { kind: "over" };
  const turn = await takeDoorTry(at, login);
  if (turn !== "go") return { kind: turn };
  const made = await checkNewPasskey({ of: login.of, browserToken: at.browser.token }, rp, given.passkey);
  return passDoor(at, login, "enrol", async (tx) => {
    const passkeyId = made && (await keepPasskey(tx, login.of, made, passkeyName("", given.device)));
    if (!passkeyId) return undefined;
    await record(tx, strangerActor(at.firmId, at.from), "passkey.added", {
      loginId: login.of.loginId,
      passkeyId,
    });
    await tellFactorChange(tx, login.of, "passkey_added");
    return "passkey";
  });
}
