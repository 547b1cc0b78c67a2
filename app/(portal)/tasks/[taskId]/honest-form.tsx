"use client";

import { Choices, ChoiceLine, ChoiceMore } from "@/components/portal/choices";
import { Button } from "@/components/ui/button";
import { DaysOf } from "@/components/ui/day-field";
import { TextArea } from "@/components/ui/field";
import type { TaskKind } from "@/lib/tasks/kinds";
import { honestAnswersTo } from "@/lib/tasks/rules";
import { dayField, PromiseDay } from "./promise-day";
import type { PromiseDays } from "./promise-days";
import { sayHonestly } from "./task-actions";
import { TaskForm, type TaskAction } from "./task-form";

type Props = {
  as: string;
  taskId: string;
  asker: string;
  /** What was said before: its kind and reason. */
  said: { kind: string; reason: string };
  days: PromiseDays;
  kind: TaskKind;
  /** Another door than the contact's own. */
  action?: TaskAction;
};

/** What each kind of task is promised to be, and what there is nothing of where it does not apply. */
const promises: Record<TaskKind, { promise: string; nothing: string }> = {
  tick: { promise: "I'll do it by …", nothing: "There is nothing to do" },
  upload: { promise: "I'll send it by …", nothing: "There is nothing to send" },
  answer: { promise: "I'll answer by …", nothing: "There is nothing to answer" },
  choice: { promise: "I'll answer by …", nothing: "There is nothing to choose" },
  approval: { promise: "I'll decide by …", nothing: "There is nothing to decide" },
  transaction: { promise: "I'll send it by …", nothing: "There is nothing to send" },
};

/** The honest answers: not there, not applicable, later (P3). The chosen one unfolds its fields, without a script too. */
export function HonestForm({ as, taskId, asker, said, days, kind: taskKind, action = sayHonestly }: Props) {
  const fields = {
    honest: "honest-dont_have",
    reason: "honest-reason",
    promised_on: dayField,
    other_day: dayField,
  };
  return (
    <TaskForm as={as} taskId={taskId} action={action} fields={fields}>
      {({ busy, value, error, round }) => {
        const kind = value("honest", said.kind);
        const line = (name: string, label: string, hint: string) => (
          <ChoiceLine id={`honest-${name}`} name="honest" value={name} hint={hint} checked={kind === name}>
            {label}
          </ChoiceLine>
        );
        const offered = honestAnswersTo(taskKind);
        const { promise, nothing } = promises[taskKind];
        const save = <Button busy={busy}>{busy ? "Saving …" : "Save this answer"}</Button>;
        return (
          <Choices key={round} legend="Another answer" hidden error={error("honest")}>
            {offered.includes("dont_have")
              ? line("dont_have", "I don't have this", `Tell ${asker} why, to find another way together`)
              : null}
            {offered.includes("not_applicable") ? line("not_applicable", "Not applicable", nothing) : null}
            {offered.length > 1 ? (
              <ChoiceMore of="reason">
                <TextArea
                  id="honest-reason"
                  name="reason"
                  label="Why?"
                  rows={2}
                  defaultValue={value("reason", said.reason)}
                  error={error("reason")}
                  maxLength={5_000}
                />
                <p className="act-in">{save}</p>
              </ChoiceMore>
            ) : null}
            {line("promised", promise, `${asker} will see the day that you choose`)}
            <ChoiceMore of="day">
              <DaysOf calendar={days.calendar}>
                <PromiseDay days={days} value={value} error={error} />
              </DaysOf>
              <p className="act-in">{save}</p>
            </ChoiceMore>
          </Choices>
        );
      }}
    </TaskForm>
  );
}
