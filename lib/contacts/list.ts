import "server-only";
import { isNotNull, isNull, sql, type SQL } from "drizzle-orm";
import { clientContacts, clients, contacts } from "@/db/schema/people";
import type { StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { askedOf, choiceOf } from "@/lib/list-asked";
import { listPage } from "@/lib/list-page";
import type { Page, Sort } from "@/lib/paging";
import { visibleContacts } from "./queries";

const sorts = {
  name: {
    name: "name",
    keys: [
      { of: contacts.lastName, kind: "text" },
      { of: contacts.firstName, kind: "text" },
    ],
    down: false,
  },
  newest: { name: "newest", keys: [{ of: contacts.createdAt, kind: "instant" }], down: true },
} satisfies Record<string, Sort>;

/** What an address asks of the list of contacts. */
export const contactsAsked = (query: URLSearchParams) => ({
  ...askedOf(query),
  deleted: query.get("state") === "deleted",
  seen: choiceOf(query, "seen", ["seen", "never"]),
  sort: choiceOf(query, "sort", ["name", "newest"]) ?? "name",
});

type ContactsAsked = ReturnType<typeof contactsAsked>;

const wasSeen = sql`exists (select 1 from devices d where d.firm_id = contacts.firm_id and d.contact_id = contacts.id)`;

const filtered = ({ deleted, seen }: ContactsAsked): SQL =>
  allOf(
    deleted ? isNotNull(contacts.deletedAt) : isNull(contacts.deletedAt),
    isNull(contacts.erasedAt),
    seen ? (seen === "seen" ? wasSeen : sql`not ${wasSeen}`) : sql`true`,
  );

const ofTheirs = sql`from ${clients} c join ${clientContacts} cc on cc.firm_id = c.firm_id and cc.client_id = c.id
  where cc.firm_id = contacts.firm_id and cc.contact_id = contacts.id`;

const listed = {
  id: contacts.id,
  firstName: contacts.firstName,
  lastName: contacts.lastName,
  email: contacts.email,
  phone: contacts.phone,
  deletedAt: contacts.deletedAt,
  firstClient: sql<string | null>`(select c.name ${ofTheirs} order by cc.created_at, c.id limit 1)`,
  clients: sql<number>`(select count(*)::int ${ofTheirs})`,
  lastSeen: sql<
    string | null
  >`(select max(d.last_seen_at)::text from devices d where d.firm_id = contacts.firm_id and d.contact_id = contacts.id)`,
};

/** The firm's contacts by last name or newest first, searched and filtered, a page at a time (W1). */
export async function contactList(staff: StaffActor, asked: ContactsAsked): Promise<Page<ContactRow>> {
  return listPage(staff, {
    noun: "contact",
    from: contacts,
    visible: visibleContacts(staff),
    filter: filtered(asked),
    sort: sorts[asked.sort],
    asked,
    rows: async (tx, ofPage) => {
      const rows = await tx.select(listed).from(contacts).where(ofPage);
      return rows.map((row) => ({ ...row, lastSeen: row.lastSeen ? new Date(row.lastSeen) : null }));
    },
  });
}

export type ContactRow = {
  id: string;
  firstName: string;
  lastName: string;
  email: string;
  phone: string;
  deletedAt: Date | null;
  firstClient: string | null;
  clients: number;
  lastSeen: Date | null;
};
