"use client";

import { FileAct } from "@/components/ui/file-list";
import type { Sender, UploadRow } from "./upload-sender";

type Props = { row: UploadRow; sender: Sender | undefined; sent?: boolean };

/** What can be done about a file that is on its way; `sent`: also about one that has arrived. */
export function UploadActs({ row, sender, sent = false }: Props) {
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
