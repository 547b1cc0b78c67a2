import { no, yes, type Verdict } from "@/lib/verdict";

/** Completed work is a record: only setting it back to another status opens it again (A11). */
export function mayChangeWork(work: { completedAt: Date | null }): Verdict {
  return work.completedAt ? no("This work is completed. Set it back to in progress to change it.") : yes;
}

/** Completing stops everything on it, so tasks that are still open are named first (W8). */
export function openTasksWarning(open: number): string | null {
  if (open === 0) return null;
  return open === 1
    ? "1 task is still open. It will be closed unanswered."
    : `${open} tasks are still open. They will be closed unanswered.`;
}

export type WorkStatus = "planned" | "ready" | "in_progress" | "waiting" | "completed";

export type Turn = "client" | "firm" | "nobody";

/**
 * Whose turn it is, by the tasks that were sent and not by what somebody set: the client's while one is open, the firm's
 * while one waits for its look or answer, nobody's once all are done or nothing was sent.
 */
export function turnOf(tasks: { tasks: number; done: number; open: number }): Turn {
  if (tasks.open > 0) return "client";
  return tasks.done < tasks.tasks ? "firm" : "nobody";
}

/** Nothing is late where nothing is left to do: the work is completed, or everything that was asked is done. */
export const nothingLeft = (work: { completedAt: Date | null; tasks: number; done: number }): boolean =>
  work.completedAt !== null || (work.tasks > 0 && work.done === work.tasks);

/** What a work item's status reads as, given whose turn it is. Nothing waits on a client who has answered everything. */
export function standingWords(
  status: WorkStatus,
  tasks: { tasks: number; done: number; open: number },
): string {
  if (status === "completed" || tasks.tasks === 0) return statusWords[status];
  switch (turnOf(tasks)) {
    case "client":
      return statusWords.waiting;
    case "firm":
      return "Waiting on us";
    case "nobody":
      return status === "waiting" ? "All answered" : statusWords[status];
  }
}

/** The states of a work item as people read them. */
export const statusWords: Record<WorkStatus, string> = {
  planned: "Planned",
  ready: "Ready",
  in_progress: "In progress",
  waiting: "Waiting on client",
  completed: "Completed",
};

/** Work is not due before it starts. */
export const dueAfterStart = (days: { startsOn: string | null; dueOn: string | null }): Verdict =>
  days.startsOn && days.dueOn && days.dueOn < days.startsOn
    ? no("The due date is before the start. Change one of them.")
    : yes;
