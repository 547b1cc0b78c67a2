import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Due } from "@/components/portal/due";
import { PageHead, Section } from "@/components/portal/page-head";
import { Button } from "@/components/ui/button";
import { Note, Saved } from "@/components/ui/note";
import { Comment, Thread } from "@/components/ui/thread";
import { asOf } from "@/lib/actions";
import { dayIn } from "@/lib/clock";
import { timeOf, whenOf } from "@/lib/format";
import { isId } from "@/lib/ids";
import { dueWords } from "@/lib/requests/outstanding";
import { askerOf } from "@/lib/requests/queries";
import { taskPage } from "@/lib/tasks/queries";
import { hasNothingYet, mayComplete } from "@/lib/tasks/rules";
import { tick } from "../../actions";
import { CompletedPage } from "../../completed-page";
import { ClientPage, homeOf, signedIn } from "../../portal-page";
import type { Seen } from "../../task-rows";
import { AnswerForm } from "./answer-form";
import { CommentForm } from "./comment-form";
import { TaskFiles } from "./task-files";

export const metadata: Metadata = { title: "Task" };

type Props = { params: Promise<{ taskId: string }>; searchParams: Promise<{ problem?: string | string[] }> };
type Task = NonNullable<Awaited<ReturnType<typeof taskPage>>>;

/** One task (P2): what is asked, the way to give it, and the conversation about it. */
export default async function TaskPage({ params, searchParams }: Props) {
  const { taskId } = await params;
  const asked = (await searchParams).problem;
  const problem = typeof asked === "string" ? asked : undefined;
  if (!isId(taskId)) notFound();
  const { firm, visitor } = await signedIn(`/tasks/${taskId}`);
  const task = await taskPage(visitor.actor, taskId);
  if (!task) return <CompletedPage firm={firm} visitor={visitor} at={{ taskId }} />;
  const seen: Seen = { firm, visitor, now: new Date() };
  const asker = await askerOf(visitor.actor, task.requestId);
  const due = dueWords(task.dueOn, dayIn(seen.now, firm.timeZone), firm);
  const verdict = mayComplete(task);
  return (
    <ClientPage firm={firm} visitor={visitor} current="requests" requestId={task.requestId}>
      <PageHead
        title={task.title}
        over={`${task.clientName} · ${task.workTitle}`}
        back={{ href: homeOf(visitor), label: "All requests" }}
      />
      {due && task.state !== "done" ? (
        <p className="after">
          <Due due={due} />
        </p>
      ) : null}
      {task.description ? <p className="typed after">{task.description}</p> : null}
      {problem && !problem.startsWith("file-") && !verdict.ok ? (
        <Note kind="problem">{verdict.reason}</Note>
      ) : null}
      {task.kind === "upload" ? <TaskFiles seen={seen} taskId={taskId} problem={problem} /> : null}
      {task.kind === "answer" ? (
        <AnswerForm
          as={asOf(visitor.actor)}
          taskId={taskId}
          label="Your answer"
          initial={task.drafts.answer?.body ?? task.answer ?? ""}
          savedAt={task.drafts.answer && timeOf(task.drafts.answer.savedAt, firm)}
          answered={task.state === "done"}
        />
      ) : null}
      <Finish task={task} seen={seen} />
      <Conversation task={task} seen={seen} to={asker?.name.split(" ")[0] ?? firm.name} />
    </ClientPage>
  );
}

/** "Mark as done", or what was done and the way to take it back. */
function Finish({ task, seen }: { task: Task; seen: Seen }) {
  const { firm, visitor, now } = seen;
  const fields = (to: "done" | "open") => (
    <>
      <input type="hidden" name="as" value={asOf(visitor.actor)} />
      <input type="hidden" name="task_id" value={task.id} />
      <input type="hidden" name="to" value={to} />
      <input type="hidden" name="back" value="task" />
    </>
  );
  if (task.state === "done") {
    return (
      <>
        <Saved>Done {task.doneAt ? whenOf(task.doneAt, now, firm) : ""}. You can still change it.</Saved>
        <form action={tick}>
          {fields("open")}
          <Button>Not done yet</Button>
        </form>
      </>
    );
  }
  if (task.kind === "answer" && hasNothingYet(task)) return null;
  if (task.state === "with_firm") return <Note kind="plain">{firm.name} has this to check.</Note>;
  return (
    <form action={tick}>
      {fields("done")}
      {task.kind === "upload" ? (
        <p className="soft small">Files are sent as you add them. Press this when all are there.</p>
      ) : null}
      <div className={task.kind === "answer" ? "act" : "act stick"}>
        <Button look={task.kind === "answer" ? "plain" : "primary"} size="big" wide="phone" icon="check">
          Mark as done
        </Button>
      </div>
    </form>
  );
}

function Conversation({ task, seen, to }: { task: Task; seen: Seen; to: string }) {
  const { firm, visitor, now } = seen;
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
      />
    </Section>
  );
}
