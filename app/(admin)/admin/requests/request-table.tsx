import { Meter, Status } from "@/components/admin/status";
import { Cell, Table, TitleCell } from "@/components/admin/table";
import type { Place } from "@/lib/format";
import type { RequestRow } from "@/lib/requests/queries";
import { DueStatus } from "../when-words";
import { RequestStatus } from "./request-status";

const columns = [
  { label: "Request" },
  { label: "State", width: "w-[14rem]" },
  { label: "Done", width: "w-[8rem]" },
  { label: "Due", width: "w-[9rem]" },
];

type Props = {
  rows: RequestRow[];
  now: Date;
  place: Place;
  /** Stands alone on its page. */ bleed?: boolean;
};

/** Requests in a list: which, where each stands, how far, by when. */
export function RequestTable({ rows, now, place, bleed = false }: Props) {
  return (
    <Table caption="Requests" columns={columns} bleed={bleed}>
      {rows.map((row) => (
        <RequestLine key={row.id} row={row} now={now} place={place} />
      ))}
    </Table>
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
