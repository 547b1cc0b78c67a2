import "server-only";
import { record } from "@/lib/audit/record";
import { strangerActor } from "@/lib/access/system";
import { doorPerson, passDoor, takeDoorTry, type AtDoor, type DoorAnswer } from "./at-door";
import type { Holder } from "./owner";
import { subjectOf } from "./people";
import { isKept, passkeyHolder, passkeyOptions } from "./passkey-check";
import { useRecoveryCode } from "./recovery-codes";
import type { Rp } from "./rp";
import { tellFactorChange } from "./tell-factor-change";
import { useTotp } from "./totp-rows";

/** What was given at the second step: a code of the app, a recovery code, or a passkey's answer. */
export type Given = { code: string } | { recovery: string } | { passkey: string };

/** The second factor (L8, F4): five tries, each code once, on the browser that gave the password or opened the link. */
export async function giveSecondFactor(at: AtDoor, rp: Rp, given: Given): Promise<DoorAnswer> {
  const person = await doorPerson(at, "factor");
  if (!person) return { kind: "over" };
  const turn = await takeDoorTry(at, person);
  if (turn !== "go") return { kind: turn };
  const byPasskey =
    "passkey" in given ? await passkeyHolder(askedOf(at, person.of), rp, given.passkey, at.from) : undefined;
  return passDoor(at, person, "factor", async (tx) => {
    if ("passkey" in given)
      return byPasskey && (await isKept(tx, person.of, byPasskey.passkeyId)) ? "passkey" : undefined;
    if ("code" in given) return (await useTotp(tx, person.of, given.code)) ? "totp" : undefined;
    if (!(await useRecoveryCode(tx, person.of, given.recovery))) return undefined;
    await record(tx, strangerActor(at.firmId, at.from), "recovery_code.used", subjectOf(person.of));
    await tellFactorChange(tx, person.of, "code_used");
    return "recovery";
  });
}

/** What the browser needs to ask for a passkey as second factor; undefined when nobody is at the second step here. */
export async function secondPasskeyOptions(at: AtDoor, rp: Rp) {
  const person = await doorPerson(at, "factor");
  return person && passkeyOptions(askedOf(at, person.of), rp);
}

const askedOf = (at: AtDoor, of: Holder) => ({
  firmId: at.firmId,
  purpose: "second" as const,
  browserToken: at.browser.token,
  of,
});
