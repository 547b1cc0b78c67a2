import { Status } from "@/components/admin/status";
import { statusWords, type WorkStatus as State } from "@/lib/work-items/rules";

/** Where a work item stands, in words. */
export function WorkStatus({ status }: { status: State }) {
  return status === "completed" ? (
    <Status kind="mute" icon="lock">
      {statusWords.completed}
    </Status>
  ) : (
    <Status>{statusWords[status]}</Status>
  );
}
