import { TickBox } from "@/components/portal/task-row";
import { asOf } from "@/lib/actions";
import type { ContactActor } from "@/lib/access/actor";
import { hasNothingYet, type StateOfTask } from "@/lib/tasks/rules";
import { tick } from "./actions";

type Props = {
  actor: ContactActor;
  task: Pick<StateOfTask, "kind" | "state" | "filesReceived" | "answer"> & { taskId: string };
};

/** A row's checkbox. Where nothing is given yet it opens the task: a tick alone would answer nothing (DECISIONS 17). */
export function TickForm({ actor, task }: Props) {
  const done = task.state === "done";
  if (!done && hasNothingYet(task)) {
    return (
      <form action={`/tasks/${task.taskId}`}>
        <TickBox taskId={task.taskId} checked={false} />
      </form>
    );
  }
  return (
    <form action={tick}>
      <input type="hidden" name="as" value={asOf(actor)} />
      <input type="hidden" name="task_id" value={task.taskId} />
      <input type="hidden" name="to" value={done ? "open" : "done"} />
      <TickBox taskId={task.taskId} checked={done} />
    </form>
  );
}
