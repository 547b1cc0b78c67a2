import { no, yes, type Verdict } from "@/lib/verdict";

export type PasswordProblem = "short" | "long" | "common" | "same" | "name";

/** Why a password was refused, and the way out (L4). */
export const passwordProblems: Record<PasswordProblem, string> = {
  short: "Use at least 12 characters. Four or five words in a row make a good password.",
  long: "Use at most 256 characters.",
  common: "This password is on the lists that thieves try first. Choose another one.",
  same: "Use more than a few characters over and over.",
  name: "This is little more than a name that others know. Choose another password.",
};

/** May staff mail this contact a link that sets a password (L6, L11)? */
export function mayMailLogin(
  mode: string,
  contact: { deletedAt: Date | null; erasedAt: Date | null },
): Verdict {
  if (mode === "link") return no("Your clients get in by magic link only. Change that in Settings first.");
  if (contact.erasedAt)
    return no("This contact is erased for good. Add the person as a new contact instead.");
  if (contact.deletedAt) return no("This contact is deleted. Restore it first, then send the link.");
  return yes;
}
