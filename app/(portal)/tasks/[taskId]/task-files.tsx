import { randomUUID } from "node:crypto";
import { Icon } from "@/components/icons";
import { Section } from "@/components/portal/page-head";
import { WantedChoice } from "@/components/portal/wanted-choice";
import { FileAct, FileLink, FileRow } from "@/components/ui/file-row";
import { asOf } from "@/lib/actions";
import { env } from "@/lib/env";
import type { FileOfTask } from "@/lib/files/queries";
import { formatBytes } from "@/lib/files/rules";
import { whenOf } from "@/lib/format";
import type { Seen } from "../../task-rows";
import type { Task } from "./answer-parts";
import { ReceiptForm, UploadForm } from "./kind-forms";
import type { Problem } from "./problem-of-task";
import { remove, sayWanted } from "./upload-actions";

type Props = {
  seen: Seen;
  task: Task;
  sent: FileOfTask[];
  title: string;
  problem: Problem | undefined;
};

/** The files of a task: those of this contact, and the way to add more. */
export function TaskFiles({ seen, task, sent, title, problem }: Props) {
  const { actor } = seen.visitor;
  const most = env().maxFileBytes;
  const { wanted = [] } = task.details;
  const Form = task.kind === "transaction" ? ReceiptForm : UploadForm;
  return (
    <>
      {wanted.length > 0 ? <Wanted wanted={wanted} sent={sent} /> : null}
      <Section title={title}>
        {problem?.fieldId === "files" ? <p className="err-t">{problem.message}</p> : null}
        <Form
          as={asOf(actor)}
          taskId={task.id}
          formKey={randomUUID()}
          limits={`PDF, photo, Excel or Word. Up to ${formatBytes(most)} each.`}
          maxBytes={most}
          sentIds={sent.map((file) => file.id)}
          still={seen.still}
        >
          {sent.map((file) => (
            <SentFile key={file.id} file={file} seen={seen} taskId={task.id} wanted={wanted} />
          ))}
        </Form>
      </Section>
    </>
  );
}

/** The documents wanted by name, and which of them are here (P3). */
export function Wanted({ wanted, sent }: { wanted: string[]; sent: Pick<FileOfTask, "wanted">[] }) {
  return (
    <ul className="wanted after" aria-label="Documents wanted">
      {wanted.map((name) => {
        const here = sent.some((file) => file.wanted === name);
        return (
          <li key={name}>
            <Icon name={here ? "check" : "clock"} />
            {name} <span className="soft small">{here ? "sent" : "still missing"}</span>
          </li>
        );
      })}
    </ul>
  );
}

type SentProps = { file: FileOfTask; seen: Seen; taskId: string; wanted: string[] };

function SentFile({ file, seen, taskId, wanted }: SentProps) {
  const when = file.receivedAt ? whenOf(file.receivedAt, seen.now, seen.firm) : "";
  const as = asOf(seen.visitor.actor);
  return (
    <FileRow
      name={file.name}
      state={{
        kind: "sent",
        detail: `${formatBytes(file.size)} · ${when}${file.byGuest ? " · from somebody you asked" : ""}`,
      }}
      wide={wanted.length > 0}
      actions={
        <>
          <WantedChoice as={as} file={file} wanted={wanted} action={sayWanted} />
          {seen.places.files && !file.byGuest ? (
            <FileLink file={file.name} href={`${seen.places.files}${file.id}`}>
              Download
            </FileLink>
          ) : null}
          <form action={remove}>
            <input type="hidden" name="as" value={as} />
            <input type="hidden" name="task_id" value={taskId} />
            <input type="hidden" name="file_id" value={file.id} />
            <FileAct file={file.name}>Remove</FileAct>
          </form>
        </>
      }
    />
  );
}
