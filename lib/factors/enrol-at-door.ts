import "server-only";
import { strangerActor } from "@/lib/access/system";
import { record } from "@/lib/audit/record";
import { doorPerson, passDoor, takeDoorTry, type AtDoor, type DoorAnswer } from "./at-door";
import { subjectOf } from "./people";
import { checkNewPasskey, keepPasskey, newPasskeyOptions } from "./passkey-enrol";
import { passkeyName } from "./rules";
import type { Rp } from "./rp";
import { tellFactorChange } from "./tell-factor-change";
import { secretFor } from "./totp";
import { keepTotp } from "./totp-rows";

/** The secret that this browser's enrolment shows, and for whom; undefined when nobody must enrol here. */
export async function doorSecret(at: AtDoor, salt: string) {
  const person = await doorPerson(at, "enrol");
  return person && { ...person, secret: secretFor(person.of, person.challengeId, salt) };
}

/** Sets up an authenticator app where the firm wants a second factor and there is none, then lets in (L6, L8). */
export async function enrolTotpAtDoor(
  at: AtDoor,
  given: { salt: string; code: string },
): Promise<DoorAnswer> {
  const person = await doorPerson(at, "enrol");
  if (!person) return { kind: "over" };
  const turn = await takeDoorTry(at, person);
  if (turn !== "go") return { kind: turn };
  const secret = secretFor(person.of, person.challengeId, given.salt);
  return passDoor(at, person, "enrol", async (tx) => {
    if (!(await keepTotp(tx, person.of, secret, given.code))) return undefined;
    await record(tx, strangerActor(at.firmId, at.from), "totp.added", subjectOf(person.of));
    await tellFactorChange(tx, person.of, "totp_added");
    return "totp";
  });
}

/** What the browser needs to make the passkey that the firm wants; undefined when nobody must enrol here. */
export async function doorPasskeyOptions(at: AtDoor, rp: Rp) {
  const person = await doorPerson(at, "enrol");
  return person && newPasskeyOptions({ of: person.of, browserToken: at.browser.token }, rp, person);
}

/** Adds a passkey where the firm wants a second factor and there is none, then lets in (L6, L8). */
export async function enrolPasskeyAtDoor(
  at: AtDoor,
  rp: Rp,
  given: { passkey: string; device: string },
): Promise<DoorAnswer> {
  const person = await doorPerson(at, "enrol");
  if (!person) return { kind: "over" };
  const turn = await takeDoorTry(at, person);
  if (turn !== "go") return { kind: turn };
  const made = await checkNewPasskey({ of: person.of, browserToken: at.browser.token }, rp, given.passkey);
  return passDoor(at, person, "enrol", async (tx) => {
    const passkeyId = made && (await keepPasskey(tx, person.of, made, passkeyName("", given.device)));
    if (!passkeyId) return undefined;
    await record(tx, strangerActor(at.firmId, at.from), "passkey.added", {
      ...subjectOf(person.of),
      passkeyId,
    });
    await tellFactorChange(tx, person.of, "passkey_added");
    return "passkey";
  });
}
