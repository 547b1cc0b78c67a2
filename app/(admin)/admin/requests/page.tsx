import type { Metadata } from "next";
import { AdminHead } from "@/components/admin/page-head";
import { Meter, Status } from "@/components/admin/status";
import { Cell, Pager, Table, TitleCell } from "@/components/admin/table";
import { plural, type Place } from "@/lib/format";
import { requestList, type RequestRow } from "@/lib/requests/queries";
import { signedInStaff, StaffPage } from "../staff-page";
import { DueStatus } from "../when-words";
import { RequestStatus } from "./request-status";

export const metadata: Metadata = { title: "Requests" };

type Props = { searchParams: Promise<{ after?: string | string[] }> };

const columns = [
  { label: "Request" },
  { label: "State", width: "w-[14rem]" },
  { label: "Done", width: "w-[8rem]" },
  { label: "Due", width: "w-[9rem]" },
];

/** The firm's requests, newest first. */
export default async function RequestsPage({ searchParams }: Props) {
  const { after } = await searchParams;
  const cursor = typeof after === "string" ? after : undefined;
  const staff = await signedInStaff();
  const { rows, next } = await requestList(staff.actor, cursor);
  const now = new Date();
  return (
    <StaffPage staff={staff} current="requests">
      <AdminHead title="Requests" count={!cursor && !next ? rows.length : undefined} />
      {rows.length > 0 ? (
        <>
          <Table caption="Requests" columns={columns} bleed>
            {rows.map((row) => (
              <RequestLine key={row.id} row={row} now={now} place={staff.firm} />
            ))}
          </Table>
          <Pager
            text={`${plural(rows.length, "request")}, newest first`}
            first={cursor ? "/admin/requests" : undefined}
            next={next && `/admin/requests?after=${next}`}
          />
        </>
      ) : (
        <div className="pane">
          <p className="none">
            {cursor ? (
              <a href="/admin/requests">Nothing is left here. Go to the first page.</a>
            ) : (
              <>
                No requests yet. A request hangs on a work item: <a href="/admin/work">choose the work</a>,
                then ask for what you need.
              </>
            )}
          </p>
        </div>
      )}
    </StaffPage>
  );
}

function RequestLine({ row, now, place }: { row: RequestRow; now: Date; place: Place }) {
  const about = `${row.clientName} · ${row.workTitle}`;
  const settled = row.workCompletedAt !== null || (row.tasks > 0 && row.done === row.tasks);
  return (
    <tr>
      <TitleCell
        title={row.title}
        href={`/admin/requests/${row.id}`}
        sub={<span title={about}>{about}</span>}
      />
      <Cell>
        <RequestStatus request={row} now={now} place={place} />
      </Cell>
      <Cell>
        {row.tasks > 0 ? <Meter done={row.done} total={row.tasks} /> : <Status kind="mute">No tasks</Status>}
      </Cell>
      <Cell phone="end">
        <DueStatus dueOn={row.dueOn} now={now} place={place} settled={settled} />
      </Cell>
    </tr>
  );
}
