import type { ReactNode } from "react";
import { Icon } from "@/components/icons";
import { Tag } from "@/components/ui/tag";

/** The id of a task's title in its row: the checkbox is named by it. */
const taskTitleId = (id: string) => `task-${id}`;

type TickBoxProps = { taskId: string; checked: boolean; busy?: boolean | undefined };

/** The checkbox of a task: a button, so that it works the same without a script. Put it into the form that ticks. */
export function TickBox({ taskId, checked, busy = false }: TickBoxProps) {
  return (
    <button
      type="submit"
      role="checkbox"
      className="tick"
      aria-checked={checked}
      aria-busy={busy ? true : undefined}
      aria-labelledby={taskTitleId(taskId)}
    >
      <span className="box" />
    </button>
  );
}

type TaskRowProps = {
  id: string;
  /** Begins with a verb. */
  title: string;
  href: string;
  state: "open" | "with_firm" | "done";
  /** One line: "PDF or photo", "Sent Thursday 19 November. With Ana to check." */
  hint?: string | undefined;
  /** "3 days late", before the hint. */
  late?: string | undefined;
  isNew?: boolean | undefined;
  /** The form with its TickBox; without one (nothing to tick here) the place stays empty. */
  tick?: ReactNode;
};

/** One task. The whole row is the link, but for the checkbox; what waits for the firm is grey and no link. */
export function TaskRow({ id, title, href, state, hint, late, isNew = false, tick }: TaskRowProps) {
  const words = (
    <>
      <b>
        <span id={taskTitleId(id)}>{title}</span> {isNew ? <Tag kind="new">New</Tag> : null}
      </b>
      {hint || late ? (
        <span className="h">
          {late ? <span className="late">{late}</span> : null}
          {hint && late ? " · " : ""}
          {hint}
        </span>
      ) : null}
    </>
  );
  if (state === "with_firm")
    return (
      <li className="task wait">
        <span className="tick" aria-hidden="true">
          <span className="half">
            <Icon name="hourglass" />
          </span>
        </span>
        <div className="txt">{words}</div>
      </li>
    );
  return (
    <li className={state === "done" ? "task isdone" : "task"}>
      {tick ?? <span className="tick" />}
      <a href={href}>{words}</a>
      <Icon name="next" className="go" />
    </li>
  );
}
