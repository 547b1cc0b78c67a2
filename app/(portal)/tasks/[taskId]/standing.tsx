import { Button } from "@/components/ui/button";
import { Note, Saved } from "@/components/ui/note";
import { asOf } from "@/lib/actions";
import { longDay, whenOf } from "@/lib/format";
import { hasNothingYet } from "@/lib/tasks/rules";
import { tick } from "../../actions";
import type { Seen } from "../../task-rows";
import type { Task } from "./answer-parts";

const honestWords = { not_applicable: "Not applicable", dont_have: "I don't have this" };

/** Where the task stands, in words, above what it asks: sent back, promised, honestly answered, with the firm. */
export function Standing({ task, seen: { firm, now } }: { task: Task; seen: Seen }) {
  const { answerKind, reason } = task;
  if (task.state === "open" && task.sentBackReason)
    return (
      <Note kind="late" title={`Sent back ${task.sentBackAt ? whenOf(task.sentBackAt, now, firm) : ""}`}>
        <p className="typed">{task.sentBackReason}</p>
      </Note>
    );
  if (task.promisedOn)
    return (
      <Note kind="plain">
        You said that you will send this by {longDay(task.promisedOn, firm)}. No reminders until then.
      </Note>
    );
  const honest = answerKind === "not_applicable" || answerKind === "dont_have" ? honestWords[answerKind] : "";
  if (task.state === "with_firm" || honest)
    return (
      <Note kind="plain">
        {honest ? (
          <p className="typed">
            You answered “{honest}”. {reason}
          </p>
        ) : null}
        {task.state === "with_firm" ? (
          <p>{firm.name} has this to check. There is nothing for you to do.</p>
        ) : null}
      </Note>
    );
  return null;
}

/** "Mark as done", or what was done and the way to take it back. */
export function Finish({ task, seen, by }: { task: Task; seen: Seen; by?: string | undefined }) {
  const { firm, visitor, now } = seen;
  const fields = (to: "done" | "open") => (
    <>
      <input type="hidden" name="as" value={asOf(visitor.actor)} />
      <input type="hidden" name="task_id" value={task.id} />
      <input type="hidden" name="to" value={to} />
      <input type="hidden" name="back" value="task" />
    </>
  );
  if (task.state !== "open") {
    const when = task.answeredAt ? whenOf(task.answeredAt, now, firm) : "";
    return (
      <>
        <Saved>
          {task.state === "done" ? "Done" : "Sent"} {when}
          {by ? ` by ${by}, whom you asked` : ""}. You can still change it.
        </Saved>
        <form action={tick} className="act">
          {fields("open")}
          <Button>{task.state === "done" ? "Not done yet" : "Change my answer"}</Button>
          <p className="soft small after">It is yours to do again until you finish it once more.</p>
        </form>
      </>
    );
  }
  // kinds with an answer to save are finished by saving it
  const saves = task.kind !== "tick" && task.kind !== "upload";
  if (saves && hasNothingYet(task)) return null;
  return (
    <form action={tick}>
      {fields("done")}
      {task.kind === "upload" ? (
        <p className="soft small after">Files are sent as you add them. Press this when all are there.</p>
      ) : null}
      <div className={saves ? "act" : "act stick"}>
        <Button look={saves ? "plain" : "primary"} size="big" wide="phone" icon="check">
          Mark as done
        </Button>
      </div>
    </form>
  );
}
