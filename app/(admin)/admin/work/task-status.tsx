import { Status } from "@/components/admin/status";
import type { Place } from "@/lib/format";
import type { TaskState } from "@/lib/tasks/kinds";
import { momentWords } from "../when-words";

type Props = {
  state: TaskState;
  doneAt?: Date | null;
  /** It was done by closing a refusal. */
  refused?: boolean;
  /** When it was taken out of the request. */
  takenOutAt?: Date | null;
  now: Date;
  place: Place;
};

/** Where a task stands, as the staff say it: whose turn it is. */
export function TaskStatus({ state, doneAt, refused = false, takenOutAt, now, place }: Props) {
  if (state === "open") return <Status>Open</Status>;
  if (state === "with_firm") {
    return (
      <Status kind="warn" icon="hourglass">
        For us
      </Status>
    );
  }
  if (state === "declined") {
    return (
      <Status kind="warn" icon="alert">
        Declined
      </Status>
    );
  }
  if (takenOutAt) return <Status kind="mute">Taken out {momentWords(takenOutAt, now, place)}</Status>;
  if (refused) {
    return (
      <Status kind="mute" icon="check">
        Declined, closed{doneAt ? ` ${momentWords(doneAt, now, place)}` : ""}
      </Status>
    );
  }
  return (
    <Status kind="ok" icon="check">
      Done{doneAt ? ` ${momentWords(doneAt, now, place)}` : ""}
    </Status>
  );
}
