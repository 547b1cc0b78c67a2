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
