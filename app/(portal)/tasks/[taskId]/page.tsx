import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { errorTitle } from "@/components/ui/error-title";
import { filesOfTask } from "@/lib/files/queries";
import { readNotSent, readSaid } from "@/lib/files/said";
import { guestsOfTask } from "@/lib/guests/queries";
import { isId } from "@/lib/ids";
import { asOf } from "@/lib/actions";
import { savedTask } from "@/lib/requests/after-answer";
import { askerOf } from "@/lib/requests/queries";
import { taskPage } from "@/lib/tasks/queries";
import { ClosedPage } from "../../closed-page";
import { ClientPage, placesOf, signedIn } from "../../portal-page";
import { SavedNote } from "../../saved-note";
import { problemOfTask } from "./problem-of-task";
import { takesFiles, TaskView } from "./task-view";

const load = cache(async (taskId: string) => {
  if (!isId(taskId)) notFound();
  const { firm, visitor } = await signedIn(`/tasks/${taskId}`);
  return { firm, visitor, task: await taskPage(visitor.actor, taskId) };
});

/** The task's own title, so that a tab among others can be told. */
export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { task } = await load((await params).taskId);
  const { problem } = await searchParams;
  return { title: errorTitle(task?.title ?? "Task", problemOfTask(task, problem) !== undefined) };
}

type Props = {
  params: Promise<{ taskId: string }>;
  searchParams: Promise<
    Partial<Record<"problem" | "said" | "asked" | "reopened" | "left" | "ask" | "done", string | string[]>>
  >;
};

/** One task (P2): what is asked, the way to give it, and the conversation about it. */
export default async function TaskPage({ params, searchParams }: Props) {
  const { taskId } = await params;
  const asked = await searchParams;
  const { firm, visitor, task } = await load(taskId);
  if (!task) return <ClosedPage firm={firm} visitor={visitor} at={{ taskId }} />;
  const said = typeof asked.said === "string" ? readSaid(firm.id, taskId, asked.said) : undefined;
  const left = typeof asked.left === "string" ? readNotSent(firm.id, taskId, asked.left) : undefined;
  const saved = typeof asked.done === "string" && isId(asked.done) ? asked.done : undefined;
  const [asker, sent, guests, before] = [
    await askerOf(visitor.actor, task.requestId),
    takesFiles(task) ? await filesOfTask(visitor.actor, taskId) : [],
    await guestsOfTask(visitor.actor, taskId),
    saved && saved !== taskId ? await savedTask(visitor.actor, saved) : undefined,
  ];
  return (
    <ClientPage firm={firm} visitor={visitor} current="requests" requestId={task.requestId}>
      {before ? (
        <SavedNote
          as={asOf(visitor.actor)}
          task={before}
          firstName={asker?.name.split(" ")[0] ?? firm.name}
          at="home"
          progress={`One thing is left, this one. ${String(before.done)} of ${String(before.total)} done.`}
        />
      ) : null}
      <TaskView
        task={task}
        sent={sent}
        seen={{ firm, visitor, now: new Date(), places: placesOf(visitor) }}
        asker={asker?.name}
        problem={problemOfTask(task, asked.problem, said)}
        left={left}
        asks={asked.ask !== undefined}
        reopened={asked.reopened !== undefined && task.state === "open"}
        others={{ guests, asked: asked.asked !== undefined, gone: asked.problem === "guest-gone" }}
      />
    </ClientPage>
  );
}
