"use client";

import { TaskRow } from "@/components/portal/task-row";
import { TaskList, WorkSheet } from "@/components/portal/work-sheet";
import type { DueWords } from "@/components/portal/due";
import type { Progress } from "@/components/portal/ticks";
import { TickForm } from "./tick-form";

/** A row of the list, in words. `asks`: a tick alone would answer nothing, so its checkbox opens the task. */
export type Line = {
  taskId: string;
  title: string;
  state: "open" | "with_firm" | "done";
  hint: string;
  isNew: boolean;
  asks: boolean;
};

type LinesProps = { as: string; lines: Line[] };

/**
 * Rows of tasks. They are drawn on both sides from the words alone: a long list sent as finished elements would be
 * several times its own length.
 */
export function TaskLines({ as, lines }: LinesProps) {
  return lines.map(({ taskId, title, state, hint, isNew, asks }) => (
    <TaskRow
      key={taskId}
      id={taskId}
      title={title}
      href={`/tasks/${taskId}`}
      state={state}
      hint={hint}
      isNew={isNew}
      tick={<TickForm as={as} taskId={taskId} done={state === "done"} asks={asks} />}
    />
  ));
}

type WorkLinesProps = {
  as: string;
  title: string;
  due?: DueWords | undefined;
  progress: Progress;
  open: Line[];
  done: Line[];
};

/** One work item: what is open above, what is done folded under it. */
export function WorkLines({ as, title, due, progress, open, done }: WorkLinesProps) {
  return (
    <WorkSheet
      title={title}
      due={due}
      progress={progress}
      done={{ count: done.length, rows: <TaskLines as={as} lines={done} /> }}
    >
      <TaskList>
        <TaskLines as={as} lines={open} />
      </TaskList>
    </WorkSheet>
  );
}
