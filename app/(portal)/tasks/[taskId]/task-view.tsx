import { randomUUID } from "node:crypto";
import { Due } from "@/components/portal/due";
import { PageHead, Section } from "@/components/portal/page-head";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Note } from "@/components/ui/note";
import { Comment, Thread } from "@/components/ui/thread";
import { asOf } from "@/lib/actions";
import { dayIn } from "@/lib/clock";
import { env } from "@/lib/env";
import type { NotSent } from "@/lib/files/not-sent";
import type { FileOfTask } from "@/lib/files/queries";
import { formatBytes } from "@/lib/files/rules";
import { plural, timeOf, whenOf } from "@/lib/format";
import { dueWords } from "@/lib/requests/outstanding";
import { eachWords } from "@/lib/tasks/each-words";
import { waitsOnFirm } from "@/lib/tasks/kinds";
import type { Seen } from "../../task-rows";
import { AnswerParts, HonestPart, Reading, type Task } from "./answer-parts";
import { CommentForm } from "./comment-form";
import type { Problem } from "./problem-of-task";
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
  /** What was refused here, or on the way here. */
  problem: Problem | undefined;
  /** Files that did not arrive, and whether "Mark as done" was pressed over them. */
  left?: NotSent | undefined;
  asks?: boolean;
  /** The last file of what was finished was just taken back. */
  reopened?: boolean;
  /** Whom it was asked of beside the recipients; absent where it is only looked at. */
  others?: Others | undefined;
};

/** One task: what is asked, the way to give it, and the conversation about it (P2). */
export function TaskView(props: Props) {
  const { task, sent, seen, asker, problem, left, asks, reopened = false, others } = props;
  const { firm, now, places } = seen;
  const due = dueWords(task.dueOn, dayIn(now, firm.timeZone), firm);
  const each = eachWords(task.parts, seen.visitor.actor.contactId);
  const firstName = asker?.split(" ")[0] ?? firm.name;
  return (
    <>
      {problem ? (
        <ErrorSummary
          message={problem.fieldId ? undefined : problem.message}
          errors={problem.fieldId ? [{ fieldId: problem.fieldId, message: problem.message }] : []}
        />
      ) : null}
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
      {each && !task.takenOutAt ? <Note kind="plain">{each}</Note> : null}
      {task.takenOutAt ? (
        <Note kind="plain" title="No longer needed">
          {firm.name} took this out of the request {whenOf(task.takenOutAt, now, firm)}. There is nothing to
          do here.
          {task.filesReceived > 0
            ? ` ${firm.name} keeps what you sent: ${plural(task.filesReceived, "file")}.`
            : ""}
        </Note>
      ) : (
        <Standing task={task} seen={seen} />
      )}
      <Reading task={task} seen={seen} />
      {waitsOnFirm(task.state) || task.takenOutAt ? null : (
        <AnswerParts task={task} sent={sent} seen={seen} problem={problem} />
      )}
      {task.takenOutAt ? null : (
        <Finish
          task={task}
          seen={seen}
          left={left}
          asks={asks}
          by={others?.guests.find(({ answered }) => answered)?.email}
        />
      )}
      {task.state === "open" ? <HonestPart task={task} seen={seen} asker={firstName} /> : null}
      <Conversation task={task} seen={seen} to={firstName} />
      {others && !task.takenOutAt ? <SomebodyElse task={task} seen={seen} others={others} /> : null}
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
