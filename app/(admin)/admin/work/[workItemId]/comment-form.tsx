"use client";

import { Button } from "@/components/ui/button";
import { TextArea } from "@/components/ui/field";
import { RefusalSummary } from "../../refusal-summary";
import { useFormAction } from "../../use-form-action";
import { commentAsStaff } from "../actions";

type Props = {
  taskId: string;
  taskTitle: string;
  formKey: string;
  /** The last word is the client's. */ open: boolean;
};

/** Write to the client about a task. The form's key makes a second press of the same form harmless. */
export function CommentForm({ taskId, taskTitle, formKey, open }: Props) {
  const { form, busy, nth, refusal, typed, error } = useFormAction(commentAsStaff);
  const id = `comment-on-${taskId}`;
  return (
    <details className="reply" open={open || refusal !== null}>
      <summary>
        Write a comment<span className="vh"> on {taskTitle}</span>
      </summary>
      <form {...form}>
        <RefusalSummary refusal={refusal} nth={nth} fields={{ comment: id }} />
        <input type="hidden" name="task_id" value={taskId} />
        <input type="hidden" name="form_key" value={formKey} />
        <TextArea
          key={refusal ? nth : formKey}
          id={id}
          name="comment"
          label="Your comment"
          hint="The client sees it on the task."
          rows={3}
          defaultValue={typed("comment")}
          error={error("comment")}
        />
        <Button size="sm" busy={busy}>
          {busy ? "Sending …" : "Send comment"}
        </Button>
      </form>
    </details>
  );
}
