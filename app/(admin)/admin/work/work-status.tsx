import { Status } from "@/components/admin/status";
import type { WorkItemRow } from "@/lib/work-items/queries";

export type WorkState = WorkItemRow["status"];

/** The states of a work item as people read them. */
export const workWords: Record<WorkState, string> = {
  planned: "Planned",
  ready: "Ready",
  in_progress: "In progress",
  waiting: "Waiting on client",
  completed: "Completed",
};

/** Where a work item stands, in words. */
export function WorkStatus({ status }: { status: WorkState }) {
  return status === "completed" ? (
    <Status kind="mute" icon="lock">
      {workWords.completed}
    </Status>
  ) : (
    <Status>{workWords[status]}</Status>
  );
}
