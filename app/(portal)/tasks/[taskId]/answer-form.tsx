"use client";

import { Button } from "@/components/ui/button";
import { DraftArea } from "./draft-area";
import { answer } from "./task-actions";
import { TaskForm, type TaskAction } from "./task-form";

type Props = {
  as: string;
  taskId: string;
  label: string;
  initial: string;
  savedAt?: string | undefined;
  answered: boolean;
  /** Another door than the contact's own; nothing is kept before it is sent there. */
  action?: TaskAction;
};

/** The written answer to a task. */
export function AnswerForm({ as, taskId, label, initial, savedAt, answered, action }: Props) {
  return (
    <TaskForm as={as} taskId={taskId} action={action ?? answer} fields={{ answer: "answer" }} className="sec">
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
            kept={action === undefined}
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
