import type { ReactNode } from "react";
import { Block, Kv, None, TaskLine, TaskLines } from "@/components/admin/blocks";
import { AdminHead } from "@/components/admin/page-head";
import { Status } from "@/components/admin/status";
import { Note } from "@/components/ui/note";
import { ButtonLink } from "@/components/ui/button";
import type { Firm } from "@/lib/access/host";
import type { requestPage } from "@/lib/requests/queries";
import { maySend, unreadableOf } from "@/lib/requests/rules";
import { DeedHead } from "../../deed";
import { MailState } from "../../mail-state";
import { DueStatus } from "../../when-words";
import { TaskStatus } from "../../work/task-status";
import { resend } from "../actions";
import { RequestStatus } from "../request-status";

export type RequestShown = NonNullable<Awaited<ReturnType<typeof requestPage>>>;
type Person = RequestShown["people"][number];

type Props = {
  request: RequestShown;
  crumbs: { label: string; href: string }[];
  now: Date;
  firm: Firm;
  /** What was just done. */
  children: ReactNode;
};

/** A request that can no longer be changed: its tasks, who got it, and each mail. */
export function SentRequest({ request, crumbs, now, firm, children }: Props) {
  const recipients = request.people.filter((person) => person.chosen);
  const activeRecipients = recipients.filter((person) => !person.deletedAt).length;
  const verdict = maySend({
    ...request,
    tasks: request.tasks.length,
    unreadable: unreadableOf(request.tasks),
    activeRecipients,
  });
  const head = { title: request.title, crumbs };
  const fields = { request_id: request.id, times_sent: String(request.timesSent) };
  return (
    <>
      {verdict.ok ? (
        <DeedHead
          {...head}
          deed={{ action: resend, fields, label: "Resend", busyLabel: "Sending …", icon: "send" }}
        />
      ) : (
        <AdminHead {...head} />
      )}
      <div className="cols">
        <div className="lcol">
          {children}
          {verdict.ok ? null : <Note kind="plain">{verdict.reason}</Note>}
          {request.note ? (
            <Block title="Note">
              <p className="typed">{request.note}</p>
            </Block>
          ) : null}
          <TasksBlock request={request} now={now} firm={firm} />
        </div>
        <div className="rcol">
          <section aria-label="About this request">
            <Facts request={request} now={now} firm={firm} />
          </section>
          <section aria-label="Who got it">
            <h2 className="h-sm">
              Who got it <span className="c">{recipients.length}</span>
            </h2>
            {recipients.length === 0 ? <None>Nobody is addressed.</None> : null}
            <ul className="people">
              {recipients.map((person) => (
                <Recipient key={person.contactId} person={person} request={request} now={now} firm={firm} />
              ))}
            </ul>
          </section>
        </div>
      </div>
    </>
  );
}

type Shown = Pick<Props, "request" | "now" | "firm">;

function Facts({ request, now, firm }: Shown) {
  const done = request.tasks.filter((task) => task.state === "done").length;
  const counted = { ...request, tasks: request.tasks.length, done };
  const settled = request.workCompletedAt !== null || done === request.tasks.length;
  return (
    <Kv
      rows={[
        { term: "State", value: <RequestStatus request={counted} now={now} place={firm} /> },
        { term: "Due", value: <DueStatus dueOn={request.dueOn} now={now} place={firm} settled={settled} /> },
        { term: "Done", value: `${done} of ${request.tasks.length}` },
      ]}
    />
  );
}

function TasksBlock({ request, now, firm }: Shown) {
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
              end={sent ? <TaskStatus state={task.state} now={now} place={firm} /> : undefined}
            />
          ))}
        </TaskLines>
      )}
    </Block>
  );
}

function Recipient({ person, request, now, firm }: Shown & { person: Person }) {
  const mails = request.mails.filter((mail) => mail.contactId === person.contactId);
  return (
    <li>
      <a href={`/admin/contacts/${person.contactId}`}>{`${person.firstName} ${person.lastName}`}</a>
      <span className="d">{person.email}</span>
      {person.deletedAt ? <Status kind="mute">Deleted: gets no mail</Status> : null}
      {mails.length === 0 ? <Status kind="mute">No mail yet</Status> : null}
      {mails.map((mail) => (
        <MailState key={mail.id} mail={mail} now={now} place={firm} />
      ))}
    </li>
  );
}
