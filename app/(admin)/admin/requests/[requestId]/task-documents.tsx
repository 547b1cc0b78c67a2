"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { formatBytes } from "@/lib/files/rules";
import { useFormAction } from "../../use-form-action";
import { takeAway } from "../document-actions";

type Attached = { id: string; name: string; size: number };

/** The ids of the forms that a task's document fields belong to: they stand outside the editor's own form. */
const attachForm = (taskId: string) => `attach-${taskId}`;
const awayForm = (fileId: string) => `away-${fileId}`;

type Props = { taskId: string; title: string; files: Attached[]; canAttach: boolean };

/** What the client is given to read with a task: each with its download and its way out, and what attaches one. */
export function TaskDocuments({ taskId, title, files, canAttach }: Props) {
  if (files.length === 0 && !canAttach) return null;
  return (
    <div className="docs">
      {files.length > 0 ? (
        <ul aria-label={`Documents to read: ${title}`}>
          {files.map((file) => (
            <li key={file.id}>
              <a href={`/admin/files/${file.id}`}>{file.name}</a>{" "}
              <span className="soft">{formatBytes(file.size)}</span>
              {canAttach ? (
                <Button form={awayForm(file.id)} look="quiet" size="sm">
                  Remove<span className="vh">{file.name}</span>
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
      {canAttach ? (
        <p className="attach">
          <label>
            <span>Document to read</span>
            <span className="vh"> with {title}</span>
            <input type="file" className="in-file" name="file" form={attachForm(taskId)} multiple />
          </label>
          <Button form={attachForm(taskId)} size="sm" icon="clip">
            Attach<span className="vh">to {title}</span>
          </Button>
        </p>
      ) : null}
    </div>
  );
}

type FormProps = { requestId: string; taskId: string; formKey: string };

/** The form of one task's document field. With a script the page stays, and with it what is typed. */
function AttachForm({ requestId, taskId, formKey }: FormProps) {
  const router = useRouter();
  const [said, setSaid] = useState<{ words: string; bad: boolean } | null>(null);
  const address = `/admin/requests/${requestId}/documents`;
  const send = async (form: HTMLFormElement) => {
    setSaid({ words: "Attaching …", bad: false });
    try {
      const answer = await fetch(address, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
      });
      const { problem } = (await answer.json()) as { problem: string | null };
      setSaid(problem === null ? { words: "Attached.", bad: false } : { words: problem, bad: true });
      if (problem !== null) return;
      form.reset();
      router.refresh();
    } catch {
      setSaid({
        words: "The document could not be sent. Check the connection, then attach it again.",
        bad: true,
      });
    }
  };
  return (
    <form
      id={attachForm(taskId)}
      method="post"
      encType="multipart/form-data"
      action={address}
      onSubmit={(event) => {
        event.preventDefault();
        void send(event.currentTarget);
      }}
    >
      <input type="hidden" name="task_id" value={taskId} />
      <input type="hidden" name="form_key" value={formKey} />
      <p role={said?.bad ? "alert" : "status"} className={said?.bad ? "err-t" : "vh"}>
        {said?.words}
      </p>
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
      {refusal ? (
        <p className="err-t" role="alert" key={nth}>
          {refusal.message}
        </p>
      ) : null}
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
