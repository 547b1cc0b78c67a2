"use client";

import { Block, None } from "@/components/admin/blocks";
import { TaskKindIcon, taskKindName } from "@/components/admin/task-kind";
import { Button } from "@/components/ui/button";
import { taskKinds } from "@/lib/tasks/kinds";
import type { DraftTask, EditorParts } from "./editor-parts";
import { DraftRow } from "./draft-row";
import { TaskEditor } from "./task-editor";
import { useReorder } from "./use-reorder";

type Props = EditorParts & { tasks: DraftTask[]; saveOrder: (order: string[]) => void };

/** The tasks of a draft in their order, each edited in place, and what adds one. */
export function DraftTasks({ tasks, saveOrder, ...parts }: Props) {
  const open = parts.state?.open ?? null;
  const one = (id: string) => tasks.find((task) => task.id === id);
  const reorder = useReorder({
    ids: tasks.map(({ id }) => id),
    titleOf: (id) => one(id)?.title ?? "",
    nth: parts.nth,
    save: saveOrder,
  });
  const shown = reorder.order.flatMap((id) => one(id) ?? []);
  return (
    <div id="tasks" tabIndex={-1}>
      <Block title="Tasks" count={tasks.length}>
        {tasks.length === 0 && !open ? (
          <None>No tasks yet. Each is one thing the client does: choose below what it is.</None>
        ) : null}
        {tasks.length > 0 || open ? (
          <ul className="tk" aria-label="Tasks">
            {shown.map((task, at) => (
              <DraftRow
                key={task.id}
                task={task}
                people={parts.people}
                first={at === 0}
                last={at === shown.length - 1}
                grip={reorder.grip(task.id)}
                held={reorder.holds(task.id)}
                look={reorder.look(task.id)}
                added={parts.state?.added === task.id}
                editor={
                  open?.id === task.id ? <TaskEditor {...parts} kind={task.kind} task={task} /> : undefined
                }
              />
            ))}
            {open?.id === null ? (
              <li className="on new">
                <TaskKindIcon kind={open.kind} />
                <TaskEditor {...parts} kind={open.kind} task={undefined} />
                <span className="k">{taskKindName(open.kind)}</span>
              </li>
            ) : null}
          </ul>
        ) : null}
        <p className="vh" id="grip-help">
          Press Space to pick a task up, the arrow keys to move it, Space to put it down, Escape to leave it
          where it was.
        </p>
        <p className="vh" role="status">
          {reorder.said}
        </p>
        <p className="add-task">
          {taskKinds.map((kind) => (
            <Button key={kind} id={`new-${kind}`} size="sm" icon="plus" name="deed" value={`new:${kind}`}>
              <span className="vh">New task: </span>
              {taskKindName(kind)}
            </Button>
          ))}
        </p>
      </Block>
    </div>
  );
}
