import "server-only";
import { eq, isNotNull, isNull, sql, type SQL } from "drizzle-orm";
import { clients } from "@/db/schema/people";
import { staffMembers } from "@/db/schema/staff";
import { workItems } from "@/db/schema/work";
import type { StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { askedOf, choiceOf, idIn } from "@/lib/list-asked";
import { listPage } from "@/lib/list-page";
import type { Page, Sort } from "@/lib/paging";
import { clientOfWork, listed, ownerOfWork, visibleWorkItems, type WorkItemRow } from "./queries";

const sorts = {
  newest: { name: "newest", keys: [{ of: workItems.createdAt, kind: "instant" }], down: true },
  due: {
    name: "due",
    keys: [{ of: sql`coalesce(${workItems.dueOn}, '9999-12-31'::date)`, kind: "day" }],
    down: false,
  },
} satisfies Record<string, Sort>;

const statuses = workItems.status.enumValues;

/** What an address asks of the list of work items; `client` and `owner` are ids. */
export const workAsked = (query: URLSearchParams) => ({
  ...askedOf(query),
  status: choiceOf(query, "status", ["open", ...statuses]),
  owner: idIn(query, "owner"),
  client: idIn(query, "client"),
  archived: query.get("archived") === "yes",
  sort: choiceOf(query, "sort", ["newest", "due"]) ?? "newest",
});

type WorkAsked = ReturnType<typeof workAsked>;

const filtered = ({ status, owner, client, archived }: WorkAsked): SQL =>
  allOf(
    archived ? isNotNull(workItems.archivedAt) : isNull(workItems.archivedAt),
    status === "open" ? isNull(workItems.completedAt) : status ? eq(workItems.status, status) : sql`true`,
    owner ? eq(workItems.ownerId, owner) : sql`true`,
    client ? eq(workItems.clientId, client) : sql`true`,
  );

/** The firm's work items, newest or first due first, searched and filtered, a page at a time (W1). */
export async function workItemList(staff: StaffActor, asked: WorkAsked): Promise<Page<WorkItemRow>> {
  return listPage(staff, {
    noun: "work_item",
    from: workItems,
    visible: visibleWorkItems(staff),
    filter: filtered(asked),
    sort: sorts[asked.sort],
    asked,
    rows: (tx, ofPage) =>
      tx
        .select(listed)
        .from(workItems)
        .innerJoin(clients, clientOfWork)
        .innerJoin(staffMembers, ownerOfWork)
        .where(ofPage),
  });
}
