"use client";

import type { ReactNode } from "react";
import { ErrorSummary } from "@/components/ui/error-summary";
import type { ActionResult } from "@/lib/actions";
import { useKeptAction } from "../../../kept-action";
import { useReplay } from "../../../proven-first";

type Result = ActionResult<string> | null;
export type TaskAction = (last: Result, form: FormData) => Promise<Result>;

/** What a form's fields are told: what was typed before a refusal, what is wrong, whether it is being sent. */
type FormTold = {
  busy: boolean;
  value: (name: string, first?: string) => string;
  error: (name: string) => string | undefined;
  /** Changes with a refusal, so that fields take their values again. */
  round: string;
};

type Props = {
  as: string;
  taskId: string;
  action: TaskAction;
  /** Ids of the fields that can be wrong, by name. */
  fields: Record<string, string>;
  id?: string;
  className?: string;
  children: (told: FormTold) => ReactNode;
  /** After the form, outside of it; its button names the form. */
  after?: (told: FormTold) => ReactNode;
};

/** A form of a task: who and which, what was wrong on top, the fields inside. */
export function TaskForm({ as, taskId, action, fields, id, className, children, after }: Props) {
  const [result, send, busy] = useKeptAction(action);
  const refused = result?.ok === false ? result : undefined;
  useReplay(refused);
  const errors = Object.entries(fields).flatMap(([name, fieldId]) => {
    const message = refused?.fields?.[name];
    return message ? [{ fieldId, message }] : [];
  });
  const told: FormTold = {
    busy,
    value: (name, first = "") => refused?.values?.[name] ?? first,
    error: (name) => refused?.fields?.[name],
    round: refused ? "again" : "first",
  };
  return (
    <>
      <form action={send} noValidate id={id} className={className}>
        {refused ? (
          <ErrorSummary message={errors.length > 0 ? undefined : refused.message} errors={errors} />
        ) : null}
        <input type="hidden" name="as" value={as} />
        <input type="hidden" name="task_id" value={taskId} />
        {children(told)}
      </form>
      {after?.(told)}
    </>
  );
}
