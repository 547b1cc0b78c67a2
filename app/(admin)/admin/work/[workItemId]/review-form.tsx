"use client";

import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { TextArea } from "@/components/ui/field";
import { RefusalSummary } from "../../refusal-summary";
import { useFormAction } from "../../use-form-action";
import type { TaskState } from "@/lib/tasks/kinds";
import type { FormAction } from "../../form-state";
import { acceptAnswer, closeDeclined, sendBackAnswer } from "../review-actions";

type Props = { taskId: string; taskTitle: string; requestId: string; state: TaskState };
type OfTask = Pick<Props, "taskId" | "taskTitle">;

/** Accept what the client gave, or send it back with a reason; close what it declined, or ask again (W6). */
export function ReviewForm({ taskId, taskTitle, requestId, state }: Props) {
  const of = { taskId, taskTitle };
  if (state === "open") return null;
  if (state === "declined") {
    return (
      <div className="review">
        <Settle {...of} action={closeDeclined} label="Close as declined" busyLabel="Closing …" />
        <SendBack
          {...of}
          label="Ask again"
          asks="What has changed?"
          hint="The client reads it, and can decide again."
          more={
            <p className="soft tiny">
              Is there a corrected document?{" "}
              <a href={`/admin/requests/${requestId}`}>Attach it to the task</a> before you ask again.
            </p>
          }
        />
      </div>
    );
  }
  return (
    <div className="review">
      {state === "with_firm" ? (
        <Settle {...of} action={acceptAnswer} label="Accept" busyLabel="Accepting …" />
      ) : null}
      <SendBack
        {...of}
        label="Send back"
        asks="What is missing or wrong?"
        hint="The client reads it, and the task is open again."
      />
    </div>
  );
}

function Settle({
  taskId,
  taskTitle,
  action,
  label,
  busyLabel,
}: OfTask & { action: FormAction; label: string; busyLabel: string }) {
  const { form, busy, nth, refusal } = useFormAction(action);
  return (
    <form {...form}>
      <RefusalSummary refusal={refusal} nth={nth} />
      <input type="hidden" name="task_id" value={taskId} />
      <Button size="sm" icon="check" busy={busy}>
        {busy ? busyLabel : label}
        <span className="vh"> {taskTitle}</span>
      </Button>
    </form>
  );
}

type SendBackProps = OfTask & { label: string; asks: string; hint: string; more?: ReactNode };

function SendBack({ taskId, taskTitle, label, asks, hint, more }: SendBackProps) {
  const { form, busy, nth, refusal, typed, error } = useFormAction(sendBackAnswer);
  const id = `reason-${taskId}`;
  return (
    <details className="reply" open={refusal !== null}>
      <summary>
        {label}
        <span className="vh"> {taskTitle}</span>
      </summary>
      <form {...form}>
        <RefusalSummary refusal={refusal} nth={nth} fields={{ reason: id }} />
        <input type="hidden" name="task_id" value={taskId} />
        <TextArea
          key={nth}
          id={id}
          name="reason"
          label={asks}
          hint={hint}
          rows={2}
          defaultValue={typed("reason")}
          error={error("reason")}
        />
        {more}
        <Button size="sm" busy={busy}>
          {busy ? "Sending …" : label}
        </Button>
      </form>
    </details>
  );
}
