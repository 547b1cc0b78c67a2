import { Block, None, TaskLine, TaskLines } from "@/components/admin/blocks";
import { ButtonLink } from "@/components/ui/button";
import type { Firm } from "@/lib/access/host";
import type { workItemPage } from "@/lib/work-items/queries";
import { plural } from "@/lib/format";
import { momentWords } from "../../when-words";
import { TaskStatus } from "../task-status";
import { TaskGiven } from "./task-given";

type Work = NonNullable<Awaited<ReturnType<typeof workItemPage>>>;
export type RequestOfWork = Work["requests"][number];
export type TaskOfWork = RequestOfWork["tasks"][number];
export type OfWork = {
  workItemId: string;
  now: Date;
  firm: Firm;
  me: string;
  mayWrite: boolean;
  /** What a form without a script was told, and at which task. */
  said: { taskId: string; sentence: string } | undefined;
};

function stateOf(request: RequestOfWork, { now, firm }: OfWork): string {
  if (request.status === "draft") return "draft";
  if (request.status === "withdrawn") return "withdrawn";
  const when = request.sentAt ? ` ${momentWords(request.sentAt, now, firm)}` : "";
  return request.timesSent > 1 ? `sent${when}, ${request.timesSent} times in all` : `sent${when}`;
}

/** One request of a work item: each task with what came of it. */
export function RequestBlock({ request, seen }: { request: RequestOfWork; seen: OfWork }) {
  const sent = request.status === "sent";
  // work that is completed is read as a record: there nothing is folded
  const isFolded = (task: TaskOfWork) => sent && seen.mayWrite && task.state === "done" && !staysOpen(task);
  const unfinished = request.tasks.filter((task) => !isFolded(task));
  const finished = request.tasks.filter(isFolded);
  return (
    <Block
      title={request.title}
      count={stateOf(request, seen)}
      actions={
        <ButtonLink size="sm" href={`/admin/requests/${request.id}`}>
          Open<span className="vh"> {request.title}</span>
        </ButtonLink>
      }
    >
      {request.tasks.length === 0 ? (
        <None>No tasks yet. Open the request and add what you need.</None>
      ) : (
        <>
          {unfinished.length > 0 ? <Lines tasks={unfinished} sent={sent} seen={seen} /> : null}
          {finished.length > 0 ? (
            <details className="donefold" open={finished.some(({ id }) => id === seen.said?.taskId)}>
              <summary>
                {plural(finished.length, "task")} done<span className="vh"> in {request.title}</span>
              </summary>
              <Lines tasks={finished} sent={sent} seen={seen} />
            </details>
          ) : null}
        </>
      )}
    </Block>
  );
}

/** The client wrote last, or asked somebody else whom the firm may stop. */
const staysOpen = ({ comments, guests }: TaskOfWork): boolean =>
  comments.at(-1)?.staffName === null || guests.length > 0;

const Lines = ({ tasks, sent, seen }: { tasks: TaskOfWork[]; sent: boolean; seen: OfWork }) => (
  <TaskLines>
    {tasks.map((task) => (
      <TaskLine
        key={task.id}
        id={`task-${task.id}`}
        kind={task.kind}
        title={task.title}
        sub={task.description ? <span className="typed">{task.description}</span> : undefined}
        end={
          sent ? (
            <TaskStatus
              state={task.state}
              doneAt={task.doneAt}
              refused={task.given?.approved === false}
              takenOutAt={task.takenOutAt}
              now={seen.now}
              place={seen.firm}
            />
          ) : undefined
        }
      >
        {sent ? <TaskGiven task={task} seen={seen} /> : null}
      </TaskLine>
    ))}
  </TaskLines>
);
