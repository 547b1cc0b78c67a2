import type { Firm } from "@/lib/access/host";
import type { Visitor } from "@/lib/access/session";
import { asOf } from "@/lib/actions";
import { dayIn } from "@/lib/clock";
import { longDayOf, plural } from "@/lib/format";
import { dueWords, type WorkGroup } from "@/lib/requests/outstanding";
import type { OpenTask } from "@/lib/requests/queries";
import { hasNothingYet, kindHint } from "@/lib/tasks/rules";
import { TaskLines, WorkLines, type Line } from "./work-lines";

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

function lineOf(task: OpenTask, { firm, visitor }: Seen): Line {
  const isNew =
    task.state === "open" &&
    visitor.previousSeenAt !== null &&
    task.sentAt !== null &&
    task.sentAt > visitor.previousSeenAt;
  const asks = task.state !== "done" && hasNothingYet(task);
  return { taskId: task.taskId, title: task.title, state: task.state, hint: hintOf(task, firm), isNew, asks };
}

/** Rows of tasks in their order. */
export const rowsOf = (tasks: OpenTask[], seen: Seen) => (
  <TaskLines as={asOf(seen.visitor.actor)} lines={tasks.map((task) => lineOf(task, seen))} />
);

/** One work item: what is open above, what is done folded under it. */
export function WorkGroupSheet({ group, seen }: { group: WorkGroup<OpenTask>; seen: Seen }) {
  const today = dayIn(seen.now, seen.firm.timeZone);
  const lines = group.tasks.map((task) => lineOf(task, seen));
  return (
    <WorkLines
      as={asOf(seen.visitor.actor)}
      title={group.title}
      due={dueWords(group.dueOn, today, seen.firm)}
      progress={{ done: group.done, withFirm: group.withFirm, total: group.tasks.length }}
      open={lines.filter((line) => line.state !== "done")}
      done={lines.filter((line) => line.state === "done")}
    />
  );
}
