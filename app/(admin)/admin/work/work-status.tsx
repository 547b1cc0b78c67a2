import { Status } from "@/components/admin/status";
import type { WorkItemRow } from "@/lib/work-items/queries";

const words: Record<WorkItemRow["status"], string> = {
  planned: "Planned",
  ready: "Ready",
  in_progress: "In progress",
  waiting: "Waiting on client",
  completed: "Completed",
};

/** Where a work item stands, in words. */
export function WorkStatus({ status }: { status: WorkItemRow["status"] }) {
  return status === "completed" ? (
    <Status kind="mute" icon="lock">
      {words.completed}
    </Status>
  ) : (
    <Status>{words[status]}</Status>
  );
}
