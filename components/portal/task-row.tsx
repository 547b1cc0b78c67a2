import type { ReactNode } from "react";
import { CarriedIcon } from "@/components/carried-icons";
import { Tag } from "@/components/ui/tag";
import { waitsOnFirm, type TaskState } from "@/lib/tasks/kinds";

type TickBoxProps = {
  title: string;
  checked: boolean;
  /** The id of the form it presses, and what it says there as `tick`. */
  form: string;
  says: string;
};

/** The checkbox of a task: a button, so that it works the same without a script. */
export function TickBox({ title, checked, form, says }: TickBoxProps) {
  return (
    <button
      role="checkbox"
      className="tick"
      aria-checked={checked}
      aria-label={title}
      form={form}
      name="tick"
      value={says}
    />
  );
}

type TaskRowProps = {
  /** Begins with a verb. */
  title: string;
  href: string;
  state: TaskState;
  /** One line: "PDF or photo", "Sent Thursday 19 November. With Ana to check." */
  hint?: string | undefined;
  /** "3 days late", before the hint. */
  late?: string | undefined;
  tag?: "New" | "Changed" | undefined;
  /** Its TickBox; without one a tick would answer nothing, and the drawn box belongs to the link. */
  tick?: ReactNode;
};

/** One task. The whole row is one link, but for a checkbox that ticks; what waits for the firm is grey and has none. */
export function TaskRow({ title, href, state, hint, late, tag, tick }: TaskRowProps) {
  const words = (
    <>
      <b>
        {tag ? `${title} ` : title}
        {tag ? <Tag kind="new">{tag}</Tag> : null}
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
  if (waitsOnFirm(state))
    return (
      <li className="task wait">
        <span className="tick" aria-hidden="true">
          <span className="half">
            <CarriedIcon name="hourglass" />
          </span>
        </span>
        <a href={href}>{words}</a>
      </li>
    );
  if (!tick && state !== "done")
    return (
      <li className="task opens">
        <span className="tick" aria-hidden="true" />
        <a href={href}>{words}</a>
      </li>
    );
  return (
    <li className={state === "done" ? "task isdone" : "task"}>
      {tick ?? <span className="tick" />}
      <a href={href}>{words}</a>
    </li>
  );
}
