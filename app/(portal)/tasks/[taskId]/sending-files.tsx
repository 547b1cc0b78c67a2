"use client";

import { FileAct, FileRow } from "@/components/ui/file-row";
import type { Sender, UploadRow } from "./upload-sender";

export { makeSender } from "./upload-sender";

type Props = { rows: UploadRow[]; sender: Sender | undefined; sent?: boolean };

/** The rows of files on their way; `sent`: something can also be done about one that has arrived. */
export function SendingFiles({ rows, sender, sent = false }: Props) {
  return rows.map((row) => (
    <FileRow
      key={row.key}
      name={row.name}
      state={row.state}
      actions={<Acts row={row} sender={sender} sent={sent} />}
    />
  ));
}

/** What can be done about a file that is on its way. */
function Acts({ row, sender, sent }: { row: UploadRow; sender: Sender | undefined; sent: boolean }) {
  const { kind } = row.state;
  if ((kind === "sent" && !sent) || kind === "checking") return null;
  return (
    <>
      {kind === "problem" && row.again ? (
        <FileAct file={row.name} type="button" onClick={() => sender?.retry(row.key)}>
          Try again
        </FileAct>
      ) : null}
      <FileAct file={row.name} type="button" onClick={() => sender?.cancel(row.key)}>
        {kind === "problem" || kind === "sent" ? "Remove" : "Cancel"}
      </FileAct>
    </>
  );
}
