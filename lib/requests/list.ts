import "server-only";
import { eq, sql, type SQL } from "drizzle-orm";
import { clients } from "@/db/schema/people";
import { requests, workItems } from "@/db/schema/work";
import type { StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { askedOf, choiceOf, idIn } from "@/lib/list-asked";
import { listPage } from "@/lib/list-page";
import type { Page, Sort } from "@/lib/paging";
import { clientOfWork, visibleRequests, workOfRequest, type RequestRow } from "./queries";

const sorts = {
  newest: { name: "newest", keys: [{ of: requests.createdAt, kind: "instant" }], down: true },
  due: {
    name: "due",
    keys: [{ of: sql`coalesce(${requests.dueOn}, '9999-12-31'::date)`, kind: "day" }],
    down: false,
  },
} satisfies Record<string, Sort>;

/** What an address asks of the list of requests; `owner` (of the work) and `client` are ids. */
export const requestsAsked = (query: URLSearchParams) => ({
  ...askedOf(query),
  state: choiceOf(query, "state", ["draft", "sent", "late", "done", "withdrawn"]),
  owner: idIn(query, "owner"),
  client: idIn(query, "client"),
  sort: choiceOf(query, "sort", ["newest", "due"]) ?? "newest",
});

type RequestsAsked = ReturnType<typeof requestsAsked>;

const taskOf = (state: SQL) =>
  sql`exists (select 1 from tasks t where t.firm_id = requests.firm_id and t.request_id = requests.id and ${state})`;
const workThat = (condition: SQL) =>
  sql`exists (select 1 from work_items w where w.firm_id = requests.firm_id and w.id = requests.work_item_id and ${condition})`;
const undone = taskOf(sql`t.state <> 'done'`);
const unfinished = allOf(eq(requests.status, "sent"), undone, workThat(sql`w.completed_at is null`));

const inState = (state: RequestsAsked["state"], today: string): SQL => {
  switch (state) {
    case undefined:
      return sql`true`;
    case "sent":
      return unfinished;
    case "late":
      // late is what still waits on the client
      return allOf(unfinished, taskOf(sql`t.state = 'open'`), sql`${requests.dueOn} < ${today}::date`);
    case "done":
      return allOf(eq(requests.status, "sent"), taskOf(sql`true`), sql`not ${undone}`);
    default:
      return eq(requests.status, state);
  }
};

const filtered = ({ state, owner, client }: RequestsAsked, today: string): SQL =>
  allOf(
    inState(state, today),
    workThat(sql`w.archived_at is null`),
    owner ? workThat(sql`w.owner_id = ${owner}`) : sql`true`,
    client ? workThat(sql`w.client_id = ${client}`) : sql`true`,
  );

const tasksOf = (condition: SQL) =>
  sql<number>`(select count(*)::int from tasks t where t.firm_id = ${requests.firmId} and t.request_id = ${requests.id} and ${condition})`;

const instantOrNull = (value: string | null): Date | null => (value === null ? null : new Date(value));

/** When somebody last looked at a link of it or came in by one; mail scanners and previews do not count (A3). */
const openedAt = sql<Date | null>`(select greatest(max(l.claimed_at), max(v.at))::text from magic_links l
  left join link_visits v on v.firm_id = l.firm_id and v.link_id = l.id and v.visitor = 'person'
  where l.firm_id = ${requests.firmId} and l.request_id = ${requests.id})`.mapWith(instantOrNull);

/** When its newest mail left. */
const mailedAt = sql<Date | null>`(select max(m.sent_at)::text from messages m
  where m.firm_id = ${requests.firmId} and m.request_id = ${requests.id} and m.kind = 'request')`.mapWith(
  instantOrNull,
);

const ownerName = sql<string>`(select s.name from staff_members s
  where s.firm_id = ${workItems.firmId} and s.id = ${workItems.ownerId})`;

/** A request as the lists show it. */
export const listedRequest = {
  id: requests.id,
  at: requests.createdAt,
  title: requests.title,
  status: requests.status,
  dueOn: requests.dueOn,
  sentAt: requests.sentAt,
  timesSent: requests.timesSent,
  workItemId: workItems.id,
  workTitle: workItems.title,
  workCompletedAt: workItems.completedAt,
  clientName: clients.name,
  ownerName,
  openedAt,
  mailedAt,
  tasks: tasksOf(sql`true`),
  done: tasksOf(sql`t.state = 'done'`),
  open: tasksOf(sql`t.state = 'open'`),
};

/** The firm's requests, newest or first due first, searched and filtered, a page at a time (W1); `today` is the firm's. */
export async function requestList(
  staff: StaffActor,
  asked: RequestsAsked,
  today: string,
): Promise<Page<RequestRow>> {
  return listPage(staff, {
    noun: "request",
    from: requests,
    visible: visibleRequests(staff),
    filter: filtered(asked, today),
    sort: sorts[asked.sort],
    asked,
    rows: (tx, ofPage) =>
      tx
        .select(listedRequest)
        .from(requests)
        .innerJoin(workItems, workOfRequest)
        .innerJoin(clients, clientOfWork)
        .where(ofPage),
  });
}
