"use client";

import { useEffect, useState } from "react";
import { CarriedIcon } from "@/components/carried-icons";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { FileList } from "@/components/ui/file-list";
import { useKeptAction } from "../../../kept-action";
import { useReplay } from "../../../proven-first";
import { DraftArea } from "./draft-area";
import { comment } from "./task-actions";
import { useSending } from "./use-sending";

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
  const [result, send, busy] = useKeptAction(comment);
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
  useReplay(refused);
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
      {files.Rows && files.rows.length > 0 ? (
        <FileList label="Files of this comment">
          <files.Rows rows={files.rows} sender={files.sender} sent />
        </FileList>
      ) : null}
      {files.away ? (
        <ErrorSummary message="The file was not added: there is no connection just now. Choose it again." />
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
            <CarriedIcon name="clip" />
            Attach a file
            <input
              type="file"
              multiple
              className="vh"
              onChange={(event) => void files.chosen(event.currentTarget)}
            />
          </label>
        ) : null}
      </div>
    </form>
  );
}

/** Files that go with a comment: sent as they are chosen, hung on it when it is sent. */
function useFiles(given: { as: string; taskId: string; maxBytes: number }, still: boolean) {
  const sending = useSending({ ...given, purpose: "comment" }, still);
  const [away, setAway] = useState(false);
  const { rows } = sending;
  return {
    ...sending,
    away,
    async chosen(input: HTMLInputElement): Promise<void> {
      setAway(!(await sending.send(input)));
    },
    sentIds: rows.flatMap(({ fileId, state }) => (fileId && state.kind === "sent" ? [fileId] : [])),
    underWay: rows.some(({ state }) => state.kind !== "sent" && state.kind !== "problem"),
  };
}
