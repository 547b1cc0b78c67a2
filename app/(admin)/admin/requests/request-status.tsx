import { Status } from "@/components/admin/status";
import type { Place } from "@/lib/format";
import type { RequestRow } from "@/lib/requests/queries";
import { momentWords } from "../when-words";

type Props = {
  request: Pick<RequestRow, "status" | "sentAt" | "workCompletedAt" | "tasks" | "done">;
  now: Date;
  place: Place;
};

/** Where a request stands, in words. */
export function RequestStatus({ request, now, place }: Props) {
  if (request.workCompletedAt) {
    return (
      <Status kind="mute" icon="lock">
        Work completed
      </Status>
    );
  }
  if (request.status === "draft") return <Status>Draft</Status>;
  if (request.status === "withdrawn") return <Status kind="mute">Withdrawn</Status>;
  if (request.tasks > 0 && request.done === request.tasks) {
    return (
      <Status kind="ok" icon="check">
        All done
      </Status>
    );
  }
  return <Status icon="mail">Sent {request.sentAt ? momentWords(request.sentAt, now, place) : ""}</Status>;
}
