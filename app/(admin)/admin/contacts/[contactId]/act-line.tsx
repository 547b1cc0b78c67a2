import type { ReactNode } from "react";
import { FeedItem } from "@/components/admin/feed";
import type { IconName } from "@/components/icons";
import type { TimelineEvent } from "@/lib/contacts/timeline";
import { longDay } from "@/lib/format";
import type { OfContact } from "./tab";

type ActEvent = Extract<TimelineEvent, { kind: "act" }>;

const icons: Record<ActEvent["act"], IconName> = {
  "task.completed": "check",
  "task.answered": "check",
  "task.promised": "clock",
  "task.reopened": "back",
  "file.received": "file",
  "file.withdrawn": "back",
  "guest.asked": "mail",
  "task.sent_back": "back",
  "task.accepted": "check",
  "task.closed_as_declined": "check",
  "task.reworded": "comment",
  "task.taken_out": "back",
  "task.asked_again": "send",
  "request.withdrawn": "back",
  "request.reworded": "comment",
  "request.recipient_added": "send",
  "request.recipient_removed": "back",
  "login.password_set": "lock",
  "contact.deleted": "back",
  "contact.restored": "check",
  "contact.edited": "check",
  "factors.deactivated": "lock",
  "passkeys.removed": "lock",
};

const answers: Record<string, string> = {
  approved: "approved",
  declined: "declined",
  not_applicable: "answered “Not applicable” to",
  dont_have: "answered “I don't have this” to",
};

type Props = { event: ActEvent; seen: OfContact; when: string };

/** One act from the audit rows: who did what to which task, file, request or login. */
export function ActLine({ event, seen, when }: Props) {
  return <FeedItem icon={icons[event.act]} when={when} title={wordsOf(event, seen)} />;
}

function wordsOf(event: ActEvent, { contact, fullName, place }: OfContact): ReactNode {
  const name = contact.erasedAt ? fullName : contact.firstName;
  const them = event.by === "guest" ? `A guest of ${name}` : name;
  const staff = event.staffName ?? "The firm";
  const task = event.taskId ? (
    <a href={`/admin/work/${event.workItemId ?? ""}#task-${event.taskId}`}>{event.taskTitle}</a>
  ) : (
    "a task that was removed"
  );
  const request = <a href={`/admin/requests/${event.requestId ?? ""}`}>{event.requestTitle}</a>;
  const subject = event.subject;
  switch (event.act) {
    case "task.completed":
      return (
        <>
          {them} marked as done: {task}
        </>
      );
    case "task.answered":
      return (
        <>
          {them} {answers[String(subject["answer"])] ?? "answered"} {task}
        </>
      );
    case "task.promised":
      return (
        <>
          {them} promised {task}
          {typeof subject["on"] === "string" ? ` by ${longDay(subject["on"], place)}` : ""}
        </>
      );
    case "task.reopened":
      return subject["because"] === "last_file_taken_back" ? (
        <>Open again, for its only file was taken back: {task}</>
      ) : (
        <>
          {them} took the answer back: {task}
        </>
      );
    case "file.received":
      return (
        <>
          {them} sent{" "}
          {event.fileId && event.fileState === "received" ? (
            <a href={`/admin/files/${event.fileId}`}>{event.fileName}</a>
          ) : (
            event.fileName
          )}{" "}
          for {task}
        </>
      );
    case "file.withdrawn":
      return event.by === "staff" ? (
        <>
          {staff} took away {event.fileName} from {task}
        </>
      ) : (
        <>
          {them} took back {event.fileName} from {task}
        </>
      );
    case "guest.asked":
      return (
        <>
          {them} asked somebody else to answer {task}
        </>
      );
    case "task.sent_back":
      return (
        <>
          {staff} sent back {task}
        </>
      );
    case "task.accepted":
      return (
        <>
          {staff} accepted {task}
        </>
      );
    case "task.closed_as_declined":
      return (
        <>
          {staff} closed as declined: {task}
        </>
      );
    case "task.reworded":
      return (
        <>
          {staff} changed the words of {task}
        </>
      );
    case "task.taken_out":
      return (
        <>
          {staff} took out {task}
        </>
      );
    case "task.asked_again":
      return (
        <>
          {staff} asked again for {task}
        </>
      );
    case "request.withdrawn":
      return (
        <>
          {staff} withdrew {request}
        </>
      );
    case "request.reworded":
      return (
        <>
          {staff} changed the words or the due day of {request}
        </>
      );
    case "request.recipient_added":
      return (
        <>
          {staff} asked {name} too: {request}
        </>
      );
    case "request.recipient_removed":
      return (
        <>
          {staff} took {name} out of {request}
        </>
      );
    case "login.password_set":
      return subject["made"] === "new" ? `${name} made a portal login` : `${name} set a new password`;
    case "contact.deleted":
      return `${staff} deleted ${name}`;
    case "contact.restored":
      return `${staff} restored ${name}`;
    case "contact.edited":
      return `${staff} edited ${name}'s details`;
    case "factors.deactivated":
      return `${staff} deactivated two-factor authentication`;
    case "passkeys.removed":
      return `${staff} removed the passkeys`;
  }
}
