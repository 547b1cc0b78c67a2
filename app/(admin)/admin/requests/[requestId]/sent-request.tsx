import { randomUUID } from "node:crypto";
import type { ReactNode } from "react";
import { Block, Kv, None } from "@/components/admin/blocks";
import { AdminHead } from "@/components/admin/page-head";
import { Note } from "@/components/ui/note";
import { ButtonLink } from "@/components/ui/button";
import type { Firm } from "@/lib/access/host";
import type { StaffVisitor } from "@/lib/access/staff-session";
import type { requestPage } from "@/lib/requests/queries";
import type { openedBy } from "@/lib/requests/opened";
import { referenceOf } from "@/lib/requests/reference";
import { mayEditSent, maySend, unreadableOf } from "@/lib/requests/rules";
import type { EarlierWords } from "@/lib/requests/earlier-words";
import { DeedHead } from "../../deed";
import { DueStatus } from "../../when-words";
import { resend } from "../actions";
import { RequestStatus } from "../request-status";
import type { TaskKind } from "@/lib/tasks/kinds";
import { AddTask } from "./add-task";
import { PreviewOf } from "./preview-of";
import { RecipientLine } from "./recipient-line";
import { SentForm } from "./sent-form";
import { Earlier, SentTasks } from "./sent-tasks";
import { DocumentForms } from "./task-documents";

export type RequestShown = NonNullable<Awaited<ReturnType<typeof requestPage>>>;
type Opened = Awaited<ReturnType<typeof openedBy>>[number];

type Props = {
  request: RequestShown;
  crumbs: { label: string; href: string }[];
  now: Date;
  staff: StaffVisitor;
  opened: Opened[];
  earlier: EarlierWords[];
  /** The kind of the task that is being added, and the id of the one that is being changed. */
  adding: TaskKind | undefined;
  editing: string | undefined;
  /** What was just done. */
  children: ReactNode;
};

/** A request that was sent: its tasks, who got it, each mail, and what may still change. */
export function SentRequest({
  request,
  crumbs,
  now,
  staff,
  opened,
  earlier,
  adding,
  editing,
  children,
}: Props) {
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
  const more = (
    <>
      <ButtonLink href={`/admin/requests/${request.id}?copy=1`}>Copy</ButtonLink>
      {editable ? (
        <ButtonLink href={`/admin/requests/${request.id}?withdraw=1`} look="danger">
          Withdraw
        </ButtonLink>
      ) : null}
    </>
  );
  const personOf = ({ contactId, firstName, lastName, email, chosen }: RequestShown["people"][number]) => ({
    id: contactId,
    name: `${firstName} ${lastName}`.trim(),
    email,
    chosen,
  });
  const fields = { request_id: request.id, times_sent: String(request.timesSent) };
  return (
    <>
      {verdict.ok ? (
        <DeedHead
          {...head}
          deed={{ action: resend, fields, label: "Resend", busyLabel: "Sending …", icon: "send" }}
        >
          {more}
        </DeedHead>
      ) : (
        <AdminHead {...head}>{more}</AdminHead>
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
          <Earlier words={earlier.filter(({ taskId }) => taskId === null)} now={now} firm={firm} />
          <SentTasks
            request={request}
            people={recipients.map(personOf)}
            earlier={earlier}
            editing={editing}
            now={now}
            firm={firm}
          />
          {editable ? (
            <>
              <AddTask requestId={request.id} kind={adding} people={recipients.map(personOf)} />
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
                title={request.title}
                note={request.note}
                dueOn={request.dueOn ?? ""}
                needsReview={request.needsReview}
                version={request.version}
                clientId={request.clientId}
                people={request.people.filter(({ deletedAt }) => !deletedAt).map(personOf)}
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
