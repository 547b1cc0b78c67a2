import type { ReactNode } from "react";
import { DoneSheet } from "@/components/portal/done-sheet";
import { EmptyState } from "@/components/portal/empty-state";
import { PageHead } from "@/components/portal/page-head";
import { ButtonLink } from "@/components/ui/button";
import { asOf } from "@/lib/actions";
import { longDayOf, plural, timeOf } from "@/lib/format";
import type { WorkGroup } from "@/lib/requests/outstanding";
import type { OpenTask } from "@/lib/requests/queries";
import { referenceOf } from "@/lib/requests/reference";
import { PrintButton } from "./print-button";
import { SavedNote } from "./saved-note";
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
          references={referencesOf(group.tasks, firm.name)}
        >
          {rowsOf(group.tasks, seen)}
        </DoneSheet>
      ))}
    </>
  );
}

type Finished = {
  seen: Seen;
  request: { id: string; title: string; sentAt: Date | null; tasks: OpenTask[] };
  /** The person who asks. */
  name: string;
  /** Things that are left in other requests. */
  left: number;
  /** What was just saved and finished it. */
  saved?: OpenTask | undefined;
  /** A receipt is on its way. */
  mailed: boolean;
};

/** A request of which nothing is left: thanks, a receipt, and the way on to what is left elsewhere. */
export function FinishedRequest({ seen, request, name, left, saved, mailed }: Finished) {
  const { firm, visitor, places } = seen;
  const { tasks } = request;
  const done = tasks.filter((task) => task.state === "done").length;
  return (
    <>
      <PageHead
        title={`That’s everything, ${visitor.firstName}. Thank you.`}
        back={{ href: places.home, label: "All requests" }}
        mark={{ icon: "check", full: true }}
      >
        {name} has it now, and writes if anything is unclear. You can change what you sent until {firm.name}{" "}
        completes the work.
      </PageHead>
      {saved ? (
        <SavedNote
          as={asOf(visitor.actor)}
          task={saved}
          firstName={name.split(" ")[0] ?? name}
          at={request.id}
        />
      ) : null}
      <DoneSheet
        client={tasks[0]?.clientName ?? ""}
        title={request.title}
        progress={{ done, withFirm: tasks.length - done, total: tasks.length }}
        doneAt={lastOf(tasks, firm)}
        sent={sentOf(tasks)}
        references={[referenceOf(firm.name, request)]}
      >
        {rowsOf(tasks, seen)}
      </DoneSheet>
      <p className="act btn-row">
        {left > 0 ? (
          <ButtonLink href={places.home} look="primary" wide="phone">
            {left === 1 ? "See the thing left" : `See the ${left} things left`}
          </ButtonLink>
        ) : null}
        <PrintButton />
      </p>
      {mailed ? <p className="soft after">Lodge also mails you this, with the same reference.</p> : null}
    </>
  );
}

const referencesOf = (tasks: OpenTask[], firmName: string): string[] => [
  ...new Set(tasks.map((task) => referenceOf(firmName, { id: task.requestId, sentAt: task.sentAt }))),
];

function lastOf(tasks: OpenTask[], firm: Seen["firm"]): string {
  const times = tasks.flatMap((task) => (task.doneAt && !task.takenOutAt ? [task.doneAt.getTime()] : []));
  const last = new Date(Math.max(...times, 0));
  return times.length > 0 ? `${longDayOf(last, firm)}, ${timeOf(last, firm)}` : "Not yet";
}

/** "6 files, 2 answers, 1 approval": what was given, by kind. */
function sentOf(tasks: OpenTask[]): string {
  const given = tasks.filter((task) => task.state !== "open" && !task.takenOutAt);
  const files = given.reduce((sum, task) => sum + task.filesReceived, 0);
  const of = (kind: OpenTask["kind"]) => given.filter((task) => task.kind === kind);
  const ticks = of("tick").length;
  const decided = of("approval").filter((task) => task.state !== "declined").length;
  const declined = of("approval").length - decided;
  const answers =
    given.length - ticks - decided - declined - of("upload").filter((task) => task.filesReceived > 0).length;
  const said = [
    files && plural(files, "file"),
    answers && plural(answers, "answer"),
    decided && plural(decided, "decision"),
    declined && plural(declined, "refusal"),
    ticks && plural(ticks, "tick"),
  ];
  return said.filter(Boolean).join(", ") || "Nothing";
}
