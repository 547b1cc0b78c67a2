import { randomUUID } from "node:crypto";
import { Block, None, TaskLine, TaskLines } from "@/components/admin/blocks";
import { ButtonLink } from "@/components/ui/button";
import type { Firm } from "@/lib/access/host";
import type { EarlierWords } from "@/lib/requests/earlier-words";
import { mayEditSent } from "@/lib/requests/rules";
import { mayAskAgain, mayReword } from "@/lib/tasks/rules";
import { momentWords } from "../../when-words";
import { TaskStatus } from "../../work/task-status";
import type { Person } from "./recipients";
import type { RequestShown } from "./sent-request";
import { AskAgain, EditSentTask, SentTaskActions } from "./sent-task";
import { TaskDocuments } from "./task-documents";

type Props = {
  request: RequestShown;
  people: Person[];
  earlier: EarlierWords[];
  /** The id of the task whose words are being changed. */
  editing: string | undefined;
  now: Date;
  firm: Firm;
};

/** The tasks of a request that was sent, each with what may still be changed of it. */
export function SentTasks({ request, people, earlier, editing, now, firm }: Props) {
  const sent = request.status === "sent";
  return (
    <Block
      title="Tasks"
      count={request.tasks.length}
      actions={
        sent ? (
          <ButtonLink size="sm" href={`/admin/work/${request.workItemId}`}>
            Answers and files
          </ButtonLink>
        ) : undefined
      }
    >
      {request.tasks.length === 0 ? (
        <None>No tasks.</None>
      ) : (
        <TaskLines>
          {request.tasks.map((task) => (
            <TaskLine
              key={task.id}
              kind={task.kind}
              title={task.title}
              sub={task.description ? <span className="typed">{task.description}</span> : undefined}
              end={
                sent ? (
                  <TaskStatus state={task.state} takenOutAt={task.takenOutAt} now={now} place={firm} />
                ) : undefined
              }
            >
              <Earlier words={earlier.filter(({ taskId }) => taskId === task.id)} now={now} firm={firm} />
              <TaskDocuments
                taskId={task.id}
                title={task.title}
                files={task.reading}
                canAttach={(task.state === "open" || task.state === "declined") && mayEditSent(request).ok}
                folded={task.kind !== "approval"}
              />
              {sent ? <Change task={task} request={request} people={people} editing={editing} /> : null}
            </TaskLine>
          ))}
        </TaskLines>
      )}
    </Block>
  );
}

type ChangeProps = Pick<Props, "request" | "people" | "editing"> & { task: RequestShown["tasks"][number] };

function Change({ task, request, people, editing }: ChangeProps) {
  const of = { requestId: request.id, taskId: task.id, title: task.title };
  const state = { ...task, workCompletedAt: request.workCompletedAt };
  if (mayAskAgain(state).ok) return <AskAgain {...of} />;
  if (!mayReword(state).ok) return null;
  return editing === task.id ? (
    <EditSentTask requestId={request.id} task={{ ...task, formKey: randomUUID() }} people={people} />
  ) : (
    <SentTaskActions {...of} />
  );
}

/** What stood here before it was changed, folded: a client may have answered or asked about it. */
export function Earlier({ words, now, firm }: { words: EarlierWords[] } & Pick<Props, "now" | "firm">) {
  if (words.length === 0) return null;
  return (
    <details className="reply">
      <summary>Earlier words</summary>
      {words.map((one) => (
        <div className="given" key={one.id}>
          <p className="typed">{one.title}</p>
          {one.body ? <p className="typed">{one.body}</p> : null}
          <p className="d">
            Until {one.replacedBy} changed it, {momentWords(one.replacedAt, now, firm)}
          </p>
        </div>
      ))}
    </details>
  );
}
