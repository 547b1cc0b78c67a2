import { PageHead, Section } from "@/components/portal/page-head";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Note } from "@/components/ui/note";
import type { Guest } from "@/lib/access/guest-session";
import type { Firm } from "@/lib/access/host";
import { asGuest } from "@/lib/actions";
import { calendarOf, dayWords } from "@/lib/format";
import type { NotSent } from "@/lib/files/not-sent";
import type { GuestTask } from "@/lib/guests/queries";
import { unsureCategory } from "@/lib/tasks/kinds";
import { explanationWords, hasNothingYet, honestTitle } from "@/lib/tasks/rules";
import { Slip } from "../tasks/[taskId]/answer-parts";
import { HonestForm } from "../tasks/[taskId]/honest-form";
import { AnswerForm, ChoiceForm, TransactionForm } from "../tasks/[taskId]/kind-forms";
import { promiseDays } from "../tasks/[taskId]/promise-days";
import { answerAsGuest, chooseAsGuest, explainAsGuest, finishAsGuest, sayHonestlyAsGuest } from "./actions";
import { problemOfTask } from "../tasks/[taskId]/problem-of-task";
import { NotSentFields, WithoutFiles } from "../tasks/[taskId]/without-files";
import { GuestFiles } from "./guest-files";

type Props = {
  guest: Guest;
  task: GuestTask;
  firm: Firm;
  now: Date;
  said: string | undefined;
  problem: string | undefined;
  /** What the plain form was told of its file. */
  told: string | undefined;
  /** Files that did not arrive, and whether "Mark as done" was pressed over them. */
  left: NotSent | undefined;
  asks: boolean;
};

/** One task as a guest sees it: what is asked, and the way to give it. */
export function GuestView(props: Props) {
  const { guest, task, firm, now, said, problem, told, left, asks } = props;
  const wrong = problemOfTask(task, problem, told);
  return (
    <>
      {wrong ? (
        <ErrorSummary
          message={wrong.fieldId ? undefined : wrong.message}
          errors={wrong.fieldId ? [{ fieldId: wrong.fieldId, message: wrong.message }] : []}
        />
      ) : null}
      <PageHead title={task.title} over={`Asked of you by ${guest.askedBy}`}>
        {firm.name} gets what you answer. {guest.askedBy} sees it too; of files only the names.
      </PageHead>
      {task.description ? <p className="typed after">{task.description}</p> : null}
      {said === "promised" ? (
        <Note kind="good" live>
          Saved. This page stays open for you until then.
        </Note>
      ) : null}
      <Before task={task} firm={firm} now={now} />
      <Answer {...props} />
      <Finish task={task} as={asGuest(guest.actor)} left={left} asks={asks} />
      <Honest task={task} firm={firm} now={now} as={asGuest(guest.actor)} />
    </>
  );
}

function Before({ task, firm, now }: Pick<Props, "task" | "firm" | "now">) {
  if (task.sentBackReason)
    return (
      <Note kind="late" title="Sent back">
        <p className="typed">{task.sentBackReason}</p>
      </Note>
    );
  if (!task.promisedOn) return null;
  return (
    <Note kind="plain">
      You said that you will send this by {dayWords(task.promisedOn, calendarOf(firm, now))}.
    </Note>
  );
}

function Answer({ guest, task, firm, now, problem, told }: Props) {
  const shared = { as: asGuest(guest.actor), taskId: task.id };
  const { details, given } = task;
  const wrong = problemOfTask(task, problem, told);
  const files = (title: string) => <GuestFiles {...shared} {...{ task, firm, now, title, wrong }} />;
  switch (task.kind) {
    case "tick":
    case "approval":
      return null;
    case "upload":
      return files("Your files");
    case "answer":
      return (
        <AnswerForm
          {...shared}
          action={answerAsGuest}
          label="Your answer"
          initial={task.answer ?? ""}
          answered={false}
        />
      );
    case "choice":
      return (
        <ChoiceForm
          {...shared}
          action={chooseAsGuest}
          options={details.options ?? []}
          several={details.several ?? false}
          chosen={given?.chosen ?? []}
        />
      );
    case "transaction":
      return (
        <>
          <Slip bank={details.transaction} firm={firm} />
          <TransactionForm
            {...shared}
            action={explainAsGuest}
            initial={task.answer ?? ""}
            categories={details.categories?.length ? [...details.categories, unsureCategory] : []}
            category={given?.category ?? ""}
            {...explanationWords(details.explanation ?? false)}
          >
            {details.receipt ? files("Receipt") : null}
          </TransactionForm>
        </>
      );
  }
}

/** "Mark as done", where nothing is saved by answering. */
function Finish({ task, as, left, asks }: { task: GuestTask; as: string } & Pick<Props, "left" | "asks">) {
  if (task.kind !== "tick" && (task.kind !== "upload" || hasNothingYet(task))) return null;
  const fields = (
    <>
      <input type="hidden" name="as" value={as} />
      <input type="hidden" name="task_id" value={task.id} />
    </>
  );
  if (left && asks)
    return (
      <WithoutFiles left={left} action={finishAsGuest} back="/guest#files">
        {fields}
      </WithoutFiles>
    );
  return (
    <form action={finishAsGuest}>
      {fields}
      {left ? <NotSentFields {...left} /> : null}
      {task.kind === "upload" ? (
        <p className="soft small after">Press this when all are there. It cannot be taken back here.</p>
      ) : null}
      <div className="act">
        <Button look="primary" size="big" wide="phone" icon="check">
          Mark as done
        </Button>
      </div>
    </form>
  );
}

function Honest({ task, firm, now, as }: { task: GuestTask; firm: Firm; now: Date; as: string }) {
  return (
    <Section title={honestTitle(task.kind)}>
      <HonestForm
        as={as}
        taskId={task.id}
        action={sayHonestlyAsGuest}
        asker={firm.name}
        said={{
          kind: task.answerKind === "given" ? "" : (task.answerKind ?? ""),
          reason: task.reason ?? "",
        }}
        days={promiseDays(firm, now, task.promisedOn)}
        kind={task.kind}
      />
    </Section>
  );
}
