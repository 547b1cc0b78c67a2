"use client";

import { Button, ButtonLink } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { askSomebody } from "../guest-actions";
import { TaskForm } from "../task-form";

/** Whom to ask: one address. */
export function AskForm({ as, taskId }: { as: string; taskId: string }) {
  return (
    <TaskForm as={as} taskId={taskId} action={askSomebody} fields={{ email: "email" }} className="sec">
      {({ busy, value, error, round }) => (
        <>
          <TextField
            key={round}
            id="email"
            type="email"
            label="Their email address"
            hint="For example your bank's, your payroll office's or your partner's."
            inputMode="email"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            defaultValue={value("email")}
            error={error("email")}
          />
          <div className="act btn-row">
            <Button look="primary" size="big" wide="phone" icon="send" busy={busy}>
              {busy ? "Sending …" : "Send them a link"}
            </Button>
            <ButtonLink href={`/tasks/${taskId}`} size="big" wide="phone">
              Back to the task
            </ButtonLink>
          </div>
        </>
      )}
    </TaskForm>
  );
}
