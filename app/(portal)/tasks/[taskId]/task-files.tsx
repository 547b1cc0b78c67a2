import { randomUUID } from "node:crypto";
import { Section } from "@/components/portal/page-head";
import { FileAct, FileRow } from "@/components/ui/file-list";
import { Note } from "@/components/ui/note";
import { asOf } from "@/lib/actions";
import { env } from "@/lib/env";
import { problemSentence } from "@/lib/files/problems";
import { filesOfTask, type FileOfTask } from "@/lib/files/queries";
import { formatBytes } from "@/lib/files/rules";
import { whenOf } from "@/lib/format";
import type { Seen } from "../../task-rows";
import { remove } from "./upload-actions";
import { UploadForm } from "./upload-form";

/** The files of a task: those of this contact, and the way to add more. */
export async function TaskFiles({
  seen,
  taskId,
  problem,
}: {
  seen: Seen;
  taskId: string;
  problem: string | undefined;
}) {
  const { actor } = seen.visitor;
  const sent = await filesOfTask(actor, taskId);
  const most = env().maxFileBytes;
  const sentence = problemSentence(problem, most);
  return (
    <Section title="Your files">
      {sentence ? <Note kind="problem">{sentence}</Note> : null}
      <UploadForm
        as={asOf(actor)}
        taskId={taskId}
        formKey={randomUUID()}
        limits={`PDF, photo, Excel or Word. Up to ${formatBytes(most)} each.`}
        maxBytes={most}
        sentIds={sent.map((file) => file.id)}
      >
        {sent.map((file) => (
          <SentFile key={file.id} file={file} seen={seen} taskId={taskId} />
        ))}
      </UploadForm>
    </Section>
  );
}

function SentFile({ file, seen, taskId }: { file: FileOfTask; seen: Seen; taskId: string }) {
  const when = file.receivedAt ? whenOf(file.receivedAt, seen.now, seen.firm) : "";
  return (
    <FileRow
      name={file.name}
      state={{ kind: "sent", detail: `${formatBytes(file.size)} · ${when}` }}
      actions={
        <form action={remove}>
          <input type="hidden" name="as" value={asOf(seen.visitor.actor)} />
          <input type="hidden" name="task_id" value={taskId} />
          <input type="hidden" name="file_id" value={file.id} />
          <FileAct file={file.name}>Remove</FileAct>
        </form>
      }
    />
  );
}
