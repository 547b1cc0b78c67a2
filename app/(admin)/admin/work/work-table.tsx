import { Meter, Status } from "@/components/admin/status";
import { Cell, Table, TitleCell } from "@/components/admin/table";
import { Avatar } from "@/components/ui/avatar";
import type { WorkItemRow } from "@/lib/work-items/queries";
import type { Choosing } from "../list/choosing";
import type { Said } from "../list/line";
import { SaidStatus } from "../said-status";
import { WorkStatus } from "./work-status";

export type WorkLine = {
  id: string;
  title: string;
  clientName: string;
  status: WorkItemRow["status"];
  tasks: number;
  done: number;
  open: number;
  due: Said;
  ownerName: string;
};

const columns = [
  { label: "Work item" },
  { label: "Status", width: "w-[10rem]" },
  { label: "Done", width: "w-[8rem]" },
  { label: "Due", width: "w-[9rem]" },
  { label: "Owner", width: "w-[10rem]" },
];

type Props = {
  lines: WorkLine[];
  /** False on a client's own page, which says it already. */
  withClient?: boolean;
  choosing?: Choosing | undefined;
};

/** Work items to scan, and where the list stands alone, to choose. */
export function WorkTable({ lines, withClient = true, choosing }: Props) {
  return (
    <Table
      caption="Work items"
      columns={choosing ? [choosing.column, ...columns] : columns}
      bleed={choosing !== undefined}
    >
      {lines.map((line) => {
        const cells = <WorkCells line={line} withClient={withClient} />;
        return choosing ? choosing.rowOf(line.id, line.title, cells) : <tr key={line.id}>{cells}</tr>;
      })}
    </Table>
  );
}

function WorkCells({ line, withClient }: { line: WorkLine; withClient: boolean }) {
  return (
    <>
      <TitleCell
        title={line.title}
        href={`/admin/work/${line.id}`}
        sub={withClient ? <span title={line.clientName}>{line.clientName}</span> : undefined}
      />
      <Cell>
        <WorkStatus status={line.status} tasks={line.tasks} done={line.done} open={line.open} />
      </Cell>
      <Cell>
        {line.tasks > 0 ? (
          <Meter done={line.done} total={line.tasks} />
        ) : (
          <Status kind="mute">Nothing sent</Status>
        )}
      </Cell>
      <Cell phone="end">
        <SaidStatus said={line.due} />
      </Cell>
      <Cell phone="off">
        <span className="owner" title={line.ownerName}>
          <Avatar name={line.ownerName} />
          <span className="t2">{line.ownerName}</span>
        </span>
      </Cell>
    </>
  );
}
