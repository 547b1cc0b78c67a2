import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import type { TaskKind, TaskState } from "@/lib/tasks/kinds";
import { tick } from "./actions";
import { TakeFocus } from "./take-focus";

type Saved = { taskId: string; title: string; kind: TaskKind; state: TaskState };

type Props = {
  as: string;
  task: Saved;
  /** The person who asks, by first name. */
  firstName: string;
  /** The page it stands on, for what is taken back: home, or a request's id. */
  at: string;
  /** How many things are left, and where they stand; nothing where the page says so itself. */
  left?: { count: number; href: string } | undefined;
  /** How far the request is: "2 of 3 done". */
  progress?: string | undefined;
};

const leftWords = (count: number) =>
  count === 1 ? "See the thing left" : `See the ${String(count)} things left`;

/** What was just saved, read out and with the focus; the way to take it back, and on to what is left. */
export function SavedNote({ as, task, firstName, at, left, progress }: Props) {
  const promised = task.state === "open";
  const words = promised
    ? `${firstName} can see your answer. “${task.title}” stays on your list until you send it.`
    : `“${task.title}” is with ${firstName} now.`;
  return (
    <Note id="said" kind="good" live title={promised ? "Saved" : task.kind === "tick" ? "Done" : "Sent"}>
      <p>
        {words} {progress}
      </p>
      <TakeFocus key={task.taskId} of="said" />
      <div className="act btn-row">
        {promised ? null : (
          <form action={tick}>
            <input type="hidden" name="as" value={as} />
            <input type="hidden" name="task_id" value={task.taskId} />
            <input type="hidden" name="to" value="open" />
            <input type="hidden" name="at" value={at} />
            <Button aria-label={`Take it back: ${task.title}`}>Take it back</Button>
          </form>
        )}
        {left && left.count > 0 ? <a href={left.href}>{leftWords(left.count)}</a> : null}
      </div>
    </Note>
  );
}

/** A task that was just taken back. */
export function TakenBackNote({ title }: { title: string }) {
  return (
    <Note id="said" kind="plain" live title="Taken back">
      “{title}” is on your list again.
      <TakeFocus key={title} of="said" />
    </Note>
  );
}
