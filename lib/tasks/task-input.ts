import { z } from "zod";
import { dayText } from "@/lib/day-input";
import { line } from "@/lib/requests/input";
import { taskKinds, type TaskAsked, type TaskDetails, type TaskKind } from "./kinds";
import { typed } from "./input";

const money = z.strictObject({
  amount_minor: z
    .int("Write the amount in the smallest unit, such as cents, as a whole number.")
    .min(-1_000_000_000_000)
    .max(1_000_000_000_000),
  currency: z.string().regex(/^[A-Z]{3}$/, "Write the currency as three capital letters, such as GBP."),
});

const transaction = z.strictObject({
  date: dayText(),
  payee: line("the payee"),
  amount: money,
  account: line("the account"),
  bank_text: line("the bank's text").optional(),
});

const option = z.union([
  line("the option", 120).transform((label) => ({ label })),
  z.strictObject({ label: line("the option", 120), hint: line("the hint").optional() }),
]);

/** Which of the fields below belong to which kind. */
const fieldsOf: Record<TaskKind, readonly string[]> = {
  tick: ["confirm"],
  upload: ["wanted"],
  answer: [],
  choice: ["options", "several"],
  approval: [],
  transaction: ["transaction", "categories", "explanation", "receipt"],
};
const special = [...new Set(Object.values(fieldsOf).flat())];

export const taskFields = z.strictObject({
  kind: z.enum(taskKinds, "Choose what kind of task this is."),
  title: line("what you ask for, beginning with a verb"),
  description: typed("a description", 5_000).default(""),
  confirm: typed("the text to be confirmed", 5_000).optional(),
  wanted: z.array(line("the document's name", 120)).max(50, "Name 50 documents at the most.").optional(),
  options: z
    .array(option)
    .min(2, "Write at least two answers to choose from.")
    .max(50, "Write 50 answers at the most.")
    .optional(),
  several: z.boolean().optional(),
  transaction: transaction.optional(),
  categories: z.array(line("the category", 60)).max(30, "Write 30 categories at the most.").optional(),
  explanation: z.boolean().optional(),
  receipt: z.boolean().optional(),
  recipient_ids: z.array(z.uuid()).min(1, "Choose at least one recipient for this task.").max(200).optional(),
  all_must: z.boolean().default(false),
});

const repeated = (names: string[]): boolean =>
  new Set(names.map((name) => name.toLowerCase())).size < names.length;

/** A task as it is asked, from the editor's form and from the API alike (P3). */
export const taskInput = taskFields
  .superRefine((task, check) => {
    const say = (path: string, message: string) => {
      check.addIssue({ code: "custom", path: [path], message });
    };
    for (const name of special) {
      if (task[name as keyof typeof task] !== undefined && !fieldsOf[task.kind].includes(name))
        say(name, `“${name}” does not belong to a task of the kind ${task.kind}.`);
    }
    if (task.kind === "choice" && !task.options) say("options", "Write at least two answers to choose from.");
    if (task.options && repeated(task.options.map(({ label }) => label)))
      say("options", "Two of the answers are the same. Change one.");
    if (task.wanted && repeated(task.wanted))
      say("wanted", "Two of the documents have the same name. Change one.");
    if (task.kind !== "transaction") return;
    if (!task.transaction) say("transaction", "Write the transaction's date, payee, amount and account.");
    if (!task.categories?.length && !task.explanation && !task.receipt)
      say("categories", "Ask for a category, an explanation or a receipt.");
  })
  .transform(({ kind, title, description, recipient_ids, all_must, ...rest }): TaskAsked => ({
    kind,
    title,
    description,
    recipientIds: recipient_ids ?? null,
    allMust: all_must,
    details: detailsOf(rest),
  }));

type Given = Omit<
  z.output<typeof taskFields>,
  "kind" | "title" | "description" | "recipient_ids" | "all_must"
>;

function detailsOf({
  confirm,
  wanted,
  options,
  several,
  transaction: bank,
  categories,
  explanation,
  receipt,
}: Given) {
  const details: TaskDetails = {};
  if (confirm?.trim()) details.confirm = confirm.trim();
  if (wanted?.length) details.wanted = wanted;
  if (options)
    details.options = options.map(({ label, ...more }) => ({ label, ...(more as { hint?: string }) }));
  if (several) details.several = true;
  if (bank) {
    const { date, payee, amount, account, bank_text } = bank;
    details.transaction = {
      date,
      payee,
      amountMinor: amount.amount_minor,
      currency: amount.currency,
      account,
      ...(bank_text ? { bankText: bank_text } : {}),
    };
  }
  if (categories?.length) details.categories = categories;
  if (explanation) details.explanation = true;
  if (receipt) details.receipt = true;
  return details;
}
