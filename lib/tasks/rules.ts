import { no, yes, type Verdict } from "@/lib/verdict";

export type TaskKind = "tick" | "upload" | "answer";
export type TaskState = "open" | "with_firm" | "done";

export type StateOfTask = {
  kind: TaskKind;
  state: TaskState;
  filesReceived: number;
  answer: string | null;
  workCompletedAt: Date | null;
};

const completed = "This work is completed. Ask your accountant to reopen it.";

/** Anything a client may still change: answers, files, comments, ticks. Completed work is read only (A11). */
export function mayChange(task: { workCompletedAt: Date | null }): Verdict {
  return task.workCompletedAt ? no(completed) : yes;
}

/** True when a tick would say that nothing was given: the task is opened instead (DECISIONS 17). */
export function hasNothingYet(task: Pick<StateOfTask, "kind" | "filesReceived" | "answer">): boolean {
  if (task.kind === "upload") return task.filesReceived === 0;
  return task.kind === "answer" && !task.answer?.trim();
}

/** A client finishes a task when the work is open and what was asked is there. */
export function mayComplete(task: StateOfTask): Verdict {
  const open = mayChange(task);
  if (!open.ok) return open;
  if (!hasNothingYet(task)) return yes;
  return no(
    task.kind === "upload"
      ? "Add at least one file first, then mark this as done."
      : "Write your answer first, then save it.",
  );
}

/** What the next thing to do is called on its button. */
export function doLabel(kind: TaskKind): string {
  return { tick: "Open this task", upload: "Add the files", answer: "Write the answer" }[kind];
}

/** One line under a task's title, when the firm wrote no description. */
export function kindHint(kind: TaskKind): string {
  return {
    tick: "Tick the box when it is done",
    upload: "PDF, photo, Excel or Word",
    answer: "A question for you",
  }[kind];
}
