import { addDays } from "@/lib/clock";
import { no, yes, type Verdict } from "@/lib/verdict";
import {
  unsureCategory,
  type AnswerKind,
  type TaskDetails,
  type TaskGiven,
  type TaskKind,
  type TaskState,
} from "./kinds";

export type StateOfTask = {
  takenOutAt: Date | null;
  kind: TaskKind;
  state: TaskState;
  filesReceived: number;
  answer: string | null;
  given: TaskGiven | null;
  workCompletedAt: Date | null;
};

/** A contact lets somebody else answer a task in its place (A18): anything that is open but an approval or a confirmation. */
export function mayLetAnswer(task: {
  kind: TaskKind;
  details: TaskDetails;
  state: TaskState;
  workCompletedAt: Date | null;
  takenOutAt: Date | null;
}): Verdict {
  const open = mayChange(task);
  if (!open.ok) return open;
  if (task.kind === "approval")
    return no("An approval is yours to give: nobody else can approve or decline for you.");
  if (task.details.confirm !== undefined)
    return no("A confirmation is yours to give: nobody else can confirm this for you.");
  return task.state === "open"
    ? yes
    : no("This is answered already. Take the answer back first, then ask somebody else.");
}

/** What each reader is told of completed work: only staff can open it again. */
const completed = {
  client: "This work is completed. Ask your accountant to reopen it.",
  staff: "This work is completed. Set it back to in progress first.",
};

/** What each reader is told of a task that staff took out of a request that was sent (W4). */
const takenOut = {
  client:
    "Your accountant no longer needs this, so there is nothing to do here. You can still write a comment.",
  staff: "This task was taken out, so it is no longer asked. Ask for it again first.",
};

type Reader = keyof typeof completed;
type Open = { workCompletedAt: Date | null; takenOutAt: Date | null };

/** Comments go on as long as the work is not completed (A11), for clients and staff. */
export const mayComment = (task: Pick<Open, "workCompletedAt">, reader: Reader = "client"): Verdict =>
  task.workCompletedAt ? no(completed[reader]) : yes;

/** Anything a client may still change: answers, files, ticks. Completed work is read only (A11), for staff too, and so is what was taken out. */
export function mayChange(task: Open, reader: Reader = "client"): Verdict {
  if (task.workCompletedAt) return no(completed[reader]);
  return task.takenOutAt ? no(takenOut[reader]) : yes;
}

/** A sent task's words change while nobody has answered them: an answer stays beside the words that it answers (W4). */
export function mayReword(task: Open & { answered: boolean }): Verdict {
  const open = mayChange(task, "staff");
  if (!open.ok) return open;
  return task.answered
    ? no("This task is answered, so its words stay beside the answer. Send it back first, or add a task.")
    : yes;
}

/** A sent task is taken out while nobody has answered it: what was answered stays an answer (W4). */
export function mayTakeOut(task: Open & { answered: boolean }): Verdict {
  const open = mayChange(task, "staff");
  if (!open.ok) return open;
  return task.answered ? no("This task is answered, so it stays with its answer.") : yes;
}

/** What was taken out can be asked for again while the work is not completed. */
export function mayAskAgain(task: Open): Verdict {
  const open = mayComment(task, "staff");
  if (!open.ok) return open;
  return task.takenOutAt ? yes : no("This task is asked already. Load the page again.");
}

/** True when a tick would say that nothing was given: the task is opened instead (DECISIONS 17). */
export function hasNothingYet(
  task: Pick<StateOfTask, "kind" | "filesReceived" | "answer" | "given">,
): boolean {
  switch (task.kind) {
    case "tick":
      return false;
    case "upload":
      return task.filesReceived === 0;
    case "answer":
      return !task.answer?.trim();
    case "choice":
      return !task.given?.chosen?.length;
    case "approval":
      // a decision is given by its own form, never by a tick: what was decided before may have been sent back
      return true;
    case "transaction":
      return !task.given?.category && !task.answer?.trim() && task.filesReceived === 0;
  }
}

/** Whether what was given means nothing without a file: an upload, and a payment whose receipt is asked for. */
export function needsItsFiles(task: {
  kind: TaskKind;
  details: TaskDetails;
  answerKind: AnswerKind | null;
  given: TaskGiven | null;
}): boolean {
  if (task.answerKind !== "given") return false;
  if (task.kind === "upload") return true;
  return (
    task.kind === "transaction" && task.details.receipt === true && task.given?.category !== unsureCategory
  );
}

