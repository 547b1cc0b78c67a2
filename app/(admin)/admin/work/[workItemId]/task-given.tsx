import { randomUUID } from "node:crypto";
import { ReceivedFile, ReceivedFiles } from "@/components/admin/received-file";
import { Comment, Thread } from "@/components/ui/thread";
import { env } from "@/lib/env";
import { marksInWords } from "@/lib/files/mark-rules";
import { formatBytes } from "@/lib/files/rules";
import { whenOf } from "@/lib/format";
import { answerLines } from "@/lib/tasks/answer-lines";
import { momentWords } from "../../when-words";
import { CommentForm } from "./comment-form";
import type { OfWork, TaskOfWork } from "./request-block";
import { ReviewForm } from "./review-form";
import { TaskGuests } from "./task-guests";

/** What came of a task: the answers, the files, the conversation and the way to go on with it. */
export function TaskGiven({ task, seen }: { task: TaskOfWork; seen: OfWork }) {
  const { now, firm } = seen;
  const waitsOnUs = task.comments.at(-1)?.staffName === null;
  const files = [...task.reading, ...task.files];
  return (
    <>
      <Answers task={task} seen={seen} />
      {files.length > 0 ? (
        <ReceivedFiles label={`Files for ${task.title}`}>
          {files.map((file) => (
            <ReceivedFile
              key={file.id}
              name={file.wanted ? `${file.wanted}: ${file.name}` : file.name}
              href={`/admin/files/${file.id}`}
              contentType={file.contentType}
              marks={marksInWords(file.marks)}
              size={formatBytes(file.size)}
              sha256={file.sha256 ?? ""}
              received={`${file.receivedAt ? momentWords(file.receivedAt, now, firm) : ""}, ${
                file.purpose === "reading" ? "for the client to read" : (file.by ?? "the client")
              }`}
            />
          ))}
        </ReceivedFiles>
      ) : null}
      {task.takenBack.map((file) => (
        <p key={file.id} className="d">
          {file.by ?? "The client"} took back “{file.name}”
          {file.withdrawnAt ? `, ${momentWords(file.withdrawnAt, now, firm)}` : ""}
        </p>
      ))}
      <TaskGuests task={task} seen={seen} />
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
              files={comment.files.map((file) => ({
                id: file.id,
                name: file.name,
                size: [formatBytes(file.size), ...marksInWords(file.marks)].join(" · "),
                href: `/admin/files/${file.id}`,
              }))}
            />
          ))}
        </Thread>
      ) : null}
      {seen.mayWrite ? (
        <div className="quiet">
          {task.takenOutAt ? null : (
            <ReviewForm
              taskId={task.id}
              taskTitle={task.title}
              requestId={task.requestId}
              state={task.state}
            />
          )}
          <CommentForm
            address={`/admin/work/${seen.workItemId}/comments`}
            taskId={task.id}
            taskTitle={task.title}
            formKey={randomUUID()}
            maxBytes={env().maxFileBytes}
            open={waitsOnUs}
            said={seen.said?.taskId === task.id ? seen.said.sentence : undefined}
          />
        </div>
      ) : null}
    </>
  );
}

type GivenBy = Parameters<typeof answerLines>[0] & { by: string | null; answeredAt: Date | null };

/** The task's answer, or each recipient's where all must; what was sent back says so. */
function Answers({ task, seen }: { task: TaskOfWork; seen: OfWork }) {
  const shared: GivenBy = { ...task, by: task.answeredBy };
  const each = task.answers.map((answer): GivenBy => ({ ...answer, kind: task.kind }));
  return (
    <>
      {(task.allMust ? each : [shared]).map((one, at) => (
        <OneAnswer key={at} one={one} seen={seen} named={task.allMust} />
      ))}
      {task.state === "open" && task.sentBackReason ? (
        <div className="given">
          <p className="typed">{task.sentBackReason}</p>
          <p className="d">
            Sent back {task.sentBackAt ? momentWords(task.sentBackAt, seen.now, seen.firm) : ""}
          </p>
        </div>
      ) : null}
    </>
  );
}

function OneAnswer({ one, seen, named }: { one: GivenBy; seen: OfWork; named: boolean }) {
  const lines = answerLines(one, seen.firm);
  if (lines.length === 0 && !(named && one.answeredAt)) return null;
  return (
    <div className="given">
      {lines.map((line) => (
        <p key={line} className="typed">
          {line}
        </p>
      ))}
      <p className="d">
        {one.by ?? "The client"}
        {one.answeredAt ? `, ${momentWords(one.answeredAt, seen.now, seen.firm)}` : ""}
      </p>
    </div>
  );
}
