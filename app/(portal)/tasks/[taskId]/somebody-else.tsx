import { DeviceRow, DeviceRows } from "@/components/portal/device-rows";
import { Section } from "@/components/portal/page-head";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { asOf } from "@/lib/actions";
import { whenOf } from "@/lib/format";
import type { GuestOfTask } from "@/lib/guests/queries";
import { guestWords } from "@/lib/guests/rules";
import { mayLetAnswer } from "@/lib/tasks/rules";
import type { Seen } from "../../task-rows";
import type { Task } from "./answer-parts";
import { stopAccess } from "./guest-actions";

/** `asked`: somebody was just asked; `gone`: who was to be stopped is not in the list any more. */
export type Others = { guests: GuestOfTask[]; asked: boolean; gone: boolean };
type Props = { task: Task; seen: Seen; others: Others };

/** Whom else this one task was asked of, and the way to ask somebody (A18). Quiet: most people never need it. */
export function SomebodyElse({ task, seen, others: { guests, asked, gone } }: Props) {
  const may = mayLetAnswer(task).ok;
  if (!may && guests.length === 0) return null;
  return (
    <Section title="Somebody else">
      <span id="somebody-else" />
      {asked && guests[0]?.claimedAt === null ? (
        <Note kind="good" live>
          We mailed them a link that opens this one task, and nothing else of yours.
        </Note>
      ) : null}
      {gone ? (
        <Note kind="late">That person was not in the list any more, so nothing was changed.</Note>
      ) : null}
      {guests.length > 0 ? (
        <DeviceRows label="People asked">
          {guests.map((guest) => (
            <Asked key={guest.id} guest={guest} task={task} seen={seen} />
          ))}
        </DeviceRows>
      ) : null}
      {may ? (
        <p className="after">
          <a href={`/tasks/${task.id}/ask`}>Ask somebody else to answer this</a>
        </p>
      ) : null}
    </Section>
  );
}

function Asked({ guest, task, seen }: { guest: GuestOfTask; task: Task; seen: Seen }) {
  const when = whenOf(guest.issuedAt, seen.now, seen.firm);
  const by = guest.mine ? "" : `by ${guest.askedBy} `;
  return (
    <DeviceRow name={guest.email} icon="people" lines={[`Asked ${by}${when}, ${guestWords(guest)}`]}>
      {guest.mine && guest.standing ? (
        <form action={stopAccess}>
          <input type="hidden" name="as" value={asOf(seen.visitor.actor)} />
          <input type="hidden" name="task_id" value={task.id} />
          <input type="hidden" name="guest_id" value={guest.id} />
          <Button aria-label={`Stop access of ${guest.email}`}>Stop access</Button>
        </form>
      ) : null}
    </DeviceRow>
  );
}
