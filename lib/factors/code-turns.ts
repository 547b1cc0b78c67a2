import "server-only";
import { eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { browsers } from "@/db/schema/access";
import { loginBrowsers } from "@/db/schema/logins";
import { allOf } from "@/lib/access/conditions";
import { clearTurns, takeTurn } from "@/lib/access/rate-limit";
import { hashToken } from "@/lib/crypto";
import { idOf, type Holder } from "./owner";
import { forgetWrongProofs } from "./proof-turns";

/** Whose codes are tried, and whether in a browser that the login was used in before. */
type Trying = { of: Holder; knownBrowser: boolean };

const limitsOf = (knownBrowser: boolean) =>
  knownBrowser
    ? (["codesOfKnownBrowsers", "codesOfKnownBrowsersLong"] as const)
    : (["codesOfLogin", "codesOfLoginLong"] as const);

const whose = (of: Holder) => [of.firmId, idOf(of)];

/**
 * Whether a contact's login was used in this browser before. These have tries of their own, so that who has the password
 * and uses up the others' does not lock the owner out (AU8). All of a login share them: who was in on many has no more.
 */
export async function isKnownBrowser(tx: Tx, of: Holder, browserToken: string): Promise<boolean> {
  if (of.loginId === undefined) return false;
  const [known] = await tx
    .select({ id: browsers.id })
    .from(loginBrowsers)
    .innerJoin(
      browsers,
      allOf(eq(browsers.firmId, loginBrowsers.firmId), eq(browsers.id, loginBrowsers.browserId)),
    )
    .where(
      allOf(
        eq(loginBrowsers.firmId, of.firmId),
        eq(loginBrowsers.loginId, of.loginId),
        eq(browsers.tokenHash, hashToken(browserToken)),
      ),
    );
  return known !== undefined;
}

/** Takes one of the ten tries of an hour and of the hundred of a month. Before a transaction. */
export async function takeCodeTurn({ of, knownBrowser }: Trying): Promise<boolean> {
  const [hour, month] = limitsOf(knownBrowser);
  return (await takeTurn(hour, ...whose(of))) && (await takeTurn(month, ...whose(of)));
}

/** After a right code: of the month's hundred only wrong ones count; the hour's ten stay used. */
export async function forgetWrongCodes({ of, knownBrowser }: Trying): Promise<void> {
  await clearTurns(limitsOf(knownBrowser)[1], ...whose(of));
}

/**
 * Gives every try of a holder's codes back, and the month's of the proofs, after the firm or the operator took factors
 * away: who wasted the tries has no power over that, and what was guessed at is gone. After the transaction.
 */
export async function freeCodes(of: Holder): Promise<void> {
  for (const name of [...limitsOf(false), ...limitsOf(true)]) await clearTurns(name, ...whose(of));
  await forgetWrongProofs(of);
}

/**
 * The same after a password was set by a mailed link: whoever wasted the tries knew the former one, and gets to no code
 * any more. Three times a month, since who reads the mailbox sets passwords too and is still to be held up by the second
 * factor: four hundred guesses in a month, of a million codes.
 */
export async function freeCodesByMail(of: Holder): Promise<void> {
  if (await takeTurn("codesFreedByMail", ...whose(of))) await freeCodes(of);
}
