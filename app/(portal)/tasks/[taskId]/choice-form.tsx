"use client";

import { Choices, ChoiceLine } from "@/components/portal/choices";
import { Button } from "@/components/ui/button";
import type { Choice } from "@/lib/tasks/kinds";
import { choose } from "./task-actions";
import { TaskForm, type TaskAction } from "./task-form";

type Props = {
  as: string;
  taskId: string;
  options: Choice[];
  several: boolean;
  chosen: string[];
  /** Another door than the contact's own. */
  action?: TaskAction;
};

/** Answers to choose from, one or several. */
export function ChoiceForm({ as, taskId, options, several, chosen, action = choose }: Props) {
  return (
    <TaskForm as={as} taskId={taskId} action={action} fields={{ chosen: "choice-0" }} className="sec">
      {({ busy, error }) => (
        <>
          <Choices legend={several ? "Choose all that fit" : "Choose one"} error={error("chosen")}>
            {options.map((option, at) => (
              <ChoiceLine
                key={option.label}
                id={`choice-${String(at)}`}
                type={several ? "checkbox" : "radio"}
                name="chosen"
                value={option.label}
                hint={option.hint}
                checked={chosen.includes(option.label)}
              >
                {option.label}
              </ChoiceLine>
            ))}
          </Choices>
          <div className="act stick">
            <Button look="primary" size="big" wide="phone" busy={busy}>
              {busy ? "Saving …" : "Save this answer"}
            </Button>
          </div>
        </>
      )}
    </TaskForm>
  );
}
