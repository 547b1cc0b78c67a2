import "server-only";
import { eq, isNotNull, isNull, sql, type SQL } from "drizzle-orm";
import { clientContacts, clients, contacts } from "@/db/schema/people";
import type { StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { askedOf, choiceOf, idIn } from "@/lib/list-asked";
import { listPage } from "@/lib/list-page";
import type { Page, Sort } from "@/lib/paging";
import { visibleClients } from "./queries";
import {
  lastSeen,
  mailState,
  newestOwner,
  oldestDue,
  ownedBy,
  tasksOnClient,
  tasksOnFirm,
  waits,
  waitsLate,
  waitsUnopened,
  type MailOf,
} from "./standing";

const sorts = {
  name: { name: "name", keys: [{ of: clients.name, kind: "text" }], down: false },
  newest: { name: "newest", keys: [{ of: clients.createdAt, kind: "instant" }], down: true },
} satisfies Record<string, Sort>;

/** What an address asks of the list of clients; `owner` (of open work) is an id. */
export const clientsAsked = (query: URLSearchParams) => ({
  ...askedOf(query),
  kind: choiceOf(query, "kind", ["company", "person"]),
  waiting: choiceOf(query, "waiting", ["yes", "late", "unopened", "no"]),
  owner: idIn(query, "owner"),
  archived: query.get("archived") === "yes",
  sort: choiceOf(query, "sort", ["name", "newest"]) ?? "name",
});

type ClientsAsked = ReturnType<typeof clientsAsked>;

const waitingIs = (waiting: ClientsAsked["waiting"], today: string): SQL => {
  switch (waiting) {
    case undefined:
      return sql`true`;
    case "yes":
      return waits;
    case "late":
      return waitsLate(today);
    case "unopened":
      return waitsUnopened;
    case "no":
      return sql`not ${waits}`;
  }
};

const filtered = ({ kind, waiting, owner, archived }: ClientsAsked, today: string): SQL =>
  allOf(
    archived ? isNotNull(clients.archivedAt) : isNull(clients.archivedAt),
    kind ? eq(clients.kind, kind) : sql`true`,
    waitingIs(waiting, today),
    owner ? ownedBy(owner) : sql`true`,
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
  open: tasksOnClient,
  withFirm: tasksOnFirm,
  oldestDue,
  lastSeen,
  mail: mailState,
  owner: newestOwner,
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

/** The firm's clients by name or newest first, searched and filtered, a page at a time (W1); `today` is the firm's. */
export async function clientList(
  staff: StaffActor,
  asked: ClientsAsked,
  today: string,
): Promise<Page<ClientRow>> {
  return listPage(staff, {
    noun: "client",
    from: clients,
    visible: visibleClients(staff),
    filter: filtered(asked, today),
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
  /** Answers that the firm has not looked at. */
  withFirm: number;
  oldestDue: string | null;
  lastSeen: Date | null;
  mail: MailOf | null;
  owner: string | null;
};
