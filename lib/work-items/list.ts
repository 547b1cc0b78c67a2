import "server-only";
import { eq, inArray, isNotNull, isNull, sql, type SQL } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { clients } from "@/db/schema/people";
import { staffMembers } from "@/db/schema/staff";
import { workItems } from "@/db/schema/work";
import type { StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { askedOf, choiceOf, idIn } from "@/lib/list-asked";
import { idsOfPage, inOrder, type Page, type Sort } from "@/lib/paging";
import { foundBy } from "@/lib/search";
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
  return withFirm(staff, async (tx) => {
    const page = await idsOfPage(tx, {
      from: workItems,
      id: workItems.id,
      where: allOf(
        visibleWorkItems(staff),
        filtered(asked),
        foundBy(staff.firmId, "work_item", workItems.id, asked.words),
      ),
      sort: sorts[asked.sort],
      size: asked.size,
      cursor: asked.cursor,
    });
    const rows = await tx
      .select(listed)
      .from(workItems)
      .innerJoin(clients, clientOfWork)
      .innerJoin(staffMembers, ownerOfWork)
      .where(allOf(visibleWorkItems(staff), inArray(workItems.id, page.rows)));
    return { ...page, rows: inOrder(page.rows, rows) };
  });
}
