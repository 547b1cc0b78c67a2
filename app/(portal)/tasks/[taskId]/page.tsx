import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Due } from "@/components/portal/due";
import { PageHead, Section } from "@/components/portal/page-head";
import { Note } from "@/components/ui/note";
import { Comment, Thread } from "@/components/ui/thread";
import { asOf } from "@/lib/actions";
import { dayIn } from "@/lib/clock";
import { env } from "@/lib/env";
import { formatBytes } from "@/lib/files/rules";
import { timeOf, whenOf } from "@/lib/format";
import { isId } from "@/lib/ids";
import { dueWords } from "@/lib/requests/outstanding";
import { askerOf } from "@/lib/requests/queries";
import { taskPage } from "@/lib/tasks/queries";
import { mayComplete } from "@/lib/tasks/rules";
import { CompletedPage } from "../../completed-page";
import { ClientPage, homeOf, signedIn } from "../../portal-page";
import type { Seen } from "../../task-rows";
import { AnswerParts, HonestPart, Reading, type Task } from "./answer-parts";
import { CommentForm } from "./comment-form";
import { Finish, Standing } from "./standing";

export const metadata: Metadata = { title: "Task" };

type Props = { params: Promise<{ taskId: string }>; searchParams: Promise<{ problem?: string | string[] }> };

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
  const firstName = asker?.name.split(" ")[0] ?? firm.name;
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
      <Standing task={task} seen={seen} />
      <Reading task={task} />
      {task.state === "with_firm" ? null : <AnswerParts task={task} seen={seen} problem={problem} />}
      <Finish task={task} seen={seen} />
      {task.state === "open" ? <HonestPart task={task} seen={seen} asker={firstName} /> : null}
      <Conversation task={task} seen={seen} to={firstName} />
    </ClientPage>
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
              files={one.files.map(({ id, name, size }) => ({
                id,
                name,
                size: formatBytes(size),
                // what staff sent is read while the task is open; what clients sent is not taken back (A10)
                ...(one.staffName && task.state === "open" ? { href: `/documents/${id}`, newTab: true } : {}),
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
      />
    </Section>
  );
}
