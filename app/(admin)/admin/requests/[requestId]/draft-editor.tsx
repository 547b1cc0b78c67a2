"use client";

import { useActionState, useState, type ReactNode } from "react";
import { AdminHead } from "@/components/admin/page-head";
import { Button } from "@/components/ui/button";
import { Check, TextArea, TextField } from "@/components/ui/field";
import { RefusalSummary } from "../../refusal-summary";
import { editDraft } from "../actions";
import { DraftTasks, type DraftTask } from "./draft-tasks";

type Person = { id: string; name: string; email: string; chosen: boolean };

type Props = {
  request: { id: string; title: string; note: string; dueOn: string; timesSent: number; clientId: string };
  crumbs: { label: string; href: string }[];
  people: Person[];
  tasks: DraftTask[];
  /** Why it cannot be sent yet. */
  notYet: string | undefined;
  preview: ReactNode;
};

const formId = "draft";
const fields = {
  title: "title",
  recipient_ids: "recipients",
  due_on: "due_on",
  note: "note",
  task_kind: "task_kind",
  task_title: "task_title",
  task_description: "task_description",
};

/** Writes a draft. It is one form: every button keeps what is typed anywhere in it. */
export function DraftEditor({ request, crumbs, people, tasks, notYet, preview }: Props) {
  const [state, edit, busy] = useActionState(editDraft, null);
  const [pressed, setPressed] = useState("");
  const sending = busy && pressed === "send";
  const refusal = state?.refusal ?? null;
  const nth = state?.nth ?? 0;
  const typed = (name: string, first: string) => state?.typed[name] ?? first;
  const error = (name: string) => refusal?.fields?.[name];
  return (
    <>
      <AdminHead
        title={request.title}
        crumbs={crumbs}
        aside={
          <span role="status">
            {busy && !sending ? "Saving …" : state && !refusal ? "Draft, saved" : "Draft"}
          </span>
        }
      >
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
          busy={sending}
        >
          {sending ? "Sending …" : "Send now"}
        </Button>
      </AdminHead>
      <div className="build">
        <form
          id={formId}
          className="ed"
          action={edit}
          noValidate
          onSubmit={(event) => {
            if (busy) event.preventDefault();
            const { submitter } = event.nativeEvent;
            setPressed(submitter instanceof HTMLButtonElement ? submitter.value : "");
          }}
        >
          <RefusalSummary refusal={refusal} nth={nth} fields={fields} />
          {notYet ? (
            <p className="soft" id="not-yet">
              {notYet}
            </p>
          ) : null}
          <input type="hidden" name="request_id" value={request.id} />
          <input type="hidden" name="times_sent" value={request.timesSent} />
          <TextField
            id="title"
            label="Request"
            hint="The subject of the mail."
            defaultValue={typed("title", request.title)}
            error={error("title")}
            autoComplete="off"
          />
          <div className="to-due">
            <Recipients
              people={people}
              chosen={state?.chosen ?? null}
              clientId={request.clientId}
              error={error("recipient_ids")}
            />
            <TextField
              id="due_on"
              label="Due"
              type="date"
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
          <DraftTasks tasks={tasks} nth={nth} typed={typed} error={error} />
        </form>
        <aside className="pv">{preview}</aside>
      </div>
    </>
  );
}

type RecipientsProps = {
  people: Person[];
  chosen: string[] | null;
  clientId: string;
  error: string | undefined;
};

function Recipients({ people, chosen, clientId, error }: RecipientsProps) {
  return (
    <fieldset id="recipients" tabIndex={-1} className={error ? "field bad" : "field"}>
      <legend className="lab">To</legend>
      {error ? <p className="err-t">{error}</p> : null}
      {people.length === 0 ? (
        <p className="soft">
          This client has no contact yet.{" "}
          <a href={`/admin/clients/${clientId}/contacts/new`}>Add the person who answers.</a>
        </p>
      ) : null}
      <div className="checks">
        {people.map((person) => (
          <Check
            key={person.id}
            name="recipient_ids"
            value={person.id}
            defaultChecked={chosen ? chosen.includes(person.id) : person.chosen}
            label={
              <>
                {person.name} <span className="soft">{person.email}</span>
              </>
            }
          />
        ))}
      </div>
    </fieldset>
  );
}
