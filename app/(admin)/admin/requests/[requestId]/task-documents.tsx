"use client";

import { useEffect, useRef } from "react";
import { Icon } from "@/components/icons";
import { Button } from "@/components/ui/button";
import { marksInWords, type Mark } from "@/lib/files/mark-rules";
import { formatBytes } from "@/lib/files/rules";
import { RefusalSummary } from "../../refusal-summary";
import { useFormAction } from "../../use-form-action";
import { takeAway } from "../document-actions";
import { useAttaching, type Parcel } from "./attaching";

/** A document to read, as its task lists it. */
export type Attached = { id: string; name: string; size: number; marks: Mark[] };

/** The ids of the forms that a task's document fields belong to: they stand outside the editor's own form. */
const attachForm = (taskId: string) => `attach-${taskId}`;
const awayForm = (fileId: string) => `away-${fileId}`;

type Props = {
  taskId: string;
  title: string;
  files: Attached[];
  canAttach: boolean;
  /** The field waits behind its name, where most rows need none. */
  folded?: boolean;
};

/** What the client is given to read with a task: each with its download and its way out, and what attaches one. */
export function TaskDocuments({ taskId, title, files, canAttach, folded = false }: Props) {
  const { parcels } = useAttaching();
  const under = parcels.filter((parcel) => parcel.taskId === taskId);
  if (files.length === 0 && under.length === 0 && !canAttach) return null;
  return (
    <div className="docs">
      {files.length + under.length > 0 ? (
        <ul aria-label={`Documents to read: ${title}`}>
          {files.map((file) => (
            <li key={file.id}>
              <Icon name="file" />
              <a href={`/admin/files/${file.id}`}>{file.name}</a>{" "}
              <span className="soft">
                {[formatBytes(file.size), ...marksInWords(file.marks)].join(" · ")}
              </span>
              {canAttach ? (
                <Button form={awayForm(file.id)} look="quiet" size="sm">
                  Remove<span className="vh">{file.name}</span>
                </Button>
              ) : null}
            </li>
          ))}
          {under.map((parcel) => (
            <ParcelLine key={parcel.key} parcel={parcel} />
          ))}
        </ul>
      ) : null}
      {canAttach && folded ? (
        <details className="reply">
          <summary>
            Attach a document<span className="vh"> to {title}</span>
          </summary>
          <AttachField taskId={taskId} title={title} />
        </details>
      ) : null}
      {canAttach && !folded ? <AttachField taskId={taskId} title={title} /> : null}
    </div>
  );
}

function ParcelLine({ parcel: { key, name, percent, problem } }: { parcel: Parcel }) {
  const { forget } = useAttaching();
  if (problem === undefined)
    return (
      <li>
        <Icon name="file" />
        {percent ? `Attaching “${name}”, ${percent} % …` : `Attaching “${name}” …`}
      </li>
    );
  return (
    <li className="err-t">
      <Icon name="alert" />
      <span role="alert">{problem}</span>
      <Button
        type="button"
        look="quiet"
        size="sm"
        onClick={() => {
          forget(key);
        }}
      >
        Dismiss<span className="vh">{name}</span>
      </Button>
    </li>
  );
}

/** Chooses documents. With a script they go as they are chosen; without one the button beside sends them. */
function AttachField({ taskId, title }: Pick<Props, "taskId" | "title">) {
  const { live, attach } = useAttaching();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const input = field.current;
    // chosen before the script listened
    if (!live || !input?.files?.length) return;
    attach(taskId, [...input.files]);
    input.value = "";
  }, [live, attach, taskId]);
  return (
    <div className={live ? "attach live" : "attach"}>
      <label>
        <span className={live ? "btn sm" : undefined}>
          {live ? <Icon name="clip" /> : null}
          {live ? "Attach a document to read" : "Document to read"}
        </span>
        <span className="vh"> with {title}</span>
        <input
          type="file"
          className={live ? "vh" : "in-file"}
          ref={field}
          name="file"
          form={attachForm(taskId)}
          multiple
          required
          onChange={({ currentTarget }) => {
            if (!live) return;
            attach(taskId, [...(currentTarget.files ?? [])]);
            currentTarget.value = "";
          }}
        />
      </label>
      {live ? null : (
        <>
          <Button form={attachForm(taskId)} size="sm" icon="clip">
            Attach<span className="vh">to {title}</span>
          </Button>
          <p className="hint">
            Press Attach before you save or send: a chosen document goes with Attach only.
          </p>
        </>
      )}
    </div>
  );
}

type FormProps = { requestId: string; taskId: string; formKey: string };

/** The form of one task's document field, for a page without a script. */
function AttachForm({ requestId, taskId, formKey }: FormProps) {
  return (
    <form
      id={attachForm(taskId)}
      method="post"
      encType="multipart/form-data"
      action={`/admin/requests/${requestId}/documents`}
    >
      <input type="hidden" name="task_id" value={taskId} />
      <input type="hidden" name="form_key" value={formKey} />
    </form>
  );
}

/** The form that takes one document away. */
function AwayForm({ taskId, fileId }: { taskId: string; fileId: string }) {
  const { form, refusal, nth } = useFormAction(takeAway);
  return (
    <form {...form} id={awayForm(fileId)}>
      <input type="hidden" name="task_id" value={taskId} />
      <input type="hidden" name="file_id" value={fileId} />
      <RefusalSummary refusal={refusal} nth={nth} />
    </form>
  );
}

type FormsProps = { requestId: string; tasks: { id: string; formKey: string; reading: Attached[] }[] };

/** The forms of all document fields of a page. */
export function DocumentForms({ requestId, tasks }: FormsProps) {
  return (
    <div className="doc-forms">
      {tasks.map((task) => (
        <AttachForm key={task.id} requestId={requestId} taskId={task.id} formKey={task.formKey} />
      ))}
      {tasks.flatMap((task) =>
        task.reading.map((file) => <AwayForm key={file.id} taskId={task.id} fileId={file.id} />),
      )}
    </div>
  );
}
