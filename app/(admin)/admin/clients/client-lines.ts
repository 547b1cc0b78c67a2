import "server-only";
import type { StaffVisitor } from "@/lib/access/staff-session";
import { clientList, clientsAsked, type ClientRow } from "@/lib/clients/list";
import { shortWhen, type Place } from "@/lib/format";
import { linesOf, type Lines, type Said } from "../list/line";
import { dueSaid } from "../when-words";

export type ClientLine = {
  id: string;
  name: string;
  contact: string | null;
  moreContacts: number;
  open: number;
  done: number;
  due: Said;
  seen: Said;
};

const lineOf =
  (now: Date, place: Place) =>
  (row: ClientRow): ClientLine => ({
    id: row.id,
    name: row.name,
    contact: row.firstContact,
    moreContacts: Math.max(0, row.contacts - 1),
    open: row.open,
    done: row.done,
    due: row.open > 0 ? dueSaid(row.oldestDue, now, place) : { kind: "mute", words: "Nothing open" },
    seen: row.lastSeen
      ? { words: shortWhen(row.lastSeen, now, place) }
      : { kind: row.open > 0 ? "warn" : "mute", words: "Never" },
  });

/** One page of clients in words. */
export const clientLines = (
  { actor, firm }: StaffVisitor,
  query: URLSearchParams,
): Promise<Lines<ClientLine>> =>
  linesOf(() => clientList(actor, clientsAsked(query)), lineOf(new Date(), firm));
