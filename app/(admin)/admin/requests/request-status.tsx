import type { Place } from "@/lib/format";
import type { RequestRow } from "@/lib/requests/queries";
import type { Said } from "../list/line";
import { SaidStatus } from "../said-status";
import { momentWords } from "../when-words";

type Props = {
  request: Pick<RequestRow, "status" | "sentAt" | "workCompletedAt" | "tasks" | "done" | "open">;
  now: Date;
  place: Place;
};

/** Where a request stands, in words. */
export function requestSaid({ request, now, place }: Props): Said {
  if (request.workCompletedAt) return { kind: "mute", icon: "lock", words: "Work completed" };
  if (request.status === "draft") return { words: "Draft" };
  if (request.status === "withdrawn") return { kind: "mute", words: "Withdrawn" };
  if (request.sentAt && request.sentAt > now) return { icon: "mail", words: "Held, goes out in seconds" };
  if (request.tasks > 0 && request.done === request.tasks)
    return { kind: "ok", icon: "check", words: "All done" };
  if (request.tasks > 0 && request.open === 0)
    return { kind: "warn", icon: "hourglass", words: "Waiting on us" };
  return {
    icon: "mail",
    words: request.sentAt ? `Sent ${momentWords(request.sentAt, now, place)}` : "Sent",
  };
}

/** The same as a page shows it. */
export const RequestStatus = (props: Props) => <SaidStatus said={requestSaid(props)} />;
