import type { ReactNode } from "react";
import { DoneSheet } from "@/components/portal/done-sheet";
import { EmptyState } from "@/components/portal/empty-state";
import { PageHead } from "@/components/portal/page-head";
import { longDayOf, plural, timeOf } from "@/lib/format";
import type { WorkGroup } from "@/lib/requests/outstanding";
import type { OpenTask } from "@/lib/requests/queries";
import { rowsOf, type Seen } from "./task-rows";

type Props = { seen: Seen; groups: WorkGroup<OpenTask>[]; name: string; children: ReactNode };

/** Nothing is left to do: thanks, and a receipt of what was sent (GOV.UK's confirmation page). */
export function AllDone({ seen, groups, name, children }: Props) {
  const { firm, visitor, places } = seen;
  if (groups.length === 0) {
    return (
      <>
        <PageHead title="Nothing needed now" over={`Hello ${visitor.firstName}`} />
        {children}
        <EmptyState title="Nothing to do here">
          {firm.name} mails you when something is needed. <a href={places.help}>What is this?</a>
        </EmptyState>
      </>
    );
  }
  return (
    <>
      <PageHead
        title={`That’s everything, ${visitor.firstName}. Thank you.`}
        mark={{ icon: "check", full: true }}
      >
        {name} has it now, and writes if anything is unclear. You can change what you sent until {firm.name}{" "}
        completes the work. <a href={places.help}>What is this?</a>
      </PageHead>
      {children}
      {groups.map((group) => (
        <DoneSheet
          key={group.id}
          client={group.tasks[0]?.clientName ?? ""}
          title={group.title}
          progress={{ done: group.done, withFirm: group.withFirm, total: group.tasks.length }}
          doneAt={lastOf(group.tasks, firm)}
          sent={sentOf(group.tasks)}
        >
          {rowsOf(group.tasks, seen)}
        </DoneSheet>
      ))}
    </>
  );
}

function lastOf(tasks: OpenTask[], firm: Seen["firm"]): string {
  const times = tasks.flatMap((task) => (task.doneAt ? [task.doneAt.getTime()] : []));
  const last = new Date(Math.max(...times, 0));
  return times.length > 0 ? `${longDayOf(last, firm)}, ${timeOf(last, firm)}` : "Not yet";
}

/** "2 files, 1 answer, 1 tick": what was given, by kind. */
function sentOf(tasks: OpenTask[]): string {
  const files = tasks.reduce((sum, task) => sum + task.filesReceived, 0);
  const answers = tasks.filter((task) => task.kind === "answer" && task.answer).length;
  const ticks = tasks.filter((task) => task.kind === "tick").length;
  const said = [
    files && plural(files, "file"),
    answers && plural(answers, "answer"),
    ticks && plural(ticks, "tick"),
  ];
  return said.filter(Boolean).join(", ") || "Nothing";
}
