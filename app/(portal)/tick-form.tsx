import { TickBox } from "@/components/portal/task-row";
import { tick } from "./actions";

type Props = { as: string; taskId: string; done: boolean; asks: boolean };

/** A row's checkbox. Where nothing is given yet it opens the task: a tick alone would answer nothing (DECISIONS 17). */
export function TickForm({ as, taskId, done, asks }: Props) {
  if (asks) {
    return (
      <form action={`/tasks/${taskId}`}>
        <TickBox taskId={taskId} checked={false} />
      </form>
    );
  }
  return (
    <form action={tick}>
      <input type="hidden" name="as" value={as} />
      <input type="hidden" name="task_id" value={taskId} />
      <input type="hidden" name="to" value={done ? "open" : "done"} />
      <TickBox taskId={taskId} checked={done} />
    </form>
  );
}
