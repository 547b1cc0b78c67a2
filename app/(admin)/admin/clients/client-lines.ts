import "server-only";
import type { StaffVisitor } from "@/lib/access/staff-session";
import { dayIn } from "@/lib/clock";
import { clientList, clientsAsked, type ClientRow } from "@/lib/clients/list";
import type { MailOf } from "@/lib/clients/standing";
import { shortWhen, type Place } from "@/lib/format";
import { linesOf, type Lines, type Said } from "../list/line";
import { dueSaid } from "../when-words";

export type ClientLine = {
  id: string;
  name: string;
  contact: string | null;
  moreContacts: number;
  open: number;
  withFirm: number;
  due: Said;
  seen: Said;
  mail: Said;
  owner: string | null;
};

const mails: Record<MailOf, Said> = {
  sent: { kind: "mute", icon: "check", words: "Sent" },
  unsure: { kind: "warn", icon: "alert", words: "Perhaps sent" },
  failed: { kind: "bad", icon: "mail-failed", words: "Failed" },
};

const lineOf =
  (now: Date, place: Place) =>
  (row: ClientRow): ClientLine => ({
    id: row.id,
    name: row.name,
    contact: row.firstContact,
    moreContacts: Math.max(0, row.contacts - 1),
    open: row.open,
    withFirm: row.withFirm,
    due: row.open > 0 ? dueSaid(row.oldestDue, now, place) : { kind: "mute", words: "Nothing open" },
    seen: row.lastSeen
      ? { words: shortWhen(row.lastSeen, now, place) }
      : { kind: row.open > 0 ? "warn" : "mute", words: "Never" },
    mail: row.mail ? mails[row.mail] : { kind: "mute", words: "None yet" },
    owner: row.owner,
  });

/** One page of clients in words. */
export function clientLines(
  { actor, firm }: StaffVisitor,
  query: URLSearchParams,
): Promise<Lines<ClientLine>> {
  const now = new Date();
  return linesOf(() => clientList(actor, clientsAsked(query), dayIn(now, firm.timeZone)), lineOf(now, firm));
}
