import { randomUUID } from "node:crypto";
import { ReceivedFile, ReceivedFiles } from "@/components/admin/received-file";
import { Comment, Thread } from "@/components/ui/thread";
import { formatBytes } from "@/lib/files/rules";
import { whenOf } from "@/lib/format";
import { momentWords } from "../../when-words";
import { CommentForm } from "./comment-form";
import type { OfWork, TaskOfWork } from "./request-block";

/** What came of a task: the answer, the files, the conversation and the way to go on with it. */
export function TaskGiven({ task, seen }: { task: TaskOfWork; seen: OfWork }) {
  const { now, firm } = seen;
  const waitsOnUs = task.comments.at(-1)?.staffName === null;
  return (
    <>
      {task.answer ? (
        <div className="given">
          <p className="typed">{task.answer}</p>
          <p className="d">
            {task.answeredBy ?? "The client"}
            {task.answeredAt ? `, ${momentWords(task.answeredAt, now, firm)}` : ""}
          </p>
        </div>
      ) : null}
      {task.files.length > 0 ? (
        <ReceivedFiles label={`Files for ${task.title}`}>
          {task.files.map((file) => (
            <ReceivedFile
              key={file.id}
              name={file.name}
              href={`/admin/files/${file.id}`}
              contentType={file.contentType}
              size={formatBytes(file.size)}
              sha256={file.sha256 ?? ""}
              received={`${file.receivedAt ? momentWords(file.receivedAt, now, firm) : ""}, ${file.by ?? "the client"}`}
            />
          ))}
        </ReceivedFiles>
      ) : null}
      {task.comments.length > 0 ? (
        <Thread>
          {task.comments.map((comment) => (
            <Comment
              key={comment.id}
              id={`comment-${comment.id}`}
              name={comment.staffName ?? comment.contactName ?? ""}
              firm={comment.staffName ? firm.name : undefined}
              when={whenOf(comment.createdAt, now, firm)}
              text={comment.body}
            />
          ))}
        </Thread>
      ) : null}
      {seen.mayWrite ? (
        <CommentForm taskId={task.id} taskTitle={task.title} formKey={randomUUID()} open={waitsOnUs} />
      ) : null}
    </>
  );
}
