"use client";

import { Status } from "@/components/admin/status";
import { Cell, NumberCell, Table, TitleCell } from "@/components/admin/table";
import { archiveClients, restoreClients } from "../list/bulk-actions";
import type { Choosing } from "../list/choosing";
import type { Lines } from "../list/line";
import { LiveList } from "../list/live-list";
import { archive, sizes, type Deed, type FirstPage, type ListSpec } from "../list/spec";
import { SaidStatus } from "../said-status";
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

const spec: ListSpec<ClientLine> = {
  path: "/admin/clients",
  one: "client",
  many: "clients",
  nameOf: ({ name }) => name,
  byName: true,
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
        { value: "no", label: "No" },
      ],
    },
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
};

/** The firm's clients. */
export function ClientsList(page: FirstPage<Lines<ClientLine>>) {
  return (
    <LiveList spec={spec} {...page}>
      {(lines, choosing) => <ClientTable lines={lines} choosing={choosing} />}
    </LiveList>
  );
}

const columns = [
  { label: "Client" },
  { label: "Contact", width: "w-[26%]" },
  { label: "Open", right: true, width: "w-[4rem]" },
  { label: "Done", right: true, width: "w-[4rem]" },
  { label: "Oldest due", width: "w-[8.25rem]" },
  { label: "Last seen", width: "w-[9rem]" },
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
      <NumberCell value={line.done} label="Done" phone="off" />
      <Cell phone="end">
        <SaidStatus said={line.due} />
      </Cell>
      <Cell phone="off">
        <SaidStatus said={line.seen} />
      </Cell>
    </>
  );
}
