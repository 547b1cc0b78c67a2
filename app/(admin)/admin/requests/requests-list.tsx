"use client";

import { resendAll, undoSends } from "../list/bulk-actions";
import type { Lines } from "../list/line";
import { LiveList } from "../list/live-list";
import { sizes, type Deed, type FirstPage, type ListSpec } from "../list/spec";
import { orderFilter, ownerFilter } from "../work/work-list";
import { RequestRows, type RequestLine } from "./request-rows";

const undo: Deed<RequestLine> = {
  label: "Undo",
  busyLabel: "Undoing …",
  past: "not sent again",
  // a row that was sent again shows one time more than when it was chosen
  act: (lines) => undoSends(lines.map(({ id, timesSent }) => ({ id, seen: timesSent + 1 }))),
};
const resend: Deed<RequestLine> = {
  label: "Resend",
  busyLabel: "Sending …",
  past: "sent again",
  act: (lines) => resendAll(lines.map(({ id, timesSent }) => ({ id, seen: timesSent }))),
  undo,
};

const specOf = (owners: { id: string; name: string }[]): ListSpec<RequestLine> => ({
  path: "/admin/requests",
  one: "request",
  many: "requests",
  nameOf: ({ title }) => title,
  byName: false,
  filters: [
    {
      name: "state",
      label: "State",
      options: [
        { value: "", label: "Any" },
        { value: "draft", label: "Draft" },
        { value: "sent", label: "Sent, not all done" },
        { value: "late", label: "Late" },
        { value: "done", label: "All done" },
        { value: "withdrawn", label: "Withdrawn" },
      ],
    },
    ownerFilter(owners),
    orderFilter,
    sizes,
  ],
  deeds: () => [resend],
  empty: (
    <>
      No requests yet. <a href="/admin/requests/new">Make the first one</a>: choose the client, then ask for
      what you need.
    </>
  ),
});

/** The firm's requests. */
export function RequestsList({
  owners,
  ...page
}: FirstPage<Lines<RequestLine>> & { owners: { id: string; name: string }[] }) {
  return (
    <LiveList spec={specOf(owners)} {...page}>
      {(lines, choosing) => <RequestRows lines={lines} choosing={choosing} />}
    </LiveList>
  );
}
