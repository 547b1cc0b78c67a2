import { unsureCategory, type Choice, type TaskAsked } from "./kinds";

/** The fields of the editor's form that say what a task asks, as the text that stands in them; a box is "on" or "". */
export type TaskText = Record<(typeof taskTexts)[number], string>;

export const taskTexts = [
  "title",
  "description",
  "confirm",
  "wanted",
  "options",
  "several",
  "date",
  "payee",
  "amount",
  "currency",
  "direction",
  "account",
  "bank_text",
  "categories",
  "explanation",
  "receipt",
  "all_must",
] as const;

/** The lines of a text field, without the empty ones. */
const linesOf = (text: string): string[] =>
  text
    .split(/\r\n?|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");

const between = /\s+[–—-]\s+/u;

/** "Travel – trains and taxis" is a label and a hint; without the dash there is no hint. */
function optionOf(line: string): Choice {
  const dash = between.exec(line);
  if (!dash || dash.index === 0) return { label: line };
  const hint = line.slice(dash.index + dash[0].length);
  return hint === "" ? { label: line } : { label: line.slice(0, dash.index), hint };
}

const digitsOf = (currency: string): number => {
  try {
    const { maximumFractionDigits = 2 } = new Intl.NumberFormat("en", {
      style: "currency",
      currency,
    }).resolvedOptions();
    return maximumFractionDigits;
  } catch {
    return 2;
  }
};

/**
 * An amount as it is typed, 1,234.56, in the currency's minor unit; undefined for what cannot be read with certainty,
 * such as 1.234,56 or more decimals than the currency has.
 */
export function amountOf(typed: string, currency: string): number | undefined {
  const digits = digitsOf(currency);
  const text = typed.replace(/[\s\u00a0\u202f]/gu, "");
  const [, whole = "", decimals = ""] = /^(\d{1,10}|\d{1,3}(?:,\d{3}){1,3})(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === "" || decimals.length > digits) return undefined;
  return Number(whole.replaceAll(",", "") + decimals.padEnd(digits, "0"));
}

/** The same amount as a person types it: 1,234.56, without a sign. */
const amountText = (minor: number, currency: string): string => {
  const digits = digitsOf(currency);
  return (Math.abs(minor) / 10 ** digits).toLocaleString("en", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
};

/** Makes of a form's texts what taskInput checks: the same that the API takes. Fields of other kinds are left out. */
export function askedOf(kind: string, text: TaskText): Record<string, unknown> {
  const base = { kind, title: text.title, description: text.description, all_must: text.all_must === "on" };
  switch (kind) {
    case "tick":
      return text.confirm.trim() === "" ? base : { ...base, confirm: text.confirm };
    case "upload":
      return { ...base, wanted: linesOf(text.wanted) };
    case "choice":
      return { ...base, options: linesOf(text.options).map(optionOf), several: text.several === "on" };
    case "transaction": {
      const currency = text.currency.trim().toUpperCase();
      const minor = amountOf(text.amount, currency);
      const bankText = text.bank_text.trim();
      return {
        ...base,
        transaction: {
          date: text.date,
          payee: text.payee,
          amount: { amount_minor: text.direction === "in" ? minor : minor && -minor, currency },
          account: text.account,
          ...(bankText ? { bank_text: bankText } : {}),
        },
        // every list ends with this answer by itself (LOOKS §6)
        categories: linesOf(text.categories).filter((line) => line !== unsureCategory),
        explanation: text.explanation === "on",
        receipt: text.receipt === "on",
      };
    }
    default:
      return base;
  }
}

const box = (on: boolean | undefined): string => (on ? "on" : "");

/** What the fields of the form show of a task. */
export function textOf({ title, description, details, allMust }: Omit<TaskAsked, "recipientIds">): TaskText {
  const { transaction: bank } = details;
  return {
    title,
    description,
    confirm: details.confirm ?? "",
    wanted: (details.wanted ?? []).join("\n"),
    options: (details.options ?? [])
      .map(({ label, hint }) => (hint ? `${label} – ${hint}` : label))
      .join("\n"),
    several: box(details.several),
    date: bank?.date ?? "",
    payee: bank?.payee ?? "",
    amount: bank ? amountText(bank.amountMinor, bank.currency) : "",
    currency: bank?.currency ?? "",
    direction: bank && bank.amountMinor > 0 ? "in" : "out",
    account: bank?.account ?? "",
    bank_text: bank?.bankText ?? "",
    categories: (details.categories ?? []).join("\n"),
    explanation: box(details.explanation),
    receipt: box(details.receipt),
    all_must: box(allMust),
  };
}

const amountSaid = "Write the amount as figures, such as 1,234.56.";

/** Which field of the form a refusal of taskInput is about, by its path: "transaction.amount.amount_minor" is the amount. */
export function fieldBlamed(path: string, said: string): { field: string; said: string } {
  const [first = "", second = "", third = ""] = path.split(".");
  if (first === "transaction") {
    if (third === "amount_minor") return { field: "amount", said: amountSaid };
    return { field: third || second || "payee", said };
  }
  return { field: first, said };
}
