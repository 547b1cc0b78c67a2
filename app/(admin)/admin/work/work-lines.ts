import "server-only";
import type { StaffVisitor } from "@/lib/access/staff-session";
import type { Place } from "@/lib/format";
import { workAsked, workItemList } from "@/lib/work-items/list";
import type { WorkItemRow } from "@/lib/work-items/queries";
import { nothingLeft } from "@/lib/work-items/rules";
import { linesOf, type Lines } from "../list/line";
import { dueSaid } from "../when-words";
import type { WorkLine } from "./work-table";

/** A work item in words. */
const workLineOf =
  (now: Date, place: Place) =>
  (row: WorkItemRow): WorkLine => ({
    id: row.id,
    title: row.title,
    clientName: row.clientName,
    status: row.status,
    tasks: row.tasks,
    done: row.done,
    open: row.open,
    due: dueSaid(row.dueOn, now, place, nothingLeft(row)),
    ownerName: row.ownerName,
  });

/** One page of work items in words. */
export const workLines = ({ actor, firm }: StaffVisitor, query: URLSearchParams): Promise<Lines<WorkLine>> =>
  linesOf(() => workItemList(actor, workAsked(query)), workLineOf(new Date(), firm));