const firstDo: Record<Exclude<TaskKind, "tick">, string> = {
  upload: "Add at least one file first, then mark this as done.",
  answer: "Write your answer first, then save it.",
  choice: "Choose an answer first, then save it.",
  approval: "Read it first, then approve or decline.",
  transaction: "Answer the question first, then save it.",
};

/** A client finishes a task when the work is open and what was asked is there. */
export function mayComplete(task: StateOfTask): Verdict {
  const open = mayChange(task);
  if (!open.ok) return open;
  if (task.kind === "tick" || !hasNothingYet(task)) return yes;
  return no(firstDo[task.kind]);
}

/** The honest answers that make sense for a task: nobody "has" a tick, and an approval is given, declined or promised. */
export const honestAnswersTo = (kind: TaskKind): Exclude<AnswerKind, "given">[] => {
  switch (kind) {
    case "tick":
      return ["not_applicable", "promised"];
    case "approval":
      return ["promised"];
    default:
      return ["dont_have", "not_applicable", "promised"];
  }
};

/** What stands over the honest answers. */
export const honestTitle = (kind: TaskKind): string =>
  kind === "upload" || kind === "transaction"
    ? "Can't send it now?"
    : kind === "tick"
      ? "Can't do it now?"
      : kind === "approval"
        ? "Can't decide now?"
        : "Another answer?";

/** Whether a task of this kind takes this honest answer (P3). */
export const mayAnswerHonestly = (kind: TaskKind, honest: Exclude<AnswerKind, "given">): Verdict =>
  honestAnswersTo(kind).includes(honest)
    ? yes
    : no("That answer does not fit this task. Choose one of the answers on the page.");

/** A promise names a day from today to so many days on: reminders rest until then (P3). Days are YYYY-MM-DD. */
export function mayPromise(day: string, today: string, mostDays: number): Verdict {
  if (day < today) return no("That day is over. Choose today or a later day.");
  if (day > addDays(today, mostDays))
    return no(`Choose a day within the next ${String(mostDays)} days. If you need longer, write a comment.`);
  return yes;
}

/** What the client gave counts as done, or waits for the firm's look where the request says so (W6, DECISIONS 17). */
export const stateOnceGiven = (needsReview: boolean): TaskState => (needsReview ? "with_firm" : "done");

/** What an approval becomes once the client has decided: a refusal always waits for the firm. */
export const stateOnceDecided = (approved: boolean, needsReview: boolean): TaskState =>
  approved ? stateOnceGiven(needsReview) : "declined";

/** Staff accept what waits for their look. */
export function mayAccept(task: Open & { state: TaskState }): Verdict {
  const open = mayChange(task, "staff");
  if (!open.ok) return open;
  return task.state === "with_firm"
    ? yes
    : no("There is nothing to accept here any more. Load the page again.");
}

/** Staff close what the client declined: nothing more is asked, and the refusal stays as the answer. */
export function mayCloseDeclined(task: Open & { state: TaskState }): Verdict {
  const open = mayChange(task, "staff");
  if (!open.ok) return open;
  return task.state === "declined"
    ? yes
    : no("There is no refusal to close here any more. Load the page again.");
}

/** Staff send back what the client gave, with a reason; the task is open again (W6). */
export function maySendBack(task: Open & { state: TaskState; answerKind: AnswerKind | null }): Verdict {
  const open = mayChange(task, "staff");
  if (!open.ok) return open;
  return task.state === "open" ? no("The client has this already. Write a comment to say more.") : yes;
}

/** Over the words about a payment: the firm asks what it was for, or leaves it open. */
export const explanationWords = (asked: boolean): { label: string; hint?: string } =>
  asked
    ? { label: "What was it for?", hint: "A few words are enough." }
    : { label: "Anything else to say (optional)" };

/** What the next thing to do is called on its button. */
export function doLabel(kind: TaskKind): string {
  return {
    tick: "Open this task",
    upload: "Add the files",
    answer: "Write the answer",
    choice: "Choose an answer",
    approval: "Read and decide",
    transaction: "Answer this question",
  }[kind];
}

/** One line under a task's title, when the firm wrote no description. */
export function kindHint(kind: TaskKind): string {
  return {
    tick: "Tick the box when it is done",
    upload: "PDF, photo, Excel or Word",
    answer: "A question for you",
    choice: "Choose from a list",
    approval: "Read, then approve or decline",
    transaction: "A payment to explain",
  }[kind];
}

/** What an honest answer is called where staff and clients read it (SPEC P3). */
export function answerWords(kind: AnswerKind): string {
  return {
    given: "Answered",
    not_applicable: "Not applicable",
    dont_have: "Does not have it",
    promised: "Will send it",
  }[kind];
}
