"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { DraftArea } from "./draft-area";
import { answer } from "./task-actions";

type Props = {
  as: string;
  taskId: string;
  label: string;
  initial: string;
  savedAt?: string | undefined;
  answered: boolean;
};

/** The written answer to a task. */
export function AnswerForm({ as, taskId, label, initial, savedAt, answered }: Props) {
  const [result, send, busy] = useActionState(answer, null);
  const refused = result?.ok === false ? result : undefined;
  const fieldError = refused?.fields?.["answer"];
  return (
    <form action={send} noValidate className="sec">
      {refused ? (
        <ErrorSummary
          message={fieldError ? undefined : refused.message}
          errors={fieldError ? [{ fieldId: "answer", message: fieldError }] : []}
        />
      ) : null}
      <input type="hidden" name="as" value={as} />
      <input type="hidden" name="task_id" value={taskId} />
      <DraftArea
        key={refused ? "again" : "first"}
        as={as}
        taskId={taskId}
        field="answer"
        label={label}
        rows={5}
        initial={refused?.values?.["answer"] ?? initial}
        savedAt={savedAt}
        error={fieldError}
      />
      <div className="act stick">
        <Button look="primary" size="big" wide="phone" busy={busy}>
          {busy ? "Saving …" : answered ? "Save the new answer" : "Save this answer"}
        </Button>
      </div>
    </form>
  );
}
