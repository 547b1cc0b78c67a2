import type { Place } from "@/lib/format";
import type { RequestRow } from "@/lib/requests/queries";
import { requestLineOf } from "./request-lines";
import { RequestRows } from "./request-rows";

/** Requests on a page that is about something else. */
export function RequestTable({ rows, now, place }: { rows: RequestRow[]; now: Date; place: Place }) {
  return <RequestRows lines={rows.map(requestLineOf(now, place))} />;
}
