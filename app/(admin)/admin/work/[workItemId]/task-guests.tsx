import { guestWords } from "@/lib/guests/rules";
import { DeedButton } from "../../deed";
import { momentWords } from "../../when-words";
import { stopGuestAccess } from "./guest-actions";
import type { OfWork, TaskOfWork } from "./request-block";

/** Whom a client asked to answer a task, and the way to stop that (A18). */
export function TaskGuests({ task, seen }: { task: TaskOfWork; seen: OfWork }) {
  return task.guests.map((guest) => (
    <div key={guest.id} className="given">
      <p>
        {guest.askedBy} asked somebody else: {guest.email}
      </p>
      <p className="d">
        {momentWords(guest.issuedAt, seen.now, seen.firm)}, {guestWords(guest)}
      </p>
      {guest.standing ? (
        <DeedButton
          deed={{
            action: stopGuestAccess,
            fields: { task_id: task.id, guest_id: guest.id },
            label: "Stop access",
            busyLabel: "Stopping …",
          }}
          about={`of ${guest.email}`}
        />
      ) : null}
    </div>
  ));
}
