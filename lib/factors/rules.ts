import { no, yes, type Verdict } from "@/lib/verdict";

/** How many recovery codes are made at a time (L8). */
export const recoveryCodeCount = 10;

/** What a login has as second factors. */
export type Held = { totp: boolean; passkeys: number };

/** May one of them be taken away? Where the firm wants a second factor, the last one stays (L6, F4, MF9). */
export function mayRemoveFactor(wantsSecond: boolean, left: Held): Verdict {
  if (!wantsSecond || left.totp || left.passkeys > 0) return yes;
  return no(
    "This is your only second factor, and one is asked for every time. Add another one first, then remove this.",
  );
}

const mostPasskeys = 20;

/** May one more passkey be added? */
export const mayAddPasskey = (held: Held): Verdict =>
  held.passkeys < mostPasskeys
    ? yes
    : no("You have twenty passkeys already. Remove one that you no longer use, then add this one.");

/** May an authenticator app be added? One at a time, so that it is plain which app the code is in. */
export const mayAddTotp = (held: Held): Verdict =>
  held.totp ? no("You have an authenticator app already. Remove it first, then set up the new one.") : yes;

/** What a passkey is called at first: the device that made it. */
export const passkeyName = (given: string, device: string): string =>
  [...given.trim()].slice(0, 60).join("") || device;
