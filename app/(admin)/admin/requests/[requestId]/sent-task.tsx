"use client";

import { useActionState } from "react";
import { ButtonLink } from "@/components/ui/button";
import { keptAction } from "../../../../kept-action";
import { DeedButton } from "../../deed";
import type { Refusal } from "../../form-state";
import { RefusalSummary } from "../../refusal-summary";
import { refusedDraft, type DraftState } from "../draft-state";
import { askForAgain, changeSentTask, takeOut } from "../sent-actions";
import { taskFieldIds, type DraftTask } from "./editor-parts";
import type { Person } from "./recipients";
import { TaskEditor } from "./task-editor";

type Of = { requestId: string; taskId: string; title: string };

/** What may be done with a task that was sent and not answered: change its words, or take it out. */
export function SentTaskActions({ requestId, taskId, title }: Of) {
  return (
    <div className="btn-row">
      <ButtonLink size="sm" look="quiet" href={`/admin/requests/${requestId}?edit=${taskId}#edit`}>
        Change<span className="vh"> {title}</span>
      </ButtonLink>
      <DeedButton
        about={title}
        deed={{
          action: takeOut,
          fields: { request_id: requestId, task_id: taskId },
          label: "Take out",
          busyLabel: "Taking out …",
          look: "quiet",
        }}
      />
    </div>
  );
}

/** A task that was taken out can be asked for again. */
export function AskAgain({ requestId, taskId, title }: Of) {
  return (
    <DeedButton
      about={title}
      deed={{
        action: askForAgain,
        fields: { request_id: requestId, task_id: taskId },
        label: "Ask for it again",
        busyLabel: "Asking …",
        look: "quiet",
      }}
    />
  );
}

const lostEdit = (last: DraftState | null, refusal: Refusal, form: FormData): DraftState =>
  refusedDraft((last?.nth ?? 0) + 1, form, refusal, true);

type EditProps = { requestId: string; task: DraftTask; people: Person[] };

/** The fields of a task that was sent. */
export function EditSentTask({ requestId, task, people }: EditProps) {
  const [state, save, busy] = useActionState(keptAction<DraftState | null>(changeSentTask, lostEdit), null);
  const nth = state?.nth ?? 0;
  return (
    <form
      id="edit"
      className="form new-task"
      action={save}
      noValidate
      onSubmit={(event) => {
        if (busy) event.preventDefault();
      }}
    >
      <p className="soft">
        Its recipients read that you changed it. Lodge keeps the earlier words on this page.
      </p>
      <RefusalSummary refusal={state?.refusal ?? null} nth={nth} fields={taskFieldIds} />
      <input type="hidden" name="request_id" value={requestId} />
      <TaskEditor
        kind={task.kind}
        task={task}
        state={state}
        nth={nth}
        error={(name) => state?.refusal?.fields?.[name]}
        people={people}
        typing={false}
        cancelHref={`/admin/requests/${requestId}`}
      />
    </form>
  );
}
