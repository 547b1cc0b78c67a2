import "server-only";
import { dictionary } from "@zxcvbn-ts/language-common";

let known: Set<string> | undefined;

/** True for one of some 49,000 passwords that were found in breaches most often; the list ships with the app (AU4). */
export function isCommonPassword(lowerCase: string): boolean {
  known ??= new Set(dictionary["passwords-common"].map(String));
  return known.has(lowerCase);
}
