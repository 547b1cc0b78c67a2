import type { ReactNode } from "react";
import { Block, None } from "@/components/admin/blocks";
import { Status } from "@/components/admin/status";
import { Cell, Pager, Table, TitleCell } from "@/components/admin/table";
import { ButtonLink } from "@/components/ui/button";
import type { StaffVisitor } from "@/lib/access/staff-session";
import type { clientPage } from "@/lib/clients/queries";
import type { Lines } from "../../list/line";
import { requestLines } from "../../requests/request-lines";
import { RequestRows } from "../../requests/request-rows";
import { workLines } from "../../work/work-lines";
import { WorkTable } from "../../work/work-table";

export type OfClient = {
  staff: StaffVisitor;
  client: NonNullable<Awaited<ReturnType<typeof clientPage>>>;
  /** The address of the tab that is shown. */
  here: string;
  cursor: string | undefined;
};

const query = ({ client, cursor }: OfClient): URLSearchParams =>
  new URLSearchParams({ client: client.id, page: cursor ?? "" });

/** The client's work, newest first. */
export async function WorkTab({ seen }: { seen: OfClient }) {
  return (
    <Listed
      seen={seen}
      page={await workLines(seen.staff, query(seen))}
      none="No work yet. Make a work item, such as the year-end accounts; requests hang on it."
    >
      {(lines) => <WorkTable lines={lines} withClient={false} />}
    </Listed>
  );
}

/** What was asked of the client, newest first. */
export async function RequestsTab({ seen }: { seen: OfClient }) {
  return (
    <Listed
      seen={seen}
      page={await requestLines(seen.staff, query(seen))}
      none="Nothing was asked yet. Make a new request, and ask for what you need."
    >
      {(lines) => <RequestRows lines={lines} />}
    </Listed>
  );
}

function Listed<Line>({
  seen: { here },
  page,
  none,
  children,
}: {
  seen: OfClient;
  page: Lines<Line>;
  none: string;
  children: (lines: Line[]) => ReactNode;
}) {
  if (!page.ok)
    return (
      <None>
        {page.message} <a href={here}>First page</a>
      </None>
    );
  if (page.rows.length === 0) return <None>{none}</None>;
  const at = (cursor: string | undefined) => cursor && `${here}&page=${cursor}`;
  return (
    <>
      {children(page.rows)}
      {page.next || page.previous ? (
        <Pager text="Newest first" previous={at(page.previous)} next={at(page.next)} />
      ) : null}
    </>
  );
}

const columns = [
  { label: "Contact" },
  { label: "Email", width: "w-[36%]" },
  { label: "Phone", width: "w-[10rem]" },
  { label: "State", width: "w-[7rem]" },
];

/** Who answers for the client. */
export function ContactsTab({ seen: { client } }: { seen: OfClient }) {
  const add = (
    <ButtonLink href={`/admin/clients/${client.id}/contacts/new`} size="sm">
      Add contact
    </ButtonLink>
  );
  return (
    <Block title="Contacts" count={client.contacts.length} actions={add}>
      {client.contacts.length === 0 ? (
        <None>
          No contacts yet. Add the person who answers for this client; requests go to their email address.
        </None>
      ) : (
        <Table caption="Contacts" columns={columns} dense>
          {client.contacts.map((person) => (
            <tr key={person.id}>
              <TitleCell
                title={`${person.firstName} ${person.lastName}`}
                href={`/admin/contacts/${person.id}`}
              />
              <Cell>
                <span className="t2" title={person.email}>
                  {person.email}
                </span>
              </Cell>
              <Cell className="num">{person.phone}</Cell>
              <Cell phone="end">
                {person.deletedAt ? <Status kind="mute">Deleted</Status> : <Status>Active</Status>}
              </Cell>
            </tr>
          ))}
        </Table>
      )}
    </Block>
  );
}
