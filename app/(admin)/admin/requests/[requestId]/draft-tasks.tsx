"use client";

import { Block, None, TaskLine, TaskLines } from "@/components/admin/blocks";
import { Icon } from "@/components/icons";
import { Button } from "@/components/ui/button";
import { SelectField, TextArea, TextField } from "@/components/ui/field";
import type { TaskKind } from "@/lib/tasks/kinds";

export type DraftTask = { id: string; kind: TaskKind; title: string; description: string };

type Props = {
  tasks: DraftTask[];
  /** Counts the answers of the form. */
  nth: number;
  typed: (name: string, first: string) => string;
  error: (name: string) => string | undefined;
};

/** The tasks of a draft in their order, and the one that is being written. */
export function DraftTasks({ tasks, nth, typed, error }: Props) {
  return (
    <Block title="Tasks" count={tasks.length}>
      {tasks.length === 0 ? (
        <None>No tasks yet. Each is one thing the client does: tick, upload or answer.</None>
      ) : (
        <TaskLines>
          {tasks.map((task, at) => (
            <TaskLine
              key={task.id}
              kind={task.kind}
              title={task.title}
              sub={task.description ? <span className="typed">{task.description}</span> : undefined}
              end={<TaskButtons task={task} first={at === 0} last={at === tasks.length - 1} />}
            />
          ))}
        </TaskLines>
      )}
      <fieldset className="new-task">
        <legend className="h-sm">New task</legend>
        <div className="kind-title">
          <SelectField
            key={nth}
            id="task_kind"
            label="Kind"
            defaultValue={typed("task_kind", "upload")}
            error={error("task_kind")}
          >
            <option value="tick">Tick</option>
            <option value="upload">Upload</option>
            <option value="answer">Answer</option>
          </SelectField>
          <TextField
            id="task_title"
            label="What you ask for"
            defaultValue={typed("task_title", "")}
            error={error("task_title")}
            autoComplete="off"
          />
        </div>
        <TextArea
          id="task_description"
          label="More about it (optional)"
          rows={2}
          defaultValue={typed("task_description", "")}
          error={error("task_description")}
        />
        <div className="btn-row">
          <Button name="deed" value="add" icon="plus">
            Add task
          </Button>
        </div>
      </fieldset>
    </Block>
  );
}

function TaskButtons({ task, first, last }: { task: DraftTask; first: boolean; last: boolean }) {
  return (
    <>
      <Button look="quiet" size="sm" name="deed" value={`up:${task.id}`} disabled={first}>
        <Icon name="down" className="turned" />
        <span className="vh">Move up: {task.title}</span>
      </Button>
      <Button look="quiet" size="sm" name="deed" value={`down:${task.id}`} disabled={last}>
        <Icon name="down" />
        <span className="vh">Move down: {task.title}</span>
      </Button>
      <Button look="quiet" size="sm" name="deed" value={`remove:${task.id}`}>
        Remove<span className="vh">: {task.title}</span>
      </Button>
    </>
  );
}
