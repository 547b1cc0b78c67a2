import { randomUUID } from "node:crypto";
import { Due } from "@/components/portal/due";
import { PageHead, Section } from "@/components/portal/page-head";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Note } from "@/components/ui/note";
import { Comment, Thread } from "@/components/ui/thread";
import { asOf } from "@/lib/actions";
import { dayIn } from "@/lib/clock";
import { env } from "@/lib/env";
import type { FileOfTask } from "@/lib/files/queries";
import { formatBytes } from "@/lib/files/rules";
import { timeOf, whenOf } from "@/lib/format";
import { dueWords } from "@/lib/requests/outstanding";
import { waitsOnFirm } from "@/lib/tasks/kinds";
import { mayComplete } from "@/lib/tasks/rules";
import type { Seen } from "../../task-rows";
import { AnswerParts, HonestPart, Reading, type Task } from "./answer-parts";
import { CommentForm } from "./comment-form";
import { SomebodyElse, type Others } from "./somebody-else";
import { Finish, Standing } from "./standing";

/** Whether files answer a task. */
export const takesFiles = ({ kind, details }: Pick<Task, "kind" | "details">): boolean =>
  kind === "upload" || (kind === "transaction" && details.receipt === true);

type Props = {
  task: Task;
  /** The reader's own files that answer it. */
  sent: FileOfTask[];
  seen: Seen;
  /** The name of the person who asks. */
  asker: string | undefined;
  problem: string | undefined;
  /** The last file of what was finished was just taken back. */
  reopened?: boolean;
  /** What the plain form was told of its file, instead of the problem's own sentence. */
  said?: string | undefined;
  /** Whom it was asked of beside the recipients; absent where it is only looked at. */
  others?: Others | undefined;
};

/** One task: what is asked, the way to give it, and the conversation about it (P2). */
export function TaskView({ task, sent, seen, asker, problem, reopened = false, said, others }: Props) {
  const { firm, now, places } = seen;
  const due = dueWords(task.dueOn, dayIn(now, firm.timeZone), firm);
  const verdict = mayComplete(task);
  const firstName = asker?.split(" ")[0] ?? firm.name;
  return (
    <>
      <PageHead
        title={task.title}
        over={`${task.clientName} · ${task.workTitle}`}
        back={{ href: places.home, label: "All requests" }}
      />
      {due && task.state !== "done" ? (
        <p className="after">
          <Due due={due} />
        </p>
      ) : null}
      {task.description ? <p className="typed after">{task.description}</p> : null}
      {problem && !problem.startsWith("file-") && !verdict.ok ? (
        <ErrorSummary message={verdict.reason} />
      ) : null}
      {reopened ? (
        <Note kind="late" live title="You took back the only file">
          This task is on your to-do list again. {firm.name} can see that you took the file back.
        </Note>
      ) : null}
      {task.rewordedAt && !task.takenOutAt ? (
        <p className="soft small after">
          {firm.name} changed the words of this task {whenOf(task.rewordedAt, now, firm)}.
        </p>
      ) : null}
      {task.takenOutAt ? (
        <Note kind="plain" title="No longer needed">
          {firm.name} took this out of the request {whenOf(task.takenOutAt, now, firm)}. There is nothing to
          do here.
        </Note>
      ) : (
        <Standing task={task} seen={seen} />
      )}
      <Reading task={task} seen={seen} />
      {waitsOnFirm(task.state) || task.takenOutAt ? null : (
        <AnswerParts task={task} sent={sent} seen={seen} problem={problem} said={said} />
      )}
      {task.takenOutAt ? null : (
        <Finish task={task} seen={seen} by={others?.guests.find(({ answered }) => answered)?.email} />
      )}
      {task.state === "open" ? <HonestPart task={task} seen={seen} asker={firstName} /> : null}
      <Conversation task={task} seen={seen} to={firstName} />
      {others && !task.takenOutAt ? (
        <SomebodyElse task={task} seen={seen} others={others} problem={problem} />
      ) : null}
    </>
  );
}

function Conversation({ task, seen, to }: { task: Task; seen: Seen; to: string }) {
  const { firm, visitor, now, still, places } = seen;
  return (
    <Section title="Comments">
      {task.thread.length > 0 ? (
        <Thread>
          {task.thread.map((one) => (
            <Comment
              key={one.id}
              id={`comment-${one.id}`}
              name={one.staffName ?? one.contactName ?? ""}
              mine={one.contactId === visitor.actor.contactId}
              firm={one.staffName ? firm.name : undefined}
              when={whenOf(one.createdAt, now, firm)}
              text={one.body}
              files={one.files.map(({ id, name, size }) => ({
                id,
                name,
                size: formatBytes(size),
                // what staff sent is read while the task is open; what clients sent is not taken back (A10)
                ...(one.staffName && task.state === "open"
                  ? { href: `/documents/${id}`, newTab: true }
                  : places.files && (one.staffName || one.contactId === visitor.actor.contactId)
                    ? { href: `${places.files}${id}` }
                    : {}),
              }))}
            />
          ))}
        </Thread>
      ) : null}
      <CommentForm
        as={asOf(visitor.actor)}
        taskId={task.id}
        formKey={randomUUID()}
        to={to}
        initial={task.drafts.comment?.body ?? ""}
        savedAt={task.drafts.comment && timeOf(task.drafts.comment.savedAt, firm)}
        maxBytes={env().maxFileBytes}
        still={still}
      />
    </Section>
  );
}
