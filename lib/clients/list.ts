import "server-only";
import { eq, isNotNull, isNull, sql, type SQL } from "drizzle-orm";
import { clientContacts, clients, contacts } from "@/db/schema/people";
import type { StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { askedOf, choiceOf } from "@/lib/list-asked";
import { listPage } from "@/lib/list-page";
import type { Page, Sort } from "@/lib/paging";
import { visibleClients } from "./queries";

const sorts = {
  name: { name: "name", keys: [{ of: clients.name, kind: "text" }], down: false },
  newest: { name: "newest", keys: [{ of: clients.createdAt, kind: "instant" }], down: true },
} satisfies Record<string, Sort>;

/** What an address asks of the list of clients. */
export const clientsAsked = (query: URLSearchParams) => ({
  ...askedOf(query),
  kind: choiceOf(query, "kind", ["company", "person"]),
  waiting: choiceOf(query, "waiting", ["yes", "no"]),
  archived: query.get("archived") === "yes",
  sort: choiceOf(query, "sort", ["name", "newest"]) ?? "name",
});

type ClientsAsked = ReturnType<typeof clientsAsked>;

const openWork = sql`from tasks t join requests r on r.firm_id = t.firm_id and r.id = t.request_id
    join work_items w on w.firm_id = r.firm_id and w.id = r.work_item_id
    where w.firm_id = clients.firm_id and w.client_id = clients.id and r.status = 'sent' and w.completed_at is null`;
const waits = sql`exists (select 1 ${openWork} and t.state = 'open')`;
const tasksOf = (condition: SQL) => sql<number>`(select count(*)::int ${openWork} and ${condition})`;

const filtered = ({ kind, waiting, archived }: ClientsAsked): SQL =>
  allOf(
    archived ? isNotNull(clients.archivedAt) : isNull(clients.archivedAt),
    kind ? eq(clients.kind, kind) : sql`true`,
    waiting ? (waiting === "yes" ? waits : sql`not ${waits}`) : sql`true`,
  );

const listed = {
  id: clients.id,
  name: clients.name,
  kind: clients.kind,
  archivedAt: clients.archivedAt,
  firstContact: sql<
    string | null
  >`(select trim(c.first_name || ' ' || c.last_name) from ${contacts} c join ${clientContacts} cc
    on cc.firm_id = c.firm_id and cc.contact_id = c.id where cc.firm_id = clients.firm_id and cc.client_id = clients.id
    and c.deleted_at is null order by cc.created_at, c.id limit 1)`,
  contacts: sql<number>`(select count(*)::int from ${clientContacts} cc join ${contacts} c on c.firm_id = cc.firm_id and c.id = cc.contact_id
    where cc.firm_id = clients.firm_id and cc.client_id = clients.id and c.deleted_at is null)`,
  open: tasksOf(sql`t.state = 'open'`),
  done: tasksOf(sql`t.state = 'done'`),
  oldestDue: sql<string | null>`(select min(r.due_on)::text ${openWork} and t.state = 'open')`,
  lastSeen: sql<
    string | null
  >`(select max(d.last_seen_at)::text from devices d join ${clientContacts} cc on cc.firm_id = d.firm_id and cc.contact_id = d.contact_id
    where cc.firm_id = clients.firm_id and cc.client_id = clients.id)`,
};

/** A client to choose, and whom it is told by where two have one name. */
export type ClientChoice = { id: string; name: string; contact: string | null };

const mostChoices = 20;

/** The clients to choose from, but the archived ones: the first 20 by name in which each word typed begins a word. */
export async function clientChoices(
  staff: StaffActor,
  words: string,
): Promise<{ rows: ClientChoice[]; more: boolean }> {
  const { rows, next } = await listPage(staff, {
    noun: "client",
    from: clients,
    visible: visibleClients(staff),
    filter: isNull(clients.archivedAt),
    sort: sorts.name,
    asked: { words, size: mostChoices, cursor: undefined },
    rows: (tx, ofPage) =>
      tx
        .select({ id: clients.id, name: clients.name, contact: listed.firstContact })
        .from(clients)
        .where(ofPage),
  });
  return { rows, more: next !== undefined };
}

/** The firm's clients by name or newest first, searched and filtered, a page at a time (W1). */
export async function clientList(staff: StaffActor, asked: ClientsAsked): Promise<Page<ClientRow>> {
  return listPage(staff, {
    noun: "client",
    from: clients,
    visible: visibleClients(staff),
    filter: filtered(asked),
    sort: sorts[asked.sort],
    asked,
    rows: async (tx, ofPage) => {
      const rows = await tx.select(listed).from(clients).where(ofPage);
      return rows.map((row) => ({ ...row, lastSeen: row.lastSeen ? new Date(row.lastSeen) : null }));
    },
  });
}

export type ClientRow = {
  id: string;
  name: string;
  kind: "company" | "person";
  archivedAt: Date | null;
  firstContact: string | null;
  contacts: number;
  open: number;
  done: number;
  oldestDue: string | null;
  lastSeen: Date | null;
};
