"use client";

import { TaskRow } from "@/components/portal/task-row";
import { ClientHeading, TaskList, WorkSheet } from "@/components/portal/work-sheet";
import type { DueWords } from "@/components/portal/due";
import type { Progress } from "@/components/portal/ticks";
import { waitsOnFirm, type TaskState } from "@/lib/tasks/kinds";
import { TickOf } from "./tick-form";

/** A row of the list, in words. `asks`: a tick alone would answer nothing, so its box is part of the link. */
export type Line = {
  taskId: string;
  title: string;
  state: TaskState;
  hint: string;
  /** Before the hint, where something is wrong: "Sent back". */
  late?: string | undefined;
  tag?: "New" | "Changed" | undefined;
  asks?: true | undefined;
  /** Nothing to tick: the firm no longer needs it. */
  fixed?: true | undefined;
};

/**
 * Rows of tasks. They are drawn on both sides from the words alone: a long list sent as finished elements would be
 * several times its own length. `at` is what a task's address begins with.
 */
export function TaskLines({ lines, at }: { lines: Line[]; at: string }) {
  return lines.map(({ taskId, title, state, hint, late, tag, asks, fixed }) => (
    <TaskRow
      key={taskId}
      title={title}
      href={`${at}${taskId}`}
      state={state}
      hint={hint}
      late={late}
      tag={tag}
      tick={asks || fixed ? undefined : <TickOf title={title} taskId={taskId} done={state === "done"} />}
    />
  ));
}

/** One work item: what is open above, what is done folded under it. */
export type WorkLines = {
  title: string;
  due?: DueWords | undefined;
  open: Line[];
  done: Line[];
  /** How many of its tasks stand elsewhere on the page: counted here, not shown. */
  above: number;
};

const progressOf = ({ open, done, above }: WorkLines): Progress => ({
  done: done.length,
  withFirm: open.filter(({ state }) => waitsOnFirm(state)).length,
  total: open.length + done.length + above,
});

/** Work items under their client's name; without a name where the page has said whose they are. */
export type WorkOfClient = { id: string; name?: string | undefined; work: WorkLines[] };

/**
 * The sheets of every client. `packed` is a WorkOfClient[] as JSON: React hands one long string over as it is, where it
 * would look at each of a few thousand values on its way out, on its way in, and again in the browser.
 */
export function WorkSheets({ packed, at }: { packed: string; at: string }) {
  return (JSON.parse(packed) as WorkOfClient[]).map(({ id, name, work }) => (
    <div key={id}>
      {name ? <ClientHeading name={name} /> : null}
      {work.map((lines) => (
        <WorkSheet
          key={(lines.open[0] ?? lines.done[0])?.taskId}
          title={lines.title}
          due={lines.due}
          progress={progressOf(lines)}
          done={{ count: lines.done.length, rows: <TaskLines lines={lines.done} at={at} /> }}
        >
          {lines.open.length > 0 ? (
            <TaskList>
              <TaskLines lines={lines.open} at={at} />
            </TaskList>
          ) : null}
        </WorkSheet>
      ))}
    </div>
  ));
}
