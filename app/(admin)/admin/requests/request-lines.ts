import "server-only";
import type { StaffVisitor } from "@/lib/access/staff-session";
import { dayIn } from "@/lib/clock";
import type { Place } from "@/lib/format";
import { requestList, requestsAsked } from "@/lib/requests/list";
import type { RequestRow } from "@/lib/requests/queries";
import { linesOf, type Lines } from "../list/line";
import { dueSaid, momentWords } from "../when-words";
import type { RequestLine } from "./request-rows";
import { requestSaid } from "./request-status";

/** A request in words. */
export const requestLineOf =
  (now: Date, place: Place) =>
  (row: RequestRow): RequestLine => {
    // nothing is late that waits on nobody outside
    const settled = row.workCompletedAt !== null || (row.tasks > 0 && row.open === 0);
    return {
      id: row.id,
      title: row.title,
      about: `${row.clientName} · ${row.workTitle}`,
      state: requestSaid({ request: row, now, place }),
      tasks: row.tasks,
      done: row.done,
      due: dueSaid(row.dueOn, now, place, settled),
      timesSent: row.timesSent,
      owner: row.ownerName,
      opened: row.openedAt
        ? { icon: "eye", words: momentWords(row.openedAt, now, place) }
        : { kind: "mute", words: row.mailedAt ? "not yet" : "" },
      mailed: row.mailedAt ? momentWords(row.mailedAt, now, place) : "",
    };
  };

/** One page of requests in words. */
export function requestLines(
  { actor, firm }: StaffVisitor,
  query: URLSearchParams,
): Promise<Lines<RequestLine>> {
  const now = new Date();
  return linesOf(
    () => requestList(actor, requestsAsked(query), dayIn(now, firm.timeZone)),
    requestLineOf(now, firm),
  );
}
