import type { Firm } from "@/lib/access/host";
import type { Visitor } from "@/lib/access/session";
import { dayIn } from "@/lib/clock";
import { dayAndMonth, longDayOf, plural } from "@/lib/format";
import { moneyWords } from "@/lib/money";
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

/** "£1,240.00 paid on 14 October 2026". */
function paymentWords({ payment }: OpenTask, firm: Firm): string {
  if (!payment) return "";
  const amount = moneyWords(Math.abs(payment.amountMinor), payment.currency, firm.locale);
  const day = `${dayAndMonth(payment.date, firm)} ${payment.date.slice(0, 4)}`;
  return `${amount} ${payment.amountMinor > 0 ? "received" : "paid"} on ${day}`;
}

/** One line of a row: how far it has come, or what is asked; of a payment always which. */
function hintOf(task: OpenTask, firm: Firm): string {
  const payment = paymentWords(task, firm);
  const rest = restOf(task, firm, payment !== "");
  return [payment, rest].filter(Boolean).join(" · ");
}

function restOf(task: OpenTask, firm: Firm, named: boolean): string {
  const files = task.filesReceived ? `${plural(task.filesReceived, "file")} sent` : "";
  if (task.takenOutAt) return `No longer needed since ${longDayOf(task.takenOutAt, firm)}`;
  if (task.state === "done" && task.doneAt)
    return `${files ? `You sent ${plural(task.filesReceived, "file")}` : "Done"} on ${longDayOf(task.doneAt, firm)}`;
  if (task.state === "with_firm") return `With ${firm.name} to check`;
  if (task.state === "declined") return `You declined. ${firm.name} will answer`;
  if (task.state === "open" && task.sentBackReason) return firstSentence(task.sentBackReason);
  if (files || named) return files;
  return firstSentence(task.description) || kindHint(task.kind);
}

/** A task in the words of its row. */
export function lineOf(task: OpenTask, { firm, visitor }: Seen): Line {
  const since = (at: Date | null) =>
    task.state === "open" && visitor.previousSeenAt !== null && at !== null && at > visitor.previousSeenAt;
  // what is confirmed is read first
  const asks = task.state !== "done" && (task.confirms || hasNothingYet(task));
  return {
    taskId: task.taskId,
    title: task.title,
    state: task.state,
    hint: hintOf(task, firm),
    late: task.state === "open" && task.sentBackReason ? "Sent back" : undefined,
    tag: since(task.sentAt) ? "New" : since(task.rewordedAt) ? "Changed" : undefined,
    fixed: task.takenOutAt ? true : undefined,
    asks: asks || undefined,
  };
}

/** Rows of tasks in their order. */
export const rowsOf = (tasks: OpenTask[], seen: Seen) => (
  <TaskLines lines={tasks.map((task) => lineOf(task, seen))} at={seen.places.tasks} />
);

type SheetsProps = {
  clients: ClientGroup[];
  seen: Seen;
  /** The task that stands above all sheets already: counted on its own, and not shown twice. */
  above?: string | undefined;
};

/** Work items on their sheets, client by client. */
export function ClientSheets({ clients, seen, above }: SheetsProps) {
  const today = dayIn(seen.now, seen.firm.timeZone);
  const linesOf = (group: WorkGroup<OpenTask>): WorkLines => {
    const lines = group.tasks.filter(({ taskId }) => taskId !== above).map((task) => lineOf(task, seen));
    return {
      above: group.tasks.length - lines.length,
      title: group.title,
      due: dueWords(group.dueOn, today, seen.firm),
      open: lines.filter((line) => line.state !== "done"),
      done: lines.filter((line) => line.state === "done"),
    };
  };
  const work: WorkOfClient[] = clients
    .map((client) => ({
      ...client,
      work: client.work.map(linesOf).filter(({ open, done }) => open.length + done.length > 0),
    }))
    .filter((client) => client.work.length > 0);
  return <WorkSheets packed={JSON.stringify(work)} at={seen.places.tasks} />;
}
