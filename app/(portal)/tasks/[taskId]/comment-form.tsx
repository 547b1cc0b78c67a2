"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { DraftArea } from "./draft-area";
import { comment } from "./task-actions";

type Props = {
  as: string;
  taskId: string;
  formKey: string;
  to: string;
  initial: string;
  savedAt?: string | undefined;
};

/** Write to the firm about this task. The form's key makes a second press of the same form harmless. */
export function CommentForm({ as, taskId, formKey, to, initial, savedAt }: Props) {
  const [result, send, busy] = useActionState(comment, null);
  const refused = result?.ok === false ? result : undefined;
  const fieldError = refused?.fields?.["comment"];
  return (
    <form action={send} noValidate>
      {refused ? (
        <ErrorSummary
          message={fieldError ? undefined : refused.message}
          errors={fieldError ? [{ fieldId: "comment", message: fieldError }] : []}
        />
      ) : null}
      <input type="hidden" name="as" value={as} />
      <input type="hidden" name="task_id" value={taskId} />
      <input type="hidden" name="form_key" value={formKey} />
      <DraftArea
        key={refused ? "again" : formKey}
        as={as}
        taskId={taskId}
        field="comment"
        label={`Write to ${to}`}
        initial={refused?.values?.["comment"] ?? initial}
        savedAt={savedAt}
        error={fieldError}
      />
      <div className="act">
        <Button busy={busy}>{busy ? "Sending …" : "Send comment"}</Button>
      </div>
    </form>
  );
}
