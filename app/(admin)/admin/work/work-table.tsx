import { Meter, Status } from "@/components/admin/status";
import { Cell, Table, TitleCell } from "@/components/admin/table";
import { Avatar } from "@/components/ui/avatar";
import { shortDay, type Place } from "@/lib/format";
import type { WorkItemRow } from "@/lib/work-items/queries";
import { DueStatus } from "../when-words";
import { WorkStatus } from "./work-status";

const columns = [
  { label: "Work item" },
  { label: "Status", width: "w-[10rem]" },
  { label: "Done", width: "w-[8rem]" },
  { label: "Due", width: "w-[9rem]" },
  { label: "Owner", width: "w-[10rem]" },
];

type Props = { rows: WorkItemRow[]; place: Place; bleed?: boolean; withClient?: boolean };

/** Work items to scan. `withClient` false: on a client's own page, which says it already. */
export function WorkTable({ rows, place, bleed = false, withClient = true }: Props) {
  const now = new Date();
  return (
    <Table caption="Work items" columns={columns} bleed={bleed}>
      {rows.map((row) => (
        <tr key={row.id}>
          <TitleCell
            title={row.title}
            href={`/admin/work/${row.id}`}
            sub={withClient ? <span title={row.clientName}>{row.clientName}</span> : undefined}
          />
          <Cell>
            <WorkStatus status={row.status} />
          </Cell>
          <Cell>
            {row.tasks > 0 ? (
              <Meter done={row.done} total={row.tasks} />
            ) : (
              <Status kind="mute">Nothing sent</Status>
            )}
          </Cell>
          <Cell phone="end">
            {row.completedAt ? (
              <Status kind="mute">{row.dueOn ? shortDay(row.dueOn, place) : "No due day"}</Status>
            ) : (
              <DueStatus dueOn={row.dueOn} now={now} place={place} />
            )}
          </Cell>
          <Cell phone="off">
            <span className="owner" title={row.ownerName}>
              <Avatar name={row.ownerName} />
              <span className="t2">{row.ownerName}</span>
            </span>
          </Cell>
        </tr>
      ))}
    </Table>
  );
}
