import { Button } from "@/components/ui/button";
import { Note, Saved } from "@/components/ui/note";
import { asOf } from "@/lib/actions";
import { calendarOf, dayWords, whenOf } from "@/lib/format";
import type { NotSent } from "@/lib/files/not-sent";
import { sha256OfText } from "@/lib/tasks/confirmed";
import { hasNothingYet } from "@/lib/tasks/rules";
import { tick } from "../../actions";
import type { Seen } from "../../task-rows";
import type { Task } from "./answer-parts";
import { NotSentFields, WithoutFiles } from "./without-files";

const promisedWords: Record<Task["kind"], string> = {
  tick: "You said you'll do this by",
  upload: "You said you'll send this by",
  answer: "You said you'll answer by",
  choice: "You said you'll answer by",
  approval: "You said you'll decide by",
  transaction: "You said you'll send this by",
};

const honestWords = { not_applicable: "Not applicable", dont_have: "I don't have this" };

/** What the reader decided on an approval, in words; undefined where nothing was. */
function decisionOf({ kind, given, reason }: Task): string | undefined {
  if (kind !== "approval" || given?.approved === undefined) return undefined;
  return given.approved ? "You approved this." : `You declined: ${reason ?? ""}`;
}

/** Where the task stands, in words, above what it asks: sent back, promised, declined, honestly answered, with the firm. */
export function Standing({ task, seen: { firm, now } }: { task: Task; seen: Seen }) {
  const { answerKind, reason } = task;
  const decision = decisionOf(task);
  if (task.state === "open" && task.sentBackReason)
    return (
      <Note kind="late" title={`Sent back ${task.sentBackAt ? whenOf(task.sentBackAt, now, firm) : ""}`}>
        <p className="typed">{task.sentBackReason}</p>
        {decision ? <p className="typed soft">Your last answer: {decision}</p> : null}
      </Note>
    );
  if (task.state === "open" && decision)
    return (
      <Note kind="plain">
        <p className="typed">Your last answer: {decision}</p>
      </Note>
    );
  if (task.state === "declined")
    return (
      <Note kind="late" title="You declined this">
        <p className="typed">{reason}</p>
        <p>{firm.name} has your answer and will come back to you. You don&apos;t need to do anything now.</p>
      </Note>
    );
  if (task.promisedOn)
    return (
      <Note kind="plain">
        {promisedWords[task.kind]} {dayWords(task.promisedOn, calendarOf(firm, now))}.
      </Note>
    );
  const honest = answerKind === "not_applicable" || answerKind === "dont_have" ? honestWords[answerKind] : "";
  if (task.state === "with_firm" || honest || decision)
    return (
      <Note kind="plain">
        {decision ? <p className="typed">{decision}</p> : null}
        {honest ? (
          <p className="typed">
            You answered “{honest}”. {reason}
          </p>
        ) : null}
        {task.state === "with_firm" ? (
          <p>{firm.name} is checking this. You don&apos;t need to do anything.</p>
        ) : null}
      </Note>
    );
  return null;
}

const finishedWords = { done: "Done", with_firm: "Sent", declined: "Declined", open: "" };

type FinishProps = {
  task: Task;
  seen: Seen;
  by?: string | undefined;
  /** Files that did not arrive, as far as the server knows. */
  left?: NotSent | undefined;
  /** "Mark as done" was pressed over them. */
  asks?: boolean | undefined;
};

/** "Mark as done", or what was done and the way to take it back. */
export function Finish({ task, seen, by, left, asks }: FinishProps) {
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
        <div className="act">
          <Saved>
            {finishedWords[task.state]} {when}
            {by ? ` by ${by}, whom you asked` : ""}. You can still change it.
          </Saved>
        </div>
        <form action={tick} className="act">
          {fields("open")}
          <Button>{task.state === "done" ? "Not done yet" : "Change my answer"}</Button>
          <p className="soft small after">This moves it back to your to-do list.</p>
        </form>
      </>
    );
  }
  // kinds with an answer to save are finished by saving it
  const saves = task.kind !== "tick" && task.kind !== "upload";
  if (saves && hasNothingYet(task)) return null;
  if (left && asks)
    return (
      <WithoutFiles left={left} action={tick} back={`${seen.places.tasks}${task.id}#files`}>
        {fields("done")}
      </WithoutFiles>
    );
  return (
    <form action={tick} id="finish">
      {fields("done")}
      {left ? <NotSentFields {...left} /> : null}
      {task.details.confirm === undefined ? null : (
        <input type="hidden" name="confirmed" value={sha256OfText(task.details.confirm)} />
      )}
      {task.kind === "upload" ? (
        <p className="soft small after">Press this when all your files are sent.</p>
      ) : null}
      <div className={saves ? "act" : "act stick"}>
        <Button look={saves ? "plain" : "primary"} size="big" wide="phone" icon="check">
          {task.details.confirm === undefined ? "Mark as done" : "Confirm and mark as done"}
        </Button>
      </div>
    </form>
  );
}
