import type { Firm } from "@/lib/access/host";
import type { Visitor } from "@/lib/access/session";
import { dayIn } from "@/lib/clock";
import { longDayOf, plural } from "@/lib/format";
import { dueWords, type WorkGroup } from "@/lib/requests/outstanding";
import type { OpenTask } from "@/lib/requests/queries";
import { hasNothingYet, kindHint } from "@/lib/tasks/rules";
import { TaskLines, WorkSheets, type Line, type WorkLines, type WorkOfClient } from "./work-lines";

type ClientGroup = { id: string; name?: string; work: WorkGroup<OpenTask>[] };

/** Who reads a page, as its parts know them: somebody who is in, or whom staff preview it for. */
export type Reader = Omit<Visitor, "actor"> & { actor: { firmId: string; contactId: string } };

/** Where the links of a page lead; `files` where what was sent can be downloaded. */
export type Places = {
  home: string;
  tasks: string;
  help: string;
  documents: string;
  files?: string | undefined;
};

/** `still`: it is only looked at, so nothing is sent from it (W3). */
export type Seen = { firm: Firm; visitor: Reader; now: Date; places: Places; still?: boolean };

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
  if (task.state === "with_firm") return `With ${firm.name} to check`;
  if (task.state === "declined") return `You declined. ${firm.name} will answer`;
  if (task.state === "open" && task.sentBackReason) return firstSentence(task.sentBackReason);
  return files || firstSentence(task.description) || kindHint(task.kind);
}

function lineOf(task: OpenTask, { firm, visitor }: Seen): Line {
  const isNew =
    task.state === "open" &&
    visitor.previousSeenAt !== null &&
    task.sentAt !== null &&
    task.sentAt > visitor.previousSeenAt;
  // what is confirmed is read first
  const asks = task.state !== "done" && (task.confirms || hasNothingYet(task));
  return {
    taskId: task.taskId,
    title: task.title,
    state: task.state,
    hint: hintOf(task, firm),
    late: task.state === "open" && task.sentBackReason ? "Sent back" : undefined,
    isNew: isNew || undefined,
    asks: asks || undefined,
  };
}

/** Rows of tasks in their order. */
export const rowsOf = (tasks: OpenTask[], seen: Seen) => (
  <TaskLines lines={tasks.map((task) => lineOf(task, seen))} at={seen.places.tasks} />
);

/** Work items on their sheets, client by client. */
export function ClientSheets({ clients, seen }: { clients: ClientGroup[]; seen: Seen }) {
  const today = dayIn(seen.now, seen.firm.timeZone);
  const linesOf = (group: WorkGroup<OpenTask>): WorkLines => {
    const lines = group.tasks.map((task) => lineOf(task, seen));
    return {
      title: group.title,
      due: dueWords(group.dueOn, today, seen.firm),
      open: lines.filter((line) => line.state !== "done"),
      done: lines.filter((line) => line.state === "done"),
    };
  };
  const work: WorkOfClient[] = clients.map((client) => ({ ...client, work: client.work.map(linesOf) }));
  return <WorkSheets packed={JSON.stringify(work)} at={seen.places.tasks} />;
}
