"use client";

import { useActionState } from "react";
import { TaskKindIcon, taskKindName } from "@/components/admin/task-kind";
import { ButtonLink } from "@/components/ui/button";
import { taskKinds, type TaskKind } from "@/lib/tasks/kinds";
import { keptAction } from "../../../../kept-action";
import type { Refusal } from "../../form-state";
import { RefusalSummary } from "../../refusal-summary";
import { refusedDraft, type DraftState } from "../draft-state";
import { addToSent } from "../sent-actions";
import { taskFieldIds } from "./editor-parts";
import type { Person } from "./recipients";
import { TaskEditor } from "./task-editor";

type Props = { requestId: string; people: Person[]; kind: TaskKind | undefined };

const lostDraft = (last: DraftState | null, refusal: Refusal, form: FormData): DraftState =>
  refusedDraft((last?.nth ?? 0) + 1, form, refusal, true);

/** Adds a task to a request that was sent: which kind, then its fields. */
export function AddTask({ requestId, people, kind }: Props) {
  const [state, add, busy] = useActionState(keptAction<DraftState | null>(addToSent, lostDraft), null);
  const here = `/admin/requests/${requestId}`;
  if (!kind)
    return (
      <p className="add-task">
        {taskKinds.map((one) => (
          <ButtonLink key={one} size="sm" icon="plus" href={`${here}?new=${one}#new`}>
            <span className="vh">New task: </span>
            {taskKindName(one)}
          </ButtonLink>
        ))}
      </p>
    );
  return (
    <form
      id="new"
      className="form new-task"
      action={add}
      noValidate
      onSubmit={(event) => {
        if (busy) event.preventDefault();
      }}
    >
      <h3 className="h-sm">
        <TaskKindIcon kind={kind} /> New task: {taskKindName(kind)}
      </h3>
      <p className="soft">Its recipients are told in one mail for all that you add within some minutes.</p>
      <RefusalSummary refusal={state?.refusal ?? null} nth={state?.nth ?? 0} fields={taskFieldIds} />
      <input type="hidden" name="request_id" value={requestId} />
      <TaskEditor
        kind={kind}
        task={undefined}
        state={state}
        nth={state?.nth ?? 0}
        error={(name) => state?.refusal?.fields?.[name]}
        people={people}
        typing={false}
        cancelHref={here}
      />
    </form>
  );
}
