"use client";

import type { ReactNode } from "react";
import { Chip, Chips } from "@/components/portal/choices";
import { Button } from "@/components/ui/button";
import { DraftArea } from "./draft-area";
import { explain } from "./task-actions";
import { TaskForm, type TaskAction } from "./task-form";

type Props = {
  as: string;
  taskId: string;
  /** The answers to choose from, "I'm not sure" included. */
  categories: string[];
  category: string;
  /** Over and under what it is about, in words. */
  label: string;
  hint?: string | undefined;
  initial: string;
  savedAt?: string | undefined;
  /** Another door than the contact's own; nothing is kept before it is sent there. */
  action?: TaskAction;
  /** The receipt, which has a form of its own. */
  children: ReactNode;
};

/** What a payment was: its category, an explanation; the receipt stands between them and the button. */
export function TransactionForm({
  as,
  taskId,
  categories,
  category,
  label,
  hint,
  initial,
  savedAt,
  action,
  children,
}: Props) {
  const fields = { category: "category-0", answer: "answer", files: "files" };
  return (
    <TaskForm
      as={as}
      taskId={taskId}
      action={action ?? explain}
      fields={fields}
      id="transaction"
      className="sec"
      after={({ busy }) => (
        <>
          {children}
          <div className="act stick">
            <Button form="transaction" look="primary" size="big" wide="phone" busy={busy}>
              {busy ? "Saving …" : "Save this answer"}
            </Button>
          </div>
        </>
      )}
    >
      {({ value, error, round }) => (
        <>
          {categories.length > 0 ? (
            <Chips key={round} legend="Choose what fits best" error={error("category")}>
              {categories.map((choice, at) => (
                <Chip
                  key={choice}
                  id={`category-${String(at)}`}
                  name="category"
                  value={choice}
                  checked={value("category", category) === choice}
                />
              ))}
            </Chips>
          ) : null}
          <div className="sec">
            <DraftArea
              key={round}
              as={as}
              taskId={taskId}
              field="answer"
              label={label}
              hint={hint}
              rows={3}
              initial={value("answer", initial)}
              savedAt={savedAt}
              error={error("answer")}
              kept={action === undefined}
            />
          </div>
        </>
      )}
    </TaskForm>
  );
}
