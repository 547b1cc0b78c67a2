import { randomUUID } from "node:crypto";
import type { ReactNode } from "react";
import { Block, Kv, None, TaskLine, TaskLines } from "@/components/admin/blocks";
import { AdminHead } from "@/components/admin/page-head";
import { Status } from "@/components/admin/status";
import { Note } from "@/components/ui/note";
import { ButtonLink } from "@/components/ui/button";
import type { Firm } from "@/lib/access/host";
import type { StaffVisitor } from "@/lib/access/staff-session";
import type { requestPage } from "@/lib/requests/queries";
import type { openedBy } from "@/lib/requests/opened";
import { maySendAgain } from "@/lib/messages/rules";
import { referenceOf } from "@/lib/requests/reference";
import { mayEditSent, maySend, unreadableOf } from "@/lib/requests/rules";
import { DeedButton, DeedHead } from "../../deed";
import { MailState } from "../../mail-state";
import { DueStatus, momentWords } from "../../when-words";
import { TaskStatus } from "../../work/task-status";
import { resend, resendToOne } from "../actions";
import { RequestStatus } from "../request-status";
import type { TaskKind } from "@/lib/tasks/kinds";
import { AddTask } from "./add-task";
import { PreviewOf } from "./preview-of";
import { SentForm } from "./sent-form";
import { DocumentForms, TaskDocuments } from "./task-documents";

export type RequestShown = NonNullable<Awaited<ReturnType<typeof requestPage>>>;
type Recipient = RequestShown["people"][number];
type Opened = Awaited<ReturnType<typeof openedBy>>[number];

type Props = {
  request: RequestShown;
  crumbs: { label: string; href: string }[];
  now: Date;
  staff: StaffVisitor;
  opened: Opened[];
  /** The kind of the task that is being added. */
  adding: TaskKind | undefined;
  /** What was just done. */
  children: ReactNode;
};

/** A request that was sent: its tasks, who got it, each mail, and what may still change. */
export function SentRequest({ request, crumbs, now, staff, opened, adding, children }: Props) {
  const { firm } = staff;
  const recipients = request.people.filter((person) => person.chosen);
  const activeRecipients = recipients.filter((person) => !person.deletedAt).length;
  const verdict = maySend({
    ...request,
    tasks: request.tasks.length,
    unreadable: unreadableOf(request.tasks),
    activeRecipients,
  });
  const head = { title: request.title, crumbs };
  const editable = mayEditSent(request).ok;
  const withdraw = editable ? (
    <ButtonLink href={`/admin/requests/${request.id}?withdraw=1`} look="danger">
      Withdraw
    </ButtonLink>
  ) : null;
  const fields = { request_id: request.id, times_sent: String(request.timesSent) };
  return (
    <>
      {verdict.ok ? (
        <DeedHead
          {...head}
          deed={{ action: resend, fields, label: "Resend", busyLabel: "Sending …", icon: "send" }}
        >
          {withdraw}
        </DeedHead>
      ) : (
        <AdminHead {...head}>{withdraw}</AdminHead>
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
          {editable ? (
            <>
              <AddTask
                requestId={request.id}
                kind={adding}
                people={recipients.map(({ contactId, firstName, lastName, email, chosen }) => ({
                  id: contactId,
                  name: `${firstName} ${lastName}`.trim(),
                  email,
                  chosen,
                }))}
              />
              <DocumentForms
                requestId={request.id}
                tasks={request.tasks.map((task) => ({ ...task, formKey: randomUUID() }))}
              />
            </>
          ) : null}
          <details className="blk sent-pv">
            <summary>As the client sees it, and the mail</summary>
            <div className="pv">
              <PreviewOf staff={staff} request={request} />
            </div>
          </details>
        </div>
        <div className="rcol">
          <section aria-label="About this request">
            <Facts request={request} now={now} firm={firm} />
            {editable ? (
              <SentForm
                requestId={request.id}
                dueOn={request.dueOn ?? ""}
                needsReview={request.needsReview}
                version={request.version}
              />
            ) : null}
          </section>
          <section aria-label="Who got it">
            <h2 className="h-sm">
              Who got it <span className="c">{recipients.length}</span>
            </h2>
            {recipients.length === 0 ? <None>Nobody is addressed.</None> : null}
            <ul className="people">
              {recipients.map((person) => (
                <RecipientLine
                  key={person.contactId}
                  person={person}
                  opened={opened.find((one) => one.contactId === person.contactId)}
                  request={request}
                  now={now}
                  firm={firm}
                />
              ))}
            </ul>
          </section>
        </div>
      </div>
    </>
  );
}

type Shown = Pick<Props, "request" | "now"> & { firm: Firm };

function Facts({ request, now, firm }: Shown) {
  const done = request.tasks.filter((task) => task.state === "done").length;
  const open = request.tasks.filter((task) => task.state === "open").length;
  const counted = { ...request, tasks: request.tasks.length, done, open };
  const settled = request.workCompletedAt !== null || open === 0;
  return (
    <Kv
      rows={[
        { term: "State", value: <RequestStatus request={counted} now={now} place={firm} /> },
        { term: "Due", value: <DueStatus dueOn={request.dueOn} now={now} place={firm} settled={settled} /> },
        { term: "Done", value: `${done} of ${request.tasks.length}` },
        // clients read it in their receipt, and say it on the telephone
        { term: "Reference", value: referenceOf(firm.name, request) },
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
            >
              <TaskDocuments
                taskId={task.id}
                title={task.title}
                files={task.reading}
                canAttach={(task.state === "open" || task.state === "declined") && mayEditSent(request).ok}
                folded={task.kind !== "approval"}
              />
            </TaskLine>
          ))}
        </TaskLines>
      )}
    </Block>
  );
}

function RecipientLine({
  person,
  opened,
  request,
  now,
  firm,
}: Shown & { person: Recipient; opened: Opened | undefined }) {
  const mails = request.mails.filter((mail) => mail.contactId === person.contactId);
  const [newest] = mails;
  return (
    <li>
      <a href={`/admin/contacts/${person.contactId}`}>{`${person.firstName} ${person.lastName}`}</a>
      {person.erasedAt ? null : <span className="d">{person.email}</span>}
      {person.deletedAt ? (
        <Status kind="mute">{person.erasedAt ? "Erased" : "Deleted"}: gets no mail</Status>
      ) : null}
      {mails.length === 0 ? <Status kind="mute">No mail yet</Status> : null}
      {mails.map((mail) => (
        <MailState key={mail.id} mail={mail} now={now} place={firm} />
      ))}
      {newest && !person.deletedAt && mayEditSent(request).ok && maySendAgain(newest.state).ok ? (
        <DeedButton
          about={`to ${person.firstName} ${person.lastName}`}
          deed={{
            action: resendToOne,
            fields: { request_id: request.id, message_id: newest.id },
            label: "Send again",
            busyLabel: "Sending …",
          }}
        />
      ) : null}
      {opened?.openedAt ? (
        <Status icon="eye">Link opened {momentWords(opened.openedAt, now, firm)}</Status>
      ) : null}
      {opened?.claimedAt ? (
        <Status icon="check" kind="ok">
          Came in {momentWords(opened.claimedAt, now, firm)}
        </Status>
      ) : null}
    </li>
  );
}
