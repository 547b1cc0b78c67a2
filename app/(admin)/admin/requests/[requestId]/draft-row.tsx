"use client";

import type { ComponentProps, ReactNode } from "react";
import { TaskKindIcon, taskKindName } from "@/components/admin/task-kind";
import { RowMenu } from "@/components/admin/row-menu";
import { Icon } from "@/components/icons";
import { Button } from "@/components/ui/button";
import { plural } from "@/lib/format";
import type { DraftTask } from "./editor-parts";
import type { Person } from "./recipients";
import { TaskDocuments } from "./task-documents";

type Props = {
  task: DraftTask;
  people: Person[];
  first: boolean;
  last: boolean;
  grip: ComponentProps<"button">;
  held: boolean;
  look: "held" | "before" | "after" | undefined;
  /** It was added just now. */
  added: boolean;
  /** Its fields, while it is open. */
  editor: ReactNode;
};

/** What is asked beyond the title, in a few words: "12 documents wanted", "Joanna only". */
function extras({ details, allMust, forEveryone, recipientIds }: DraftTask, people: Person[]): string[] {
  const names = people.filter(({ id }) => recipientIds.includes(id)).map(({ name }) => name);
  return [
    details.confirm ? "With a text to confirm" : "",
    details.wanted?.length ? `${plural(details.wanted.length, "document")} wanted` : "",
    details.options?.length ? plural(details.options.length, "answer") + " to choose from" : "",
    details.transaction ? `${details.transaction.payee}, ${details.transaction.account}` : "",
    forEveryone ? "" : `${names.join(", ")} only`,
    allMust ? "Each must answer" : "",
  ].filter(Boolean);
}

/** One task of a draft: read it, move it, open its fields. */
export function DraftRow({ task, people, first, last, grip, held, look, added, editor }: Props) {
  const says = extras(task, people);
  return (
    <li className={["dr", editor ? "on" : "", look ?? ""].filter(Boolean).join(" ")} data-row={task.id}>
      <input type="hidden" name={`kind_${task.id}`} value={task.kind} />
      <button
        type="button"
        className="grip"
        aria-pressed={held}
        aria-describedby="grip-help"
        aria-label={`Move: ${task.title}`}
        {...grip}
      >
        <Icon name="grip" />
      </button>
      <TaskKindIcon kind={task.kind} />
      <div>
        {editor ?? (
          <>
            <b>{task.title}</b>
            {task.description ? <span className="d typed">{task.description}</span> : null}
            {says.length > 0 ? <span className="d">{says.join(" · ")}</span> : null}
          </>
        )}
      </div>
      <span className="k">{taskKindName(task.kind)}</span>
      <RowActs task={task} first={first} last={last} open={editor !== undefined} />
      <TaskDocuments
        taskId={task.id}
        title={task.title}
        files={task.reading}
        canAttach={editor !== undefined || added || task.kind === "approval"}
      />
    </li>
  );
}

type RowActsProps = Pick<Props, "task" | "first" | "last"> & { open: boolean };

function RowActs({ task, first, last, open }: RowActsProps) {
  const about = <span className="vh">{task.title}</span>;
  const deed = (name: string) => ({ id: `${name}-${task.id}`, name: "deed", value: `${name}:${task.id}` });
  return (
    <span className="row-acts">
      {open ? null : (
        <Button look="quiet" size="sm" {...deed("edit")}>
          Edit{about}
        </Button>
      )}
      <RowMenu about={task.title}>
        <button {...deed("copy")}>Duplicate{about}</button>
        <button {...deed("up")} disabled={first}>
          Move up{about}
        </button>
        <button {...deed("down")} disabled={last}>
          Move down{about}
        </button>
        <button {...deed("remove")}>Remove{about}</button>
      </RowMenu>
    </span>
  );
}
