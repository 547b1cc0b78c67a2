import { no, yes, type Verdict } from "@/lib/verdict";

/** A deleted contact is a record: restore it, then change it (A13). */
export const mayEditContact = (contact: { deletedAt: Date | null }): Verdict =>
  contact.deletedAt ? no("This contact is deleted. Restore it first, then change it.") : yes;
