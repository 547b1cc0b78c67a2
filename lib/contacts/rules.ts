import { no, yes, type Verdict } from "@/lib/verdict";

type Ends = { deletedAt: Date | null; erasedAt: Date | null };

/** A deleted contact is a record: restore it, then change it (A13). Of an erased one there is nothing to change (C2). */
export function mayEditContact({ deletedAt, erasedAt }: Ends): Verdict {
  if (erasedAt) return no("This contact is erased for good. Add the person as a new contact instead.");
  return deletedAt ? no("This contact is deleted. Restore it first, then change it.") : yes;
}

/** What stands for a change of the address: who is there was proven anew, a program's key does it, or none was meant. */
export type MoveBy = "proven" | "program" | "none";

/** Another address leads to another password, past the second factors: who may move a login is asked again (AU7). */
export function mayMoveContact(by: MoveBy, hasLogin: boolean): Verdict {
  if (by === "none")
    return no("The email address was changed by somebody else meanwhile. Load the page again, then save.");
  return by === "program" && hasLogin
    ? no("This contact has a login. Staff change its email address in Lodge, where they prove who they are.")
    : yes;
}

/** What is erased stays erased (C2). */
export const mayRestoreContact = ({ erasedAt }: Pick<Ends, "erasedAt">): Verdict =>
  erasedAt ? no("This contact is erased for good. Add the person as a new contact instead.") : yes;

/** Only a deleted contact is erased, and once (C2). */
export function mayEraseContact({ deletedAt, erasedAt }: Ends): Verdict {
  if (erasedAt) return no("This contact is erased already. Nothing more is kept of the person here.");
  return deletedAt ? yes : no("This contact is active. Delete it first, then erase it for good.");
}

const folded = (name: string): string => name.normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase();

/** Whether somebody typed this name to say that they mean it; capitals and spaces do not count. */
export const isNameOf = (typed: string, fullName: string): boolean => folded(typed) === folded(fullName);
