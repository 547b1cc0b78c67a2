import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHead, Section } from "@/components/portal/page-head";
import { Note } from "@/components/ui/note";
import { Comment, Thread } from "@/components/ui/thread";
import { formatBytes } from "@/lib/files/rules";
import { longDayOf, whenOf } from "@/lib/format";
import { isId } from "@/lib/ids";
import { answerLines } from "@/lib/tasks/answer-lines";
import { completedRecord, type CompletedTask } from "@/lib/work-items/completed";
import { ClientPage, homeOf, signedIn } from "../../portal-page";
import type { Seen } from "../../task-rows";

export const metadata: Metadata = { title: "Completed work" };

type Props = { params: Promise<{ workItemId: string }> };
type At = Pick<Seen, "firm" | "visitor" | "now">;

/** A completed work item, for somebody logged in: to read and to download, not to change (P7, P8). */
export default async function CompletedWorkPage({ params }: Props) {
  const { workItemId } = await params;
  if (!isId(workItemId)) notFound();
  const { firm, visitor } = await signedIn(`/work/${workItemId}`);
  const work = await completedRecord(visitor.actor, workItemId);
  if (!work) notFound();
  const at = { firm, visitor, now: new Date() };
  return (
    <ClientPage firm={firm} visitor={visitor} current="requests">
      <PageHead
        title={work.title}
        over={work.clientName}
        back={{ href: homeOf(visitor), label: "All requests" }}
      />
      <Note kind="plain">
        Completed on {longDayOf(work.completedAt, firm)}. You can read it and download the files. To change
        something, write to or call {firm.name}: only they can open it again.
      </Note>
      {work.tasks.map((task) => (
        <TaskRecord key={task.id} task={task} at={at} />
      ))}
    </ClientPage>
  );
}

const fileOf = ({ id, name, size }: { id: string; name: string; size: number }) => ({
  id,
  name,
  size: formatBytes(size),
  href: `/files/${id}`,
});

function TaskRecord({ task, at: { firm, visitor, now } }: { task: CompletedTask; at: At }) {
  const lines = answerLines(task, firm);
  const own = task.files.filter(({ commentId }) => commentId === null);
  return (
    <Section title={task.title}>
      <p className="soft">
        {task.takenOutAt
          ? `${firm.name} no longer needed this since ${whenOf(task.takenOutAt, now, firm)}`
          : task.doneAt
            ? `Done ${whenOf(task.doneAt, now, firm)}`
            : "Not done when the work was completed"}
      </p>
      {lines.map((line) => (
        <p className="typed after" key={line}>
          {line}
        </p>
      ))}
      {own.length > 0 ? (
        <ul className="sheet files" aria-label={`Files: ${task.title}`}>
          {own.map((file) => (
            <li key={file.id}>
              <span className="ft" aria-hidden="true">
                {(/\.([a-z0-9]{1,4})$/i.exec(file.name)?.[1] ?? "file").toUpperCase()}
              </span>
              <div>
                <p className="fn">{file.name}</p>
                <p className="fs">
                  {formatBytes(file.size)} · {file.byStaff ? `from ${firm.name}` : "sent by you"}
                </p>
              </div>
              <div className="acts">
                <a href={`/files/${file.id}`} download>
                  Download<span className="vh"> {file.name}</span>
                </a>
              </div>
            </li>
          ))}
        </ul>
      ) : null}
      {task.thread.length > 0 ? (
        <Thread>
          {task.thread.map((one) => (
            <Comment
              key={one.id}
              name={one.staffName ?? one.contactName ?? ""}
              mine={one.contactId === visitor.actor.contactId}
              firm={one.staffName ? firm.name : undefined}
              when={whenOf(one.createdAt, now, firm)}
              text={one.body}
              files={task.files.filter(({ commentId }) => commentId === one.id).map(fileOf)}
            />
          ))}
        </Thread>
      ) : null}
    </Section>
  );
}
