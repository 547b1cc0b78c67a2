import { Meter, Status } from "@/components/admin/status";
import { Cell, Table, TitleCell } from "@/components/admin/table";
import type { Choosing } from "../list/choosing";
import type { Said } from "../list/line";
import { SaidStatus } from "../said-status";

export type RequestLine = {
  id: string;
  title: string;
  about: string;
  state: Said;
  tasks: number;
  done: number;
  due: Said;
  timesSent: number;
  owner: string;
  /** When a person last opened its link. */
  opened: Said;
  /** When its last mail left; empty before the first. */
  mailed: string;
};

const columns = [
  { label: "Request" },
  { label: "State", width: "w-[11.5rem]" },
  { label: "Opened", width: "w-[9rem]" },
  { label: "Last mailed", width: "w-[8rem]" },
  { label: "Owner", width: "w-[7rem]" },
  { label: "Done", width: "w-[6.5rem]" },
  { label: "Due", width: "w-[6.5rem]" },
];

type Props = { lines: RequestLine[]; choosing?: Choosing | undefined };

/** Requests in a list: which, where each stands, how far, by when. */
export function RequestRows({ lines, choosing }: Props) {
  return (
    <Table
      caption="Requests"
      columns={choosing ? [choosing.column, ...columns] : columns}
      bleed={choosing !== undefined}
    >
      {lines.map((line) => {
        const cells = <RequestCells line={line} />;
        return choosing ? choosing.rowOf(line.id, line.title, cells) : <tr key={line.id}>{cells}</tr>;
      })}
    </Table>
  );
}

/** On a phone a cell without words would be a label alone. */
const empty = (words: string) => (words === "" ? ({ phone: "off" } as const) : {});

function RequestCells({ line }: { line: RequestLine }) {
  return (
    <>
      <TitleCell
        title={line.title}
        href={`/admin/requests/${line.id}`}
        sub={<span title={line.about}>{line.about}</span>}
      />
      <Cell>
        <SaidStatus said={line.state} />
      </Cell>
      <Cell label="Opened" {...empty(line.opened.words)}>
        <SaidStatus said={line.opened} />
      </Cell>
      <Cell label="Last mailed" {...empty(line.mailed)}>
        {line.mailed}
      </Cell>
      <Cell label="Owner">{line.owner}</Cell>
      <Cell>
        {line.tasks > 0 ? (
          <Meter done={line.done} total={line.tasks} />
        ) : (
          <Status kind="mute">No tasks</Status>
        )}
      </Cell>
      <Cell phone="end">
        <SaidStatus said={line.due} />
      </Cell>
    </>
  );
}
