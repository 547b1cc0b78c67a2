"use client";

import { useEffect, useEffectEvent, useRef, useState, type ReactNode } from "react";
import { Drop } from "@/components/portal/drop";
import { FileList } from "@/components/ui/file-list";
import type { UploadRow } from "./upload-sender";
import { useSending } from "./use-sending";

type Props = {
  as: string;
  taskId: string;
  /** Made when the page is drawn: the plain form sent twice is one file. */
  formKey: string;
  limits: string;
  maxBytes: number;
  /** Only looked at: drawn as it stands once the script listens. */
  still?: boolean | undefined;
  /** The rows of files that are there already, and their ids. */
  children: ReactNode;
  sentIds: string[];
};

/** Adds files to a task: a plain form until the script listens, then sent at once as they are chosen (P5, P6). */
export function UploadForm({ as, taskId, formKey, limits, maxBytes, still, children, sentIds }: Props) {
  const { live, setLive, rows, Rows, sender, send } = useSending({ as, taskId, maxBytes }, still === true);
  const [over, setOver] = useState(false);
  const [listed, setListed] = useState(sentIds);
  useEffect(() => {
    setListed((before) => [...new Set([...before, ...sentIds])]);
  }, [sentIds]);
  const input = useRef<HTMLInputElement>(null);
  const sendWhatWaits = useEffectEvent(() => {
    if (live && input.current?.files?.length) void chosen(input.current);
  });
  // what was chosen before the script listened goes now
  useEffect(() => {
    sendWhatWaits();
  }, [live]);

  async function chosen(input: HTMLInputElement): Promise<void> {
    if (!live) return;
    setOver(false);
    // the plain form still works: its button comes back and the choice is kept
    if (!(await send(input))) setLive(false);
  }

  // a file that the server once listed is the server's to show, also after it was taken back
  const going = rows.filter(
    (row) => row.fileId === undefined || !(listed.includes(row.fileId) || sentIds.includes(row.fileId)),
  );
  return (
    <>
      <form method="post" action="/uploads" encType="multipart/form-data">
        <input type="hidden" name="as" value={as} />
        <input type="hidden" name="task_id" value={taskId} />
        <input type="hidden" name="form_key" value={formKey} />
        <Drop
          id="files"
          name="files"
          multiple
          limits={limits}
          live={live}
          send="Send the file"
          over={over}
          ref={input}
          onChange={(event) => void chosen(event.currentTarget)}
          onDragEnter={() => {
            setOver(true);
          }}
          onDragLeave={() => {
            setOver(false);
          }}
        />
      </form>
      {going.map((row) =>
        row.state.kind === "problem" ? (
          <input
            key={row.key}
            type="hidden"
            form="finish"
            name={row.again ? "unsent" : "refused"}
            value={row.name}
          />
        ) : null,
      )}
      {sentIds.length + going.length > 0 ? (
        <FileList label="Files of this task" news={newsOf(going, rows)}>
          {children}
          {Rows ? <Rows rows={going} sender={sender} /> : null}
        </FileList>
      ) : null}
    </>
  );
}

/** What is read out: how many are sent when all are, and each problem; never the percent. */
function newsOf(going: UploadRow[], rows: UploadRow[]): string | undefined {
  const problems = rows.filter((row) => row.state.kind === "problem").map((row) => row.name);
  if (problems.length > 0) return `There is a problem with ${problems.join(", ")}.`;
  const sent = rows.filter((row) => row.state.kind === "sent");
  if (going.some((row) => row.state.kind !== "sent")) return undefined;
  if (sent.length === 0) return undefined;
  return sent.length === 1 ? `${sent[0]?.name ?? ""} is sent.` : `${String(sent.length)} files are sent.`;
}
