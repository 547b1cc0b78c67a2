import { None } from "@/components/admin/blocks";
import { Feed, FeedItem } from "@/components/admin/feed";
import { Pager } from "@/components/admin/table";
import type { FactorChange } from "@/emails/factor-changed";
import { contactTimeline, type TimelineEvent } from "@/lib/contacts/timeline";
import { deviceGlyph, deviceInWords } from "@/lib/devices/rules";
import { plural } from "@/lib/format";
import { MailState } from "../../mail-state";
import { ActLine } from "./act-line";
import { momentCell } from "../../when-words";
import { linkInWords } from "./link-words";
import { cursorOf, type OfContact } from "./tab";

/** Everything sent, opened, written and done, newest first (C4). */
export async function TimelineTab({ seen }: { seen: OfContact }) {
  const cursor = cursorOf(seen.asked);
  const { rows, next } = await contactTimeline(seen.staff, seen.contact.id, cursor);
  if (rows.length === 0) {
    return (
      <None>
        {cursor ? (
          <a href={seen.here}>Nothing is left here. Go to the newest.</a>
        ) : seen.contact.erasedAt ? (
          "Nothing is kept of what happened."
        ) : (
          <>
            Nothing has happened yet. A request that you send to {seen.contact.firstName} appears here, and
            everything that follows.
          </>
        )}
      </None>
    );
  }
  return (
    <>
      <Feed label="Timeline">
        {rows.map((event) => (
          <Line key={`${event.kind}-${event.id}`} event={event} seen={seen} />
        ))}
      </Feed>
      <Pager
        text={`${plural(rows.length, "entry", "entries")}, newest first`}
        first={cursor ? seen.here : undefined}
        next={next && `${seen.here}&after=${next}`}
      />
    </>
  );
}

const mails: Record<Extract<TimelineEvent, { kind: "mail" }>["mail"], string> = {
  request: "Request",
  access_link: "Access link",
  new_device: "A new device",
  comment: "Comment",
  declined: "Refusal",
  client_notice: "What is new",
  staff_sign_in: "Sign-in link",
  staff_invite: "Invitation",
  login_link: "Link to set a password",
  password_set: "Notice of a new password",
  factor_changed: "Change to the log-in",
  address_changed: "Notice of another address",
  staff_security: "Change to a sign-in",
  staff_code: "Code for staff",
  guest: "Task for somebody else",
  guest_notice: "Notice of a task given to somebody else",
  receipt: "Receipt",
};
/** A notice of a change to the login, by what changed. */
const factorMails: Record<FactorChange, string> = {
  totp_added: "Notice of an added authenticator app",
  totp_removed: "Notice of a removed authenticator app",
  passkey_added: "Notice of an added passkey",
  passkey_removed: "Notice of a removed passkey",
  codes_made: "Notice of new recovery codes",
  code_used: "Notice of a used recovery code",
  password_changed: "Notice of a changed password",
  new_browser: "Notice of a login in a new browser",
  totp_off_by_firm: "Notice that two-factor authentication was switched off",
  passkeys_off_by_firm: "Notice that the passkeys were removed",
};
const mailWords = ({ mail, factorChange }: Extract<TimelineEvent, { kind: "mail" }>): string =>
  (factorChange === null ? undefined : (factorMails as Record<string, string>)[factorChange]) ?? mails[mail];

const endings: Record<NonNullable<Extract<TimelineEvent, { kind: "end" }>["how"]>, string> = {
  signed_out: "Signed out on",
  revoked: "Device revoked:",
  contact_deleted: "Ended with the contact:",
  email_changed: "Ended with the old address:",
};

type OfTask = { taskId: string; taskTitle: string; workItemId: string };
const taskLink = (of: OfTask) => (
  <a href={`/admin/work/${of.workItemId}#task-${of.taskId}`}>{of.taskTitle}</a>
);

function Line({ event, seen }: { event: TimelineEvent; seen: OfContact }) {
  const { contact, now, place } = seen;
  const when = momentCell(event.at, now, place);
  switch (event.kind) {
    case "mail":
      return (
        <FeedItem
          icon="mail"
          when={when}
          title={
            <>
              {mailWords(event)} mailed
              {event.requestId && event.requestTitle ? (
                <>
                  : <a href={`/admin/requests/${event.requestId}`}>{event.requestTitle}</a>
                </>
              ) : null}
            </>
          }
        >
          <MailState mail={event} now={now} place={place} />
        </FeedItem>
      );
    case "claim":
      return (
        <FeedItem
          icon={deviceGlyph(event)}
          when={when}
          title={`${contact.firstName} opened a link on ${deviceInWords(event)}`}
        >
          {event.issuedAt
            ? linkInWords(
                { purpose: event.purpose, issuedAt: event.issuedAt, requestTitle: event.requestTitle },
                seen,
              )
            : null}
        </FeedItem>
      );
    case "end":
      return (
        <FeedItem
          icon="sign-out"
          when={when}
          title={`${event.how ? endings[event.how] : "Ended:"} ${deviceInWords(event)}`}
        />
      );
    case "act":
      return <ActLine event={event} seen={seen} when={when} />;
    case "comment":
      return (
        <FeedItem
          icon="comment"
          when={when}
          title={
            <>
              {event.staffName ?? (contact.erasedAt ? seen.fullName : contact.firstName)} wrote on{" "}
              {taskLink(event)}
            </>
          }
        >
          <p className="quote">{event.body}</p>
        </FeedItem>
      );
  }
}
