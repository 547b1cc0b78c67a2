"use client";

import { Status } from "@/components/admin/status";
import { Cell, Table, TitleCell } from "@/components/admin/table";
import type { Lines } from "../list/line";
import { LiveList } from "../list/live-list";
import { sizes, type FirstPage, type ListSpec } from "../list/spec";
import { SaidStatus } from "../said-status";
import type { ContactLine } from "./contact-lines";

const spec: ListSpec<ContactLine> = {
  path: "/admin/contacts",
  one: "contact",
  many: "contacts",
  nameOf: ({ name }) => name,
  byName: true,
  filters: [
    {
      name: "state",
      label: "Show",
      options: [
        { value: "", label: "Active" },
        { value: "deleted", label: "Deleted" },
      ],
    },
    {
      name: "seen",
      label: "Portal opened",
      options: [
        { value: "", label: "Any" },
        { value: "seen", label: "Yes" },
        { value: "never", label: "Never" },
      ],
    },
    {
      name: "sort",
      label: "Order",
      options: [
        { value: "", label: "Last name, A to Z" },
        { value: "newest", label: "Newest first" },
      ],
    },
    sizes,
  ],
  deeds: () => [],
  empty: (
    <>
      No contacts yet. A contact answers for a client: <a href="/admin/clients">open the client</a>, then add
      the person.
    </>
  ),
};

/** The people who answer for the firm's clients. */
export function ContactsList(page: FirstPage<Lines<ContactLine>>) {
  return (
    <LiveList spec={spec} {...page}>
      {(lines) => <ContactTable lines={lines} />}
    </LiveList>
  );
}

const columns = [
  { label: "Contact" },
  { label: "Client", width: "w-[26%]" },
  { label: "Email", width: "w-[28%]" },
  { label: "Phone", width: "w-[9rem]" },
  { label: "Last seen", width: "w-[9rem]" },
];

function ContactTable({ lines }: { lines: ContactLine[] }) {
  return (
    <Table caption="Contacts" columns={columns} dense bleed>
      {lines.map((line) => (
        <tr key={line.id}>
          <TitleCell title={line.name} href={`/admin/contacts/${line.id}`} />
          <Cell>
            {line.client ? (
              <span className="t2" title={line.client}>
                {line.client}
                {line.moreClients > 0 ? ` +${line.moreClients}` : ""}
              </span>
            ) : (
              <Status kind="mute">No client</Status>
            )}
          </Cell>
          <Cell phone="off">
            <span className="t2" title={line.email}>
              {line.email}
            </span>
          </Cell>
          <Cell phone="off" className="num">
            {line.phone}
          </Cell>
          <Cell phone="end">
            <SaidStatus said={line.seen} />
          </Cell>
        </tr>
      ))}
    </Table>
  );
}
