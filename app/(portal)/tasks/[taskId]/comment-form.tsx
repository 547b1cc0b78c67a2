"use client";

import { useActionState, useEffect, useRef, useState, type ChangeEvent } from "react";
import { Icon } from "@/components/icons";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { FileList, FileRow } from "@/components/ui/file-list";
import { DraftArea } from "./draft-area";
import { comment } from "./task-actions";
import { UploadActs } from "./upload-acts";
import type { Sender, UploadRow } from "./upload-sender";

type Props = {
  as: string;
  taskId: string;
  formKey: string;
  to: string;
  initial: string;
  savedAt?: string | undefined;
  maxBytes: number;
  /** Only looked at: drawn as it stands once the script listens. */
  still?: boolean | undefined;
};

/** Write to the firm about this task, with files. The form's key makes a second press of the same form harmless. */
export function CommentForm({ as, taskId, formKey, to, initial, savedAt, maxBytes, still }: Props) {
  const [result, send, busy] = useActionState(comment, null);
  // one key for one comment: the page may be drawn anew while it is being written
  const [key, setKey] = useState(formKey);
  const [settled, setSettled] = useState(result);
  const files = useFiles({ as, taskId, maxBytes }, still === true);
  if (result !== settled) {
    setSettled(result);
    if (result?.ok) setKey(formKey);
  }
  const { forget } = files;
  useEffect(() => {
    if (result?.ok) forget();
  }, [result, forget]);
  const refused = result?.ok === false ? result : undefined;
  const fieldError = refused?.fields?.["comment"];
  return (
    <form action={send} noValidate>
      {refused ? (
        <ErrorSummary
          message={fieldError ? undefined : refused.message}
          errors={fieldError ? [{ fieldId: "comment", message: fieldError }] : []}
        />
      ) : null}
      <input type="hidden" name="as" value={as} />
      <input type="hidden" name="task_id" value={taskId} />
      <input type="hidden" name="form_key" value={key} />
      <DraftArea
        key={refused ? "again" : key}
        as={as}
        taskId={taskId}
        field="comment"
        label={`Write to ${to}`}
        initial={refused?.values?.["comment"] ?? initial}
        savedAt={savedAt}
        error={fieldError}
      />
      {files.rows.length > 0 ? (
        <FileList label="Files of this comment">
          {files.rows.map((row) => (
            <FileRow
              key={row.key}
              name={row.name}
              state={row.state}
              actions={<UploadActs row={row} sender={files.sender} sent />}
            />
          ))}
        </FileList>
      ) : null}
      {files.sentIds.map((id) => (
        <input key={id} type="hidden" name="file_ids" value={id} />
      ))}
      <div className="act btn-row">
        <Button busy={busy} disabled={files.underWay}>
          {busy ? "Sending …" : files.underWay ? "Sending files …" : "Send comment"}
        </Button>
        {files.live ? (
          <label className="btn quiet attach">
            <Icon name="clip" />
            Attach a file
            <input type="file" multiple className="vh" onChange={(event) => void files.chosen(event)} />
          </label>
        ) : null}
      </div>
    </form>
  );
}

/** Files that go with a comment: sent as they are chosen, hung on it when it is sent. */
function useFiles(given: { as: string; taskId: string; maxBytes: number }, still: boolean) {
  const [live, setLive] = useState(still);
  const [rows, setRows] = useState<UploadRow[]>([]);
  const sender = useRef<Sender>(undefined);
  const [forget] = useState(() => () => {
    sender.current?.close();
    sender.current = undefined;
    setRows([]);
  });
  useEffect(() => {
    setLive(true);
    return () => sender.current?.close();
  }, []);
  async function chosen(event: ChangeEvent<HTMLInputElement>): Promise<void> {
    const input = event.currentTarget;
    const { makeSender } = await import("./upload-sender");
    sender.current ??= makeSender({ ...given, purpose: "comment" }, setRows);
    sender.current.add([...(input.files ?? [])]);
    input.value = "";
  }
  return {
    live,
    rows,
    chosen,
    forget,
    sender: sender.current,
    sentIds: rows.flatMap(({ fileId, state }) => (fileId && state.kind === "sent" ? [fileId] : [])),
    underWay: rows.some(({ state }) => state.kind !== "sent" && state.kind !== "problem"),
  };
}
