"use client";

import { statusWords } from "@/lib/work-items/rules";
import { archiveWork, completeAll, restoreWork } from "../list/bulk-actions";
import type { Lines } from "../list/line";
import { LiveList } from "../list/live-list";
import { archive, sizes, type Deed, type FirstPage, type ListSpec } from "../list/spec";
import { WorkTable, type WorkLine } from "./work-table";

const ids = (lines: WorkLine[]) => lines.map(({ id }) => ({ id }));

const restore: Deed<WorkLine> = {
  label: "Restore",
  busyLabel: "Restoring …",
  past: "restored",
  act: (lines) => restoreWork(ids(lines)),
};
const putAway: Deed<WorkLine> = {
  label: "Archive",
  busyLabel: "Archiving …",
  past: "archived",
  act: (lines) => archiveWork(ids(lines)),
  undo: restore,
};
const complete: Deed<WorkLine> = {
  label: "Mark as completed",
  busyLabel: "Completing …",
  past: "completed",
  act: (lines) => completeAll(ids(lines)),
};

type Choice = { id: string; name: string };

const specOf = (owners: Choice[]): ListSpec<WorkLine> => ({
  path: "/admin/work",
  one: "work item",
  many: "work items",
  nameOf: ({ title }) => title,
  byName: false,
  filters: [
    {
      name: "status",
      label: "Status",
      options: [
        { value: "", label: "Any" },
        { value: "open", label: "Not completed" },
        ...Object.entries(statusWords).map(([value, label]) => ({ value, label })),
      ],
    },
    ownerFilter(owners),
    archive,
    orderFilter,
    sizes,
  ],
  deeds: (query) => (query.get("archived") === "yes" ? [restore] : [complete, putAway]),
  empty: "No work yet. Make a work item for a client, such as the year-end accounts; requests hang on it.",
});

/** Whose work it is. */
export const ownerFilter = (owners: Choice[]) => ({
  name: "owner",
  label: "Owner",
  options: [{ value: "", label: "Anybody" }, ...owners.map(({ id, name }) => ({ value: id, label: name }))],
});

/** The orders of what has a due day. */
export const orderFilter = {
  name: "sort",
  label: "Order",
  options: [
    { value: "", label: "Newest first" },
    { value: "due", label: "Due first" },
  ],
};

/** The firm's work items. */
export function WorkList({ owners, ...page }: FirstPage<Lines<WorkLine>> & { owners: Choice[] }) {
  return (
    <LiveList spec={specOf(owners)} {...page}>
      {(lines, choosing) => <WorkTable lines={lines} choosing={choosing} />}
    </LiveList>
  );
}
