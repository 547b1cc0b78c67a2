import { Status } from "@/components/admin/status";
import type { Place } from "@/lib/format";
import { momentWords } from "./when-words";

export type Mail = {
  state: "pending" | "leased" | "sent" | "ambiguous" | "dead" | "cancelled";
  problem: string | null;
  sentAt: Date | null;
};

const because = (problem: string | null): string => (problem ? `: ${problem}` : "");

/** Where a mail is, in words, and what to do about it. */
export function MailState({ mail, now, place }: { mail: Mail; now: Date; place: Place }) {
  switch (mail.state) {
    case "pending":
    case "leased":
      return (
        <Status icon="mail" kind={mail.problem ? "warn" : "plain"}>
          {mail.problem ? `Going out again. The last try failed${because(mail.problem)}` : "Going out"}
        </Status>
      );
    case "sent":
      return (
        <Status icon="check" kind="ok">
          Sent {mail.sentAt ? momentWords(mail.sentAt, now, place) : ""}
        </Status>
      );
    case "ambiguous":
      return (
        <Status icon="mail" kind="warn">
          Perhaps not arrived: the connection broke before the mail server said that it has the mail
        </Status>
      );
    case "dead":
      return (
        <Status icon="mail-failed" kind="bad">
          Failed{because(mail.problem)}
        </Status>
      );
    case "cancelled":
      return (
        <Status icon="mail-failed" kind="mute">
          Not sent{because(mail.problem)}
        </Status>
      );
  }
}
