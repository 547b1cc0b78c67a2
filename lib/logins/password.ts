import "server-only";
import { no, yes, type Verdict } from "@/lib/verdict";
import { isCommonPassword } from "./common-passwords";

const [fewest, most, mostBytes] = [12, 256, 1_024];
const fewestOwn = 4;

const lettersOf = (text: string) => text.toLowerCase().replace(/[^\p{L}]+/gu, "");

/**
 * May this be the password of somebody with these names (L4)? 12 to 256 characters of any kind, not one that is known
 * from breaches, also with digits around it, and not the firm's or one's own name with digits (ASVS 6.2.4, 6.2.11).
 */
export function mayBePassword(password: string, names: string[]): Verdict {
  const length = [...password].length;
  if (length < fewest)
    return no(`Use at least ${String(fewest)} characters. Four or five words in a row make a good password.`);
  if (length > most || Buffer.byteLength(password) > mostBytes)
    return no(`Use at most ${String(most)} characters.`);
  const letters = lettersOf(password);
  if (isCommonPassword(password.toLowerCase()) || (letters !== "" && isCommonPassword(letters)))
    return no("This password is on the lists that thieves try first. Choose another one.");
  if (new Set(password).size < fewestOwn) return no("Use more than a few characters over and over.");
  const own = names
    .flatMap((name) => name.split(/[^\p{L}]+/u))
    .map(lettersOf)
    .filter((word) => word.length >= fewestOwn)
    .reduce((rest, word) => rest.replaceAll(word, ""), letters);
  if (letters !== "" && own.length < fewestOwn)
    return no("This is little more than a name that others know. Choose another password.");
  return yes;
}
