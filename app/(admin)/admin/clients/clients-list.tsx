"use client";

import { Status } from "@/components/admin/status";
import { Cell, NumberCell, Table, TitleCell } from "@/components/admin/table";
import { Avatar } from "@/components/ui/avatar";
import type { ClientCounts } from "@/lib/clients/counts";
import { archiveClients, restoreClients } from "../list/bulk-actions";
import type { Choosing } from "../list/choosing";
import type { Lines } from "../list/line";
import { LiveList } from "../list/live-list";
import { archive, sizes, type Deed, type FirstPage, type ListSpec } from "../list/spec";
import { SaidStatus } from "../said-status";
import { ownerFilter } from "../work/work-list";
import type { ClientLine } from "./client-lines";

const restore: Deed<ClientLine> = {
  label: "Restore",
  busyLabel: "Restoring …",
  past: "restored",
  act: (lines) => restoreClients(lines.map(({ id }) => ({ id }))),
};
const putAway: Deed<ClientLine> = {
  label: "Archive",
  busyLabel: "Archiving …",
  past: "archived",
  act: (lines) => archiveClients(lines.map(({ id }) => ({ id }))),
  undo: restore,
};

type Props = {
  /** The staff member who looks. */
  me: string;
  owners: { id: string; name: string }[];
  counts: ClientCounts;
};

const viewsOf = ({ me, counts: { all, views } }: Props) => [
  { label: "All", count: all > 1_000 ? "1,000+" : all, asks: { owner: "", waiting: "" } },
  { label: "Mine", count: views?.mine, asks: { owner: me, waiting: "" } },
  { label: "Late", count: views?.late, asks: { owner: "", waiting: "late" } },
  { label: "Never opened", count: views?.unopened, asks: { owner: "", waiting: "unopened" } },
];

const specOf = (props: Props): ListSpec<ClientLine> => ({
  path: "/admin/clients",
  one: "client",
  many: "clients",
  nameOf: ({ name }) => name,
  byName: true,
  views: viewsOf(props),
  filters: [
    {
      name: "kind",
      label: "Kind",
      options: [
        { value: "", label: "Any" },
        { value: "company", label: "Company" },
        { value: "person", label: "Person" },
      ],
    },
    {
      name: "waiting",
      label: "Waiting on them",
      options: [
        { value: "", label: "Any" },
        { value: "yes", label: "Yes" },
        { value: "late", label: "Yes, and late" },
        { value: "unopened", label: "Yes, never opened" },
        { value: "no", label: "No" },
      ],
    },
    ownerFilter(props.owners),
    archive,
    {
      name: "sort",
      label: "Order",
      options: [
        { value: "", label: "Name, A to Z" },
        { value: "newest", label: "Newest first" },
      ],
    },
    sizes,
  ],
  deeds: (query) => [query.get("archived") === "yes" ? restore : putAway],
  empty: (
    <>
      No clients yet. <a href="/admin/clients/new">Make the first one</a>, then add the person who answers for
      it.
    </>
  ),
});

/** The firm's clients. */
export function ClientsList({ me, owners, counts, ...page }: FirstPage<Lines<ClientLine>> & Props) {
  return (
    <LiveList spec={specOf({ me, owners, counts })} {...page}>
      {(lines, choosing) => <ClientTable lines={lines} choosing={choosing} />}
    </LiveList>
  );
}

const columns = [
  { label: "Client" },
  { label: "Contact", width: "w-[20%]" },
  { label: "Open", right: true, width: "w-[3.25rem]" },
  { label: "For us", right: true, width: "w-[4rem]" },
  { label: "Oldest due", width: "w-[7.75rem]" },
  { label: "Last seen", width: "w-[6.75rem]" },
  { label: "Mail", width: "w-[7.25rem]" },
  { label: "Owner", width: "w-[5rem]" },
];

function ClientTable({ lines, choosing }: { lines: ClientLine[]; choosing: Choosing }) {
  return (
    <Table caption="Clients" columns={[choosing.column, ...columns]} dense bleed>
      {lines.map((line) => choosing.rowOf(line.id, line.name, <ClientCells line={line} />))}
    </Table>
  );
}

function ClientCells({ line }: { line: ClientLine }) {
  return (
    <>
      <TitleCell title={line.name} href={`/admin/clients/${line.id}`} />
      <Cell>
        {line.contact ? (
          <span className="t2" title={line.contact}>
            {line.contact}
            {line.moreContacts > 0 ? ` +${line.moreContacts}` : ""}
          </span>
        ) : (
          <Status kind="mute">No contact yet</Status>
        )}
      </Cell>
      <NumberCell value={line.open} label="Open" />
      <NumberCell value={line.withFirm} label="For us" phone={line.withFirm > 0 ? undefined : "off"} />
      <Cell phone="end">
        <SaidStatus said={line.due} />
      </Cell>
      <Cell phone="off">
        <SaidStatus said={line.seen} />
      </Cell>
      <Cell phone={line.mail.kind === "mute" ? "off" : undefined}>
        <SaidStatus said={line.mail} />
      </Cell>
      <Cell phone="off">
        {line.owner ? (
          <span title={line.owner}>
            <Avatar name={line.owner} />
            <span className="vh">{line.owner}</span>
          </span>
        ) : null}
      </Cell>
    </>
  );
}
