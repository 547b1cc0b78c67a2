import { Status } from "@/components/admin/status";
import type { Firm } from "@/lib/access/host";
import { maySendAgain } from "@/lib/messages/rules";
import type { openedBy } from "@/lib/requests/opened";
import { mayEditSent } from "@/lib/requests/rules";
import { DeedButton } from "../../deed";
import { MailState } from "../../mail-state";
import { momentWords } from "../../when-words";
import { resendToOne } from "../actions";
import type { RequestShown } from "./sent-request";

type Props = {
  person: RequestShown["people"][number];
  opened: Awaited<ReturnType<typeof openedBy>>[number] | undefined;
  request: RequestShown;
  now: Date;
  firm: Firm;
};

/** One recipient of a request that was sent: each mail to them, and whether they came. */
export function RecipientLine({ person, opened, request, now, firm }: Props) {
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
