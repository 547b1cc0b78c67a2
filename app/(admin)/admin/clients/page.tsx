import type { Metadata } from "next";
import { AdminHead } from "@/components/admin/page-head";
import { Status } from "@/components/admin/status";
import { Cell, NumberCell, Pager, Table, TitleCell } from "@/components/admin/table";
import { ButtonLink } from "@/components/ui/button";
import { clientList, type ClientRow } from "@/lib/clients/queries";
import { plural, shortWhen, type Place } from "@/lib/format";
import { signedInStaff, StaffPage } from "../staff-page";
import { DueStatus } from "../when-words";

export const metadata: Metadata = { title: "Clients" };

type Props = { searchParams: Promise<{ after?: string | string[] }> };

const columns = [
  { label: "Client" },
  { label: "Contact", width: "w-[26%]" },
  { label: "Open", right: true, width: "w-[4rem]" },
  { label: "Done", right: true, width: "w-[4rem]" },
  { label: "Oldest due", width: "w-[8.25rem]" },
  { label: "Last seen", width: "w-[9rem]" },
];

/** Whom the firm works for, by name. */
export default async function ClientsPage({ searchParams }: Props) {
  const { after } = await searchParams;
  const cursor = typeof after === "string" ? after : undefined;
  const staff = await signedInStaff();
  const { rows, next } = await clientList(staff.actor, cursor);
  const all = !cursor && !next;
  return (
    <StaffPage staff={staff} current="clients">
      <AdminHead title="Clients" count={all ? rows.length : undefined}>
        <ButtonLink href="/admin/clients/new" look="primary" icon="plus">
          New client
        </ButtonLink>
      </AdminHead>
      {rows.length > 0 ? (
        <>
          <Table caption="Clients" columns={columns} dense bleed>
            {rows.map((row) => (
              <ClientLine key={row.id} row={row} now={new Date()} place={staff.firm} />
            ))}
          </Table>
          <Pager
            text={spanOf(rows)}
            first={cursor ? "/admin/clients" : undefined}
            next={next && `/admin/clients?after=${next}`}
          />
        </>
      ) : (
        <div className="pane">
          <p className="none">
            {cursor ? (
              <a href="/admin/clients">Nothing is left here. Go to the first page.</a>
            ) : (
              <>
                No clients yet. <a href="/admin/clients/new">Make the first one</a>, then add the person who
                answers for it.
              </>
            )}
          </p>
        </div>
      )}
    </StaffPage>
  );
}

function spanOf(rows: ClientRow[]): string {
  const [first, last] = [rows[0]?.name ?? "", rows.at(-1)?.name ?? ""];
  return rows.length > 1
    ? `${plural(rows.length, "client")}, ${first} to ${last}`
    : plural(rows.length, "client");
}

function ClientLine({ row, now, place }: { row: ClientRow; now: Date; place: Place }) {
  const asked = row.open > 0;
  return (
    <tr>
      <TitleCell title={row.name} href={`/admin/clients/${row.id}`} />
      <Cell>
        {row.firstContact ? (
          <span className="t2" title={row.firstContact}>
            {row.firstContact}
            {row.contacts > 1 ? ` +${row.contacts - 1}` : ""}
          </span>
        ) : (
          <Status kind="mute">No contact yet</Status>
        )}
      </Cell>
      <NumberCell value={row.open} label="Open" />
      <NumberCell value={row.done} label="Done" phone="off" />
      <Cell phone="end">
        {asked ? (
          <DueStatus dueOn={row.oldestDue} now={now} place={place} />
        ) : (
          <Status kind="mute">Nothing open</Status>
        )}
      </Cell>
      <Cell phone="off">
        {row.lastSeen ? (
          shortWhen(row.lastSeen, now, place)
        ) : (
          <Status kind={asked ? "warn" : "mute"}>Never</Status>
        )}
      </Cell>
    </tr>
  );
}
