import "server-only";
import type { StaffVisitor } from "@/lib/access/staff-session";
import { contactList, contactsAsked, type ContactRow } from "@/lib/contacts/list";
import { shortWhen, type Place } from "@/lib/format";
import { linesOf, type Lines, type Said } from "../list/line";

export type ContactLine = {
  id: string;
  name: string;
  email: string;
  phone: string;
  client: string | null;
  moreClients: number;
  seen: Said;
};

const seenOf = (row: ContactRow, now: Date, place: Place): Said => {
  if (row.deletedAt) return { kind: "mute", words: "Deleted" };
  return row.lastSeen ? { words: shortWhen(row.lastSeen, now, place) } : { kind: "mute", words: "Never" };
};

const lineOf =
  (now: Date, place: Place) =>
  (row: ContactRow): ContactLine => ({
    id: row.id,
    name: `${row.firstName} ${row.lastName}`.trim(),
    email: row.email,
    phone: row.phone,
    client: row.firstClient,
    moreClients: Math.max(0, row.clients - 1),
    seen: seenOf(row, now, place),
  });

/** One page of contacts in words. */
export const contactLines = (
  { actor, firm }: StaffVisitor,
  query: URLSearchParams,
): Promise<Lines<ContactLine>> =>
  linesOf(() => contactList(actor, contactsAsked(query)), lineOf(new Date(), firm));
