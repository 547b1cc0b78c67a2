"use client";

import { Button } from "@/components/ui/button";
import { DraftArea } from "./draft-area";
import { answer } from "./task-actions";
import { TaskForm } from "./task-form";

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
  return (
    <TaskForm as={as} taskId={taskId} action={answer} fields={{ answer: "answer" }} className="sec">
      {({ busy, value, error, round }) => (
        <>
          <DraftArea
            key={round}
            as={as}
            taskId={taskId}
            field="answer"
            label={label}
            rows={5}
            initial={value("answer", initial)}
            savedAt={savedAt}
            error={error("answer")}
          />
          <div className="act stick">
            <Button look="primary" size="big" wide="phone" busy={busy}>
              {busy ? "Saving …" : answered ? "Save the new answer" : "Save this answer"}
            </Button>
          </div>
        </>
      )}
    </TaskForm>
  );
}
