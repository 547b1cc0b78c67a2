"use client";

import { Button } from "@/components/ui/button";
import { TextArea } from "@/components/ui/field";
import { RefusalSummary } from "../../refusal-summary";
import { useFormAction } from "../../use-form-action";
import { acceptAnswer, sendBackAnswer } from "../review-actions";

type Props = { taskId: string; taskTitle: string; state: "open" | "with_firm" | "done" };

/** Accept what the client gave, or send it back with a reason (W6). */
export function ReviewForm({ taskId, taskTitle, state }: Props) {
  if (state === "open") return null;
  return (
    <div className="review">
      {state === "with_firm" ? <Accept taskId={taskId} taskTitle={taskTitle} /> : null}
      <SendBack taskId={taskId} taskTitle={taskTitle} />
    </div>
  );
}

function Accept({ taskId, taskTitle }: Omit<Props, "state">) {
  const { form, busy, nth, refusal } = useFormAction(acceptAnswer);
  return (
    <form {...form}>
      <RefusalSummary refusal={refusal} nth={nth} />
      <input type="hidden" name="task_id" value={taskId} />
      <Button size="sm" icon="check" busy={busy}>
        {busy ? "Accepting …" : "Accept"}
        <span className="vh"> {taskTitle}</span>
      </Button>
    </form>
  );
}

function SendBack({ taskId, taskTitle }: Omit<Props, "state">) {
  const { form, busy, nth, refusal, typed, error } = useFormAction(sendBackAnswer);
  const id = `reason-${taskId}`;
  return (
    <details className="reply" open={refusal !== null}>
      <summary>
        Send back<span className="vh"> {taskTitle}</span>
      </summary>
      <form {...form}>
        <RefusalSummary refusal={refusal} nth={nth} fields={{ reason: id }} />
        <input type="hidden" name="task_id" value={taskId} />
        <TextArea
          key={nth}
          id={id}
          name="reason"
          label="What is missing or wrong?"
          hint="The client reads it, and the task is open again."
          rows={2}
          defaultValue={typed("reason")}
          error={error("reason")}
        />
        <Button size="sm" busy={busy}>
          {busy ? "Sending …" : "Send back"}
        </Button>
      </form>
    </details>
  );
}
