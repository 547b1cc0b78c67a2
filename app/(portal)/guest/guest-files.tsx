import { randomUUID } from "node:crypto";
import { Drop } from "@/components/portal/drop";
import { Section } from "@/components/portal/page-head";
import { WantedChoice } from "@/components/portal/wanted-choice";
import { FileList } from "@/components/ui/file-list";
import { FileAct, FileRow } from "@/components/ui/file-row";
import type { Firm } from "@/lib/access/host";
import { env } from "@/lib/env";
import { formatBytes } from "@/lib/files/rules";
import { whenOf } from "@/lib/format";
import type { GuestTask } from "@/lib/guests/queries";
import type { Problem } from "../tasks/[taskId]/problem-of-task";
import { Wanted } from "../tasks/[taskId]/task-files";
import { removeAsGuest, sayWantedAsGuest } from "./actions";

type Props = {
  as: string;
  taskId: string;
  task: GuestTask;
  firm: Firm;
  now: Date;
  title: string;
  wrong: Problem | undefined;
};

/** A guest's own files, and the plain form that sends more: it needs no script (P6). */
export function GuestFiles({ as, taskId, task, firm, now, title, wrong }: Props) {
  const most = env().maxFileBytes;
  const { wanted = [] } = task.details;
  return (
    <>
      {wanted.length > 0 ? <Wanted wanted={wanted} sent={task.sent} /> : null}
      <Section title={title}>
        {wrong?.fieldId === "files" ? <p className="err-t">{wrong.message}</p> : null}
        <form method="post" action="/uploads" encType="multipart/form-data">
          <input type="hidden" name="as" value={as} />
          <input type="hidden" name="task_id" value={taskId} />
          <input type="hidden" name="form_key" value={randomUUID()} />
          <Drop
            id="files"
            name="files"
            multiple
            send="Send the files"
            limits={`PDF, photo, Excel or Word. Up to ${formatBytes(most)} each.`}
          />
        </form>
        {task.sent.length > 0 ? (
          <FileList label="Files you sent">
            {task.sent.map((file) => (
              <FileRow
                key={file.id}
                name={file.name}
                state={{
                  kind: "sent",
                  detail: `${formatBytes(file.size)}${file.receivedAt ? ` · ${whenOf(file.receivedAt, now, firm)}` : ""}`,
                }}
                wide={wanted.length > 0}
                actions={
                  <>
                    <WantedChoice as={as} file={file} wanted={wanted} action={sayWantedAsGuest} />
                    <form action={removeAsGuest}>
                      <input type="hidden" name="as" value={as} />
                      <input type="hidden" name="file_id" value={file.id} />
                      <FileAct file={file.name}>Remove</FileAct>
                    </form>
                  </>
                }
              />
            ))}
          </FileList>
        ) : null}
      </Section>
    </>
  );
}
