"use client";

import { Choices, ChoiceLine, ChoiceMore } from "@/components/portal/choices";
import { Button } from "@/components/ui/button";
import { TextArea, TextField } from "@/components/ui/field";
import type { TaskKind } from "@/lib/tasks/kinds";
import { honestAnswersTo } from "@/lib/tasks/rules";
import { sayHonestly } from "./task-actions";
import { TaskForm, type TaskAction } from "./task-form";

type Props = {
  as: string;
  taskId: string;
  asker: string;
  /** What was said before: its kind and reason or day. */
  said: { kind: string; reason: string; day: string };
  /** The days that can be promised, as YYYY-MM-DD, and the last one in words. */
  first: string;
  last: string;
  lastInWords: string;
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
export function HonestForm({
  as,
  taskId,
  asker,
  said,
  first,
  last,
  lastInWords,
  kind: taskKind,
  action = sayHonestly,
}: Props) {
  const fields = { honest: "honest-dont_have", reason: "honest-reason", promised_on: "promised_on" };
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
              <TextField
                id="promised_on"
                type="date"
                label="By which day?"
                hint={`${lastInWords} at the latest.`}
                min={first}
                max={last}
                defaultValue={value("promised_on", said.day)}
                error={error("promised_on")}
              />
              <p className="act-in">{save}</p>
            </ChoiceMore>
          </Choices>
        );
      }}
    </TaskForm>
  );
}
