import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Note } from "@/components/ui/note";
import { env } from "@/lib/env";
import { problemSentence } from "@/lib/files/problems";
import { readSaid } from "@/lib/files/said";
import { isId } from "@/lib/ids";
import { requestPage } from "@/lib/requests/queries";
import { earlierWordsOf } from "@/lib/requests/earlier-words";
import { openedBy } from "@/lib/requests/opened";
import { openWorkOf } from "@/lib/work-items/open-work-of";
import { plural } from "@/lib/format";
import { mayEditDraft, mayEditSent, maySend, unreadableOf } from "@/lib/requests/rules";
import { signedInStaff, StaffPage } from "../../staff-page";
import { AttachingDocuments } from "./attaching";
import { CopyDialog } from "./copy-dialog";
import { DraftEditor } from "./draft-editor";
import { PreviewOf } from "./preview-of";
import { SentRequest } from "./sent-request";
import { UndoSend } from "./undo-send";
import { WithdrawDialog } from "./withdraw-dialog";
import { isTaskKind } from "@/lib/tasks/kinds";

type Asked = Partial<
  Record<
    | "sent"
    | "undone"
    | "done"
    | "problem"
    | "task"
    | "said"
    | "new"
    | "edit"
    | "withdraw"
    | "copy"
    | "copied",
    string | string[]
  >
>;
type Props = { params: Promise<{ requestId: string }>; searchParams: Promise<Asked> };

const load = cache(async (requestId: string) => {
  const staff = await signedInStaff();
  const request = isId(requestId) ? await requestPage(staff.actor, requestId) : undefined;
  if (!request) notFound();
  return { staff, request };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { request } = await load((await params).requestId);
  return { title: `${request.title}, ${request.clientName}` };
}

/** The sentence that a form without a script was told of its file. */
const saidOf = (firmId: string, { task, said }: Asked): string | undefined =>
  typeof task === "string" && typeof said === "string" && isId(task)
    ? readSaid(firmId, task, said)
    : undefined;

/** What was just done, by the word in the address; only where it can be true. */
const deedWords: Partial<Record<string, Record<string, string>>> = {
  sent: {
    1: "Sent. Each recipient gets a link of their own.",
    again: "Sent again. Each recipient gets a new link.",
    one: "Sent again to one person, with a new link.",
    saved: "Saved.",
    reworded:
      "Changed. Its recipients read that you changed it, and get one mail, some minutes after your last change.",
    taken_out:
      "Taken out. Its recipients read that you no longer need it, and get one mail, some minutes from now.",
    asked_again: "You ask for it again. Its recipients get one mail, some minutes from now.",
    undone_again: "Undone. Nobody is mailed again.",
    undone_some:
      "Undone for those whose mail was still held. The other mails were on their way already: see who got it.",
    added: "Task added. Its recipients are told in one mail, some minutes after the last task you add.",
  },
  draft: { undone_draft: "Undone. Nobody was mailed, and this is a draft again." },
  withdrawn: { withdrawn: "Withdrawn. Its recipients read on its page that it was taken back." },
};

/** What a copy left out is said, for it is not among the tasks. */
const copiedWords = (leftOut: number): string =>
  leftOut > 0
    ? `Copied into this draft. ${plural(leftOut, "task")} for people who can no longer be asked ${leftOut === 1 ? "was" : "were"} left out.`
    : "Copied into this draft. Look it through, then send it.";

/** One request: a draft is written here; what was sent is shown as the client has it (W3, W4). */
export default async function RequestPage({ params, searchParams }: Props) {
  const [{ requestId }, asked] = [await params, await searchParams];
  const { staff, request } = await load(requestId);
  const now = new Date();
  const problem =
    typeof asked.problem === "string"
      ? problemSentence(asked.problem, env().maxFileBytes, saidOf(staff.actor.firmId, asked))
      : undefined;
  const deed =
    asked.undone !== undefined
      ? `undone_${String(asked.undone)}`
      : asked.sent === undefined
        ? String(asked.done)
        : String(asked.sent);
  const said = deedWords[request.status]?.[deed];
  const left = request.heldUntil ? Math.ceil((request.heldUntil.getTime() - now.getTime()) / 1000) : 0;
  const active = request.people.filter((person) => !person.deletedAt);
  const crumbs = [
    { label: request.clientName, href: `/admin/clients/${request.clientId}` },
    { label: request.workTitle, href: `/admin/work/${request.workItemId}` },
  ];
  if (!mayEditDraft(request).ok) {
    return (
      <StaffPage staff={staff} current="requests">
        <AttachingDocuments requestId={requestId} maxBytes={env().maxFileBytes}>
          <SentRequest
            request={request}
            crumbs={crumbs}
            now={now}
            staff={staff}
            opened={await openedBy(staff.actor, requestId)}
            earlier={await earlierWordsOf(staff.actor, requestId)}
            editing={typeof asked.edit === "string" ? asked.edit : undefined}
            adding={isTaskKind(asked.new) ? asked.new : undefined}
          >
            {left > 0 && request.status === "sent" ? (
              <UndoSend
                key={request.timesSent}
                requestId={request.id}
                title={request.title}
                timesSent={request.timesSent}
                seconds={left}
                sent={said ?? "Sent."}
              />
            ) : null}
            {said && !problem && !(left > 0 && asked.sent !== undefined) ? (
              <Note kind="good" live>
                {said}
              </Note>
            ) : null}
            {problem ? <ErrorSummary message={problem} /> : null}
          </SentRequest>
        </AttachingDocuments>
        {asked.copy ? (
          <CopyDialog
            request={request}
            work={await openWorkOf(staff.actor, { clientId: request.clientId })}
          />
        ) : null}
        {asked.withdraw && mayEditSent(request).ok ? (
          <WithdrawDialog requestId={requestId} title={request.title} />
        ) : null}
      </StaffPage>
    );
  }
  // who gets it can still be checked in this very form, so nobody chosen yet is no reason to shut the button
  const verdict = maySend({
    ...request,
    tasks: request.tasks.length,
    unreadable: unreadableOf(request.tasks),
    activeRecipients: active.length,
  });
  return (
    <StaffPage staff={staff} current="requests">
      <AttachingDocuments requestId={requestId} maxBytes={env().maxFileBytes}>
        <DraftEditor
          request={{
            id: request.id,
            title: request.title,
            note: request.note,
            dueOn: request.dueOn ?? "",
            needsReview: request.needsReview,
            version: request.version,
            timesSent: request.timesSent,
            clientId: request.clientId,
          }}
          crumbs={crumbs}
          people={active.map(({ contactId, firstName, lastName, email, chosen }) => ({
            id: contactId,
            name: `${firstName} ${lastName}`.trim(),
            email,
            chosen,
          }))}
          tasks={request.tasks.map((task) => ({ ...task, formKey: randomUUID() }))}
          notice={
            problem ? (
              <ErrorSummary message={problem} />
            ) : asked.copied !== undefined ? (
              <Note kind="good" live>
                {copiedWords(Number(asked.copied))}
              </Note>
            ) : said ? (
              <Note kind="good" live>
                {said}
              </Note>
            ) : null
          }
          notYet={verdict.ok ? undefined : verdict.reason}
          preview={<PreviewOf staff={staff} request={request} />}
        />
      </AttachingDocuments>
    </StaffPage>
  );
}
