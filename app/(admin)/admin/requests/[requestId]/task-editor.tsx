"use client";

import { Button, ButtonLink } from "@/components/ui/button";
import type { TaskKind } from "@/lib/tasks/kinds";
import { textOf, type TaskText } from "@/lib/tasks/task-text";
import { useSeen } from "../../use-seen";
import { TaskFields } from "./task-fields";
import { TaskRecipients } from "./task-recipients";
import type { DraftTask, EditorParts } from "./editor-parts";

const blank = (kind: TaskKind) => textOf({ kind, title: "", description: "", details: {}, allMust: false });

type Props = EditorParts & { kind: TaskKind; task: DraftTask | undefined; cancelHref?: string };

/** The fields of one task, in place: of a new one, or of one that stands in the list. */
export function TaskEditor({ kind, task, state, nth, error, people, typing, closing, cancelHref }: Props) {
  const version = useSeen(task?.version ?? 0, state?.seen.task, nth, typing);
  const saved = task ? textOf(task) : blank(kind);
  const given = state?.typed ?? null;
  const text = (name: keyof TaskText) => given?.[`task_${name}`] ?? saved[name];
  const savedFor = task && !task.forEveryone ? task.recipientIds : null;
  const chosen = given ? (given["task_for"] === "some" ? (state?.taskChosen ?? []) : null) : savedFor;
  return (
    <div className="fields" key={nth} inert={closing === true}>
      <input type="hidden" name="task_kind" value={kind} />
      <input type="hidden" name="task_id" value={task?.id ?? ""} />
      <input type="hidden" name="task_version" value={version} />
      <TaskFields kind={kind} text={text} error={(name) => error(`task_${name}`)} />
      <TaskRecipients
        people={people.filter((person) => person.chosen)}
        chosen={chosen}
        allMust={text("all_must") === "on"}
        error={error("task_recipient_ids")}
      />
      {task ? null : <p className="soft">Documents to read can be attached as soon as the task is added.</p>}
      <div className="btn-row">
        <Button name="deed" value="task" icon={task ? undefined : "plus"}>
          {task ? "Save task" : "Add task"}
        </Button>
        {cancelHref ? (
          <ButtonLink href={cancelHref} look="quiet">
            Cancel
          </ButtonLink>
        ) : (
          <Button name="deed" value="cancel" look="quiet">
            {task ? "Close without saving" : "Cancel"}
          </Button>
        )}
      </div>
    </div>
  );
}
