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
