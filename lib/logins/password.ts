import "server-only";
import type { PasswordProblem } from "./rules";
import { isCommonPassword } from "./common-passwords";

const [fewest, most, mostBytes] = [12, 256, 1_024];
const fewestOwn = 4;
const longEnough = 32;

const lettersOf = (text: string) => text.toLowerCase().replace(/[^\p{L}]+/gu, "");

/**
 * Why this cannot be the password of somebody with these names (L4): 12 to 256 characters of any kind, not one that is
 * known from breaches, also with digits around it, and not the firm's, the client's or one's own name with digits (ASVS 6.2.4, 6.2.11).
 * Undefined when it can.
 */
export function passwordProblem(password: string, names: string[]): PasswordProblem | undefined {
  const length = [...password].length;
  if (length < fewest) return "short";
  if (length > most || Buffer.byteLength(password) > mostBytes) return "long";
  const letters = lettersOf(password);
  if (isCommonPassword(password.toLowerCase()) || (letters !== "" && isCommonPassword(letters)))
    return "common";
  if (new Set(password).size < fewestOwn && length < longEnough) return "same";
  const own = names
    .flatMap((name) => [name, name.replaceAll("&", " and "), ...name.split(/[^\p{L}]+/u)])
    .map(lettersOf)
    .filter((word) => word.length >= fewestOwn)
    // the whole name before its words, or "hillandco" would leave "andco" of it
    .sort((a, b) => b.length - a.length)
    .reduce((rest, word) => rest.replaceAll(word, ""), letters);
  return letters !== "" && own.length < fewestOwn ? "name" : undefined;
}
