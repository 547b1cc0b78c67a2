"use client";

import { useState, type RefObject } from "react";
import { Icon } from "@/components/icons";
import { Button } from "@/components/ui/button";
import { TextArea } from "@/components/ui/field";
import { FileList } from "@/components/ui/file-list";
import { FileAct, FileRow } from "@/components/ui/file-row";
import { plural } from "@/lib/format";
import { RefusalSummary } from "../../refusal-summary";
import { useUnsaved } from "../../use-unsaved";
import { useComment } from "./use-comment";

type Props = {
  address: string;
  taskId: string;
  taskTitle: string;
  formKey: string;
  maxBytes: number;
  /** The last word is the client's. */ open: boolean;
  /** What the form was told without a script. */ said: string | undefined;
};

/** Write to the client about a task, with files. The form's key makes a second press of the same form harmless. */
export function CommentForm({ taskTitle, open, ...given }: Props) {
  const { key, busy, sent, rows, nth, refusal, remove, send, ...picking } = useComment(given);
  /** The comment that has words. */
  const [typed, setTyped] = useState<string>();
  const unsaved = typed === key || rows.length > 0;
  useUnsaved(unsaved);
  const id = `comment-on-${given.taskId}`;
  return (
    <details className="reply" open={open || refusal !== null || unsaved || busy || sent > 0}>
      <summary>
        Write a comment<span className="vh"> on {taskTitle}</span>
      </summary>
      <form
        method="post"
        encType="multipart/form-data"
        action={given.address}
        noValidate
        data-unsaved={unsaved || undefined}
        onSubmit={(event) => {
          event.preventDefault();
          const words = new FormData(event.currentTarget).get("comment");
          void send(typeof words === "string" ? words : "");
        }}
      >
        <RefusalSummary refusal={refusal} nth={nth} fields={{ comment: id }} />
        <input type="hidden" name="task_id" value={given.taskId} />
        <input type="hidden" name="form_key" value={key} />
        <TextArea
          key={key}
          id={id}
          name="comment"
          label="Your comment"
          hint="The client sees it on the task."
          rows={3}
          readOnly={busy}
          error={refusal?.fields?.["comment"]}
          onChange={(event) => {
            setTyped(event.target.value.trim() === "" ? undefined : key);
          }}
        />
        {rows.length > 0 ? (
          <FileList label="Files of this comment" news={`${plural(rows.length, "file")} chosen.`}>
            {rows.map((row) => (
              <FileRow
                key={row.key}
                name={row.name}
                state={row.state}
                actions={
                  busy ? null : (
                    <FileAct
                      type="button"
                      file={row.name}
                      onClick={() => {
                        remove(row.key);
                      }}
                    >
                      Remove
                    </FileAct>
                  )
                }
              />
            ))}
          </FileList>
        ) : null}
        <div className="reply-acts">
          <FilesField {...picking} busy={busy} about={taskTitle} />
          <Button size="sm" busy={busy}>
            {busy ? "Sending …" : "Send comment"}
          </Button>
        </div>
        <p className="vh" role="status">
          {busy ? "Sending your comment." : sent > 0 && !unsaved ? "Comment sent." : ""}
        </p>
      </form>
    </details>
  );
}

type FieldProps = {
  field: RefObject<HTMLInputElement | null>;
  live: boolean;
  busy: boolean;
  about: string;
  choose: (files: File[]) => void;
};

/** The browser's own field until the script is there; then a button, and the files are listed one by one. */
function FilesField({ field, live, busy, about, choose }: FieldProps) {
  return (
    <label className={live ? "btn sm pick" : "pick-plain"}>
      {live ? <Icon name="clip" /> : null}
      <span>{live ? "Attach files" : "Files"}</span>
      <span className="vh"> to go with the comment on {about}</span>
      <input
        ref={field}
        type="file"
        name="file"
        className={live ? "vh" : "in-file"}
        multiple
        disabled={busy}
        onChange={(event) => {
          choose([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = "";
        }}
      />
    </label>
  );
}
