import { TaskRow } from "@/components/portal/task-row";
import { TaskList, WorkSheet } from "@/components/portal/work-sheet";
import type { Firm } from "@/lib/access/host";
import type { Visitor } from "@/lib/access/session";
import { dayIn } from "@/lib/clock";
import { longDayOf, plural } from "@/lib/format";
import { dueWords, type WorkGroup } from "@/lib/requests/outstanding";
import type { OpenTask } from "@/lib/requests/queries";
import { kindHint } from "@/lib/tasks/rules";
import { TickForm } from "./tick-form";

export type Seen = { firm: Firm; visitor: Visitor; now: Date };

const hintLength = 70;

/** The first sentence, so that a hint stays a line (LOOKS §6). */
function firstSentence(text: string): string {
  const sentence = /^[^\n]*?[.!?](?=\s|$)/.exec(text)?.[0] ?? text.split("\n")[0] ?? "";
  return sentence.length > hintLength ? `${sentence.slice(0, hintLength - 2).trimEnd()} …` : sentence;
}

function hintOf(task: OpenTask, firm: Firm): string {
  const files = task.filesReceived ? `${plural(task.filesReceived, "file")} sent` : "";
  if (task.state === "done" && task.doneAt)
    return `${files ? `You sent ${plural(task.filesReceived, "file")}` : "Done"} on ${longDayOf(task.doneAt, firm)}`;
  return files || firstSentence(task.description) || kindHint(task.kind);
}

/** One task in a list, with its checkbox. */
function Row({ task, seen }: { task: OpenTask; seen: Seen }) {
  const { firm, visitor } = seen;
  const isNew =
    task.state === "open" &&
    visitor.previousSeenAt !== null &&
    task.sentAt !== null &&
    task.sentAt > visitor.previousSeenAt;
  return (
    <TaskRow
      id={task.taskId}
      title={task.title}
      href={`/tasks/${task.taskId}`}
      state={task.state}
      hint={hintOf(task, firm)}
      isNew={isNew}
      tick={<TickForm actor={visitor.actor} task={task} />}
    />
  );
}

/** Rows of tasks in their order. */
export const rowsOf = (tasks: OpenTask[], seen: Seen) =>
  tasks.map((task) => <Row key={task.taskId} task={task} seen={seen} />);

/** One work item: what is open above, what is done folded under it. */
export function WorkGroupSheet({ group, seen }: { group: WorkGroup<OpenTask>; seen: Seen }) {
  const done = group.tasks.filter((task) => task.state === "done");
  const today = dayIn(seen.now, seen.firm.timeZone);
  return (
    <WorkSheet
      title={group.title}
      due={dueWords(group.dueOn, today, seen.firm)}
      progress={{ done: group.done, withFirm: group.withFirm, total: group.tasks.length }}
      done={{ count: done.length, rows: rowsOf(done, seen) }}
    >
      <TaskList>
        {rowsOf(
          group.tasks.filter((task) => task.state !== "done"),
          seen,
        )}
      </TaskList>
    </WorkSheet>
  );
}
