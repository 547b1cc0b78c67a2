import { Section } from "@/components/portal/page-head";
import type { Firm } from "@/lib/access/host";
import { asOf } from "@/lib/actions";
import type { FileOfTask } from "@/lib/files/queries";
import { longDay, timeOf } from "@/lib/format";
import { moneyWords } from "@/lib/money";
import { unsureCategory, type TaskDetails } from "@/lib/tasks/kinds";
import type { taskPage } from "@/lib/tasks/queries";
import { explanationWords, honestTitle } from "@/lib/tasks/rules";
import type { Seen } from "../../task-rows";
import { HonestForm } from "./honest-form";
import { AnswerForm, ApprovalForm, ChoiceForm, TransactionForm } from "./kind-forms";
import { promiseDays } from "./promise-days";
import type { Problem } from "./problem-of-task";
import { ReadingList } from "./reading-list";
import { TaskFiles } from "./task-files";

type Whole = NonNullable<Awaited<ReturnType<typeof taskPage>>>;
/** A task as its page shows it. */
export type Task = Omit<Whole, "reading"> & { reading: { id: string; name: string; size: number }[] };
type Props = {
  task: Task;
  sent: FileOfTask[];
  seen: Seen;
  problem: Problem | undefined;
};

/** What a task of its kind asks, and the way to give it (P3). */
export function AnswerParts({ task, sent, seen, problem }: Props) {
  const { details, given } = task;
  const files = { seen, task, sent, problem };
  const shared = { as: asOf(seen.visitor.actor), taskId: task.id };
  const draft = task.drafts.answer;
  const typed = {
    initial: draft?.body ?? task.answer ?? "",
    savedAt: draft && timeOf(draft.savedAt, seen.firm),
  };
  switch (task.kind) {
    case "tick":
      return <ToConfirm task={task} />;
    case "upload":
      return <TaskFiles {...files} title="Your files" />;
    case "answer":
      return <AnswerForm {...shared} {...typed} label="Your answer" answered={task.state === "done"} />;
    case "choice":
      return (
        <ChoiceForm
          {...shared}
          options={details.options ?? []}
          several={details.several ?? false}
          chosen={given?.chosen ?? []}
        />
      );
    case "approval":
      // what was decided before and sent back, or taken back, is no decision any more: it is shown above, and nothing is chosen
      return task.state === "open" ? (
        <ApprovalForm {...shared} approved={undefined} reason="" />
      ) : (
        <ApprovalForm {...shared} approved={given?.approved} reason={task.reason ?? ""} />
      );
    case "transaction":
      return (
        <>
          <Slip bank={task.details.transaction} firm={seen.firm} />
          <TransactionForm
            {...shared}
            {...typed}
            categories={details.categories?.length ? [...details.categories, unsureCategory] : []}
            category={given?.category ?? ""}
            {...explanationWords(details.explanation ?? false)}
          >
            {details.receipt ? <TaskFiles {...files} title="Receipt" /> : null}
          </TransactionForm>
        </>
      );
  }
}

/** The text that a tick confirms, above it; what was confirmed, once it is (as it stood then). */
function ToConfirm({ task: { state, details, given } }: { task: Task }) {
  const text = state === "open" ? details.confirm : given?.confirmed?.text;
  if (text === undefined) return null;
  return (
    <Section title={state === "open" ? "What you confirm" : "What you confirmed"}>
      <div className="sheet after">
        <p className="pad typed">{text}</p>
      </div>
    </Section>
  );
}

/** What the bank shows of the payment. */
export function Slip({ bank, firm }: { bank: TaskDetails["transaction"]; firm: Firm }) {
  if (!bank) return null;
  return (
    <section className="sheet slip after" aria-label="The payment">
      <div className="pad">
        <p className="soft">{bank.amountMinor > 0 ? "Received from" : "Paid to"}</p>
        <p className="to">{bank.payee}</p>
        <p className="amt">{moneyWords(Math.abs(bank.amountMinor), bank.currency, firm.locale)}</p>
        <dl>
          <dt>Date</dt>
          <dd>{longDay(bank.date, firm)}</dd>
          <dt>Account</dt>
          <dd>{bank.account}</dd>
          {bank.bankText ? (
            <>
              <dt>Bank text</dt>
              <dd>{bank.bankText}</dd>
            </>
          ) : null}
        </dl>
      </div>
    </section>
  );
}

/** What staff attached for the client to read. */
export function Reading({ task, seen }: { task: Task; seen: Seen }) {
  if (task.reading.length === 0) return null;
  return (
    <ReadingList
      title={task.kind === "approval" ? "Read this first" : "To read"}
      files={task.reading}
      at={seen.places.documents}
    />
  );
}

/** "Can't send it now?": the honest answers, after the main act. */
export function HonestPart({ task, seen, asker }: { task: Task; seen: Seen; asker: string }) {
  const { firm, visitor, now } = seen;
  return (
    <Section title={honestTitle(task.kind)}>
      <HonestForm
        as={asOf(visitor.actor)}
        taskId={task.id}
        asker={asker}
        said={{
          kind: task.answerKind === "given" ? "" : (task.answerKind ?? ""),
          reason: task.kind === "approval" ? "" : (task.reason ?? ""),
        }}
        days={promiseDays(firm, now, task.promisedOn)}
        kind={task.kind}
      />
    </Section>
  );
}
