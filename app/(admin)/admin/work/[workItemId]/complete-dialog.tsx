import { Dialog } from "@/components/admin/dialog";
import { Note } from "@/components/ui/note";
import { openTasksWarning } from "@/lib/work-items/rules";
import { DeedDialogForm } from "../../deed";
import { completeWork } from "../actions";

type Props = { work: { id: string; title: string; clientName: string; openTasks: number }; changed: boolean };

/** Asks before work with open tasks is completed; agreeing names how many were shown (W8). */
export function CompleteDialog({ work, changed }: Props) {
  const here = `/admin/work/${work.id}`;
  return (
    <Dialog
      id="complete"
      title="Complete this work?"
      subject={`${work.clientName} · ${work.title}`}
      closeHref={here}
    >
      <DeedDialogForm
        deed={{
          action: completeWork,
          fields: { work_item_id: work.id, open_tasks: String(work.openTasks) },
          label: "Mark as completed",
          busyLabel: "Completing …",
          look: "primary",
        }}
        cancelHref={here}
        remark="You can set it back later."
      >
        {changed ? (
          <Note kind="late">That changed while you were looking. This is how it stands now.</Note>
        ) : null}
        <p>{openTasksWarning(work.openTasks) ?? "No task is open on it."}</p>
        <p className="soft">From then on the client can read nothing of it and send nothing to it.</p>
      </DeedDialogForm>
    </Dialog>
  );
}
