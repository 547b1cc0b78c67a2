"use client";

import { Check } from "@/components/admin/fields";
import { TextArea, TextField } from "@/components/ui/field";
import type { TaskKind } from "@/lib/tasks/kinds";
import type { TaskText } from "@/lib/tasks/task-text";
import { TransactionFields } from "./transaction-fields";

/** What stands in a field, and what is wrong with it. Names are those of TaskText. */
export type TaskFieldsOf = {
  text: (name: keyof TaskText) => string;
  error: (name: string) => string | undefined;
};

/** The id and name of a task's field in the form. */
const at = (name: keyof TaskText) => `task_${name}`;

/** What a task of a kind asks, in its own fields (P3). */
export function TaskFields({ kind, text, error }: TaskFieldsOf & { kind: TaskKind }) {
  const asked = (name: keyof TaskText) => ({ id: at(name), defaultValue: text(name), error: error(name) });
  return (
    <>
      <TextField {...asked("title")} label="What you ask for" autoComplete="off" maxLength={200} />
      <TextArea {...asked("description")} label="More about it (optional)" rows={2} />
      {kind === "tick" ? (
        <TextArea
          {...asked("confirm")}
          label="Text to be confirmed (optional)"
          hint="The client reads it above the tick. What was confirmed is kept word for word."
          rows={4}
        />
      ) : null}
      {kind === "upload" ? (
        <TextArea
          {...asked("wanted")}
          label="Documents wanted (optional)"
          hint="One a line. The client sees which of them are still missing."
        />
      ) : null}
      {kind === "choice" ? (
        <>
          <TextArea
            {...asked("options")}
            label="Answers to choose from"
            hint="One a line. Write a hint after a dash: “Travel – trains and taxis”."
            rows={4}
          />
          <Check
            name={at("several")}
            defaultChecked={text("several") === "on"}
            label="More than one may be chosen"
          />
        </>
      ) : null}
      {kind === "transaction" ? <TransactionFields text={text} error={error} asked={asked} /> : null}
    </>
  );
}
