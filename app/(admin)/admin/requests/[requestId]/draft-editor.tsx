"use client";

import { useEffect, useRef, type ReactNode } from "react";
import { AdminHead } from "@/components/admin/page-head";
import { Button } from "@/components/ui/button";
import { Check } from "@/components/admin/fields";
import { DayField } from "@/components/ui/day-field";
import { TextArea, TextField } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { plural } from "@/lib/format";
import { RefusalSummary } from "../../refusal-summary";
import { useUnsaved } from "../../use-unsaved";
import { useAttaching } from "./attaching";
import { DraftTasks } from "./draft-tasks";
import { taskFieldIds, type DraftTask } from "./editor-parts";
import { Recipients, type Person } from "./recipients";
import { DocumentForms } from "./task-documents";
import { useDraft } from "./use-draft";
import { useSeen } from "../../use-seen";

type Props = {
  request: {
    id: string;
    title: string;
    note: string;
    dueOn: string;
    needsReview: boolean;
    version: number;
    timesSent: number;
    clientId: string;
  };
  crumbs: { label: string; href: string }[];
  people: Person[];
  tasks: DraftTask[];
  /** Why it cannot be sent yet. */
  notYet: string | undefined;
  preview: ReactNode;
  /** What the page says first, such as why a document was not kept. */
  notice: ReactNode;
};

const formId = "draft";
const fields = {
  title: "title",
  recipient_ids: "recipients",
  due_on: "due_on",
  note: "note",
  needs_review: "needs_review",
  ...taskFieldIds,
};

/** Writes a draft. It is one form: every button keeps what is typed anywhere in it. */
export function DraftEditor({ request, crumbs, people, tasks, notYet, preview, notice }: Props) {
  const box = useRef<HTMLFormElement>(null);
  const { parcels } = useAttaching();
  const going = parcels.filter(({ percent }) => percent !== undefined);
  const failed = parcels.some(({ problem }) => problem !== undefined);
  const { state, nth, doing, waiting, typing, closing, press, form } = useDraft(box, {
    hold: going.length > 0,
    failed,
  });
  const version = useSeen(request.version, state?.seen.draft, nth, typing);
  const sending = doing === "send";
  const refusal = state?.refusal ?? null;
  const typed = (name: string, first: string) => state?.typed?.[name] ?? first;
  const error = (name: string) => refusal?.fields?.[name];
  useEffect(() => {
    if (state?.focus) focusOn(state.focus);
  }, [state]);
  useUnsaved(typing);
  const aside = () => {
    if (waiting === "send" && going.length > 0) return "Sent as soon as the document is attached";
    if (going.length > 0) return `Attaching ${plural(going.length, "document")} …`;
    if (doing && !sending) return "Saving …";
    return typing || state?.typed ? "Not saved yet" : "Draft, saved";
  };
  return (
    <>
      <AdminHead title={request.title} crumbs={crumbs} aside={<span role="status">{aside()}</span>}>
        {/* first in the page, so that Enter in a field saves and never sends */}
        <Button form={formId} name="deed" value="save">
          Save draft
        </Button>
        <Button
          form={formId}
          name="deed"
          value="send"
          look="primary"
          icon="send"
          disabled={notYet !== undefined}
          aria-describedby={notYet ? "not-yet" : undefined}
          busy={sending || waiting === "send"}
        >
          {sending ? "Sending …" : waiting === "send" ? "Waiting …" : "Send now"}
        </Button>
      </AdminHead>
      <div className="build">
        <DocumentForms requestId={request.id} tasks={tasks} />
        <form id={formId} ref={box} className="ed" noValidate {...form}>
          {notice}
          <RefusalSummary refusal={refusal} nth={nth} fields={fields} />
          <p className="vh" role="status">
            {state?.said}
          </p>
          {typing && request.version !== version ? (
            <Note kind="info" live>
              Somebody changed this draft meanwhile. What you typed is still here; when you save it, you are
              shown what changed.
            </Note>
          ) : null}
          {notYet ? (
            <p className="soft" id="not-yet">
              {notYet}
            </p>
          ) : null}
          <input type="hidden" name="request_id" value={request.id} />
          <input type="hidden" name="times_sent" value={request.timesSent} />
          <input type="hidden" name="version" value={version} />
          <TextField
            id="title"
            label="Request"
            hint="The subject of the mail."
            defaultValue={typed("title", request.title)}
            error={error("title")}
            autoComplete="off"
          />
          <div className="to-due" key={nth}>
            <Recipients
              people={people}
              chosen={state?.typed ? state.chosen : null}
              clientId={request.clientId}
              error={error("recipient_ids")}
            />
            <DayField
              id="due_on"
              label="Due"
              defaultValue={typed("due_on", request.dueOn)}
              error={error("due_on")}
            />
          </div>
          <TextArea
            id="note"
            label="Note (optional)"
            hint="Stands in the mail, above the tasks."
            defaultValue={typed("note", request.note)}
            error={error("note")}
          />
          <div className={error("needs_review") ? "field bad" : undefined} key={`review-${nth}`}>
            {error("needs_review") ? <p className="err-t">{error("needs_review")}</p> : null}
            <Check
              id="needs_review"
              name="needs_review"
              defaultChecked={typed("needs_review", request.needsReview ? "on" : "") === "on"}
              label="Look at each answer before it counts as done"
            />
          </div>
          <DraftTasks
            tasks={tasks}
            people={people}
            state={state}
            nth={nth}
            error={error}
            typing={typing}
            closing={closing}
            saveOrder={(order) => {
              press({ deed: "order", order: order.join(" ") });
            }}
          />
        </form>
        <aside className="pv" aria-label="Preview">
          {preview}
        </aside>
      </div>
    </>
  );
}

/** The pressed button may be gone, at its edge, or in a menu that closed: then what opens the menu takes the focus. */
function focusOn(id: string): void {
  const found = document.getElementById(id);
  found?.focus();
  if (found && document.activeElement !== found) found.closest("details")?.querySelector("summary")?.focus();
}
