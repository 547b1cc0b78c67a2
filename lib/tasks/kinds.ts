/** What a task asks for (P3). */
export const taskKinds = ["tick", "upload", "answer", "choice", "approval", "transaction"] as const;
export type TaskKind = (typeof taskKinds)[number];

/** True for the name of a kind, as a form or an address gives it. */
export const isTaskKind = (given: unknown): given is TaskKind => taskKinds.some((kind) => kind === given);

/**
 * Whose turn it is: the client's, the firm's to check, the firm's to answer a refusal, or nobody's. `declined`: the client
 * refused to approve, and the firm has neither closed that nor asked again.
 */
export const taskStates = ["open", "with_firm", "declined", "done"] as const;
export type TaskState = (typeof taskStates)[number];

/** The states in which the firm has to do something next. */
export const waitsOnFirm = (state: TaskState): boolean => state === "with_firm" || state === "declined";
export type AnswerKind = "given" | "not_applicable" | "dont_have" | "promised";

/** Said in place of a promised day: the one in the field beside it. */
export const otherDay = "other";

/** What the bank shows of a transaction that the firm asks about. */
export type Transaction = {
  /** The calendar day, as YYYY-MM-DD. */
  date: string;
  payee: string;
  /** In the currency's minor unit; negative for money out. */
  amountMinor: number;
  /** ISO 4217. */
  currency: string;
  account: string;
  bankText?: string;
};

export type Choice = { label: string; hint?: string };

/** What a task of each kind asks beyond its title; each field belongs to the kind named. */
export type TaskDetails = {
  /** tick: the text that is confirmed by it. */
  confirm?: string;
  /** upload: the documents wanted, by name. */
  wanted?: string[];
  /** choice */
  options?: Choice[];
  /** choice: more than one may be chosen. */
  several?: boolean;
  transaction?: Transaction;
  /** transaction: categories to choose from; and whether an explanation and a receipt are asked. */
  categories?: string[];
  explanation?: boolean;
  receipt?: boolean;
};

/** What a client gave beyond text and files. */
export type TaskGiven = {
  chosen?: string[];
  approved?: boolean;
  category?: string;
  /** What a tick confirmed, as it stood then. */
  confirmed?: { text: string; sha256: string };
};

/** The last answer of every transaction: nobody has to guess (LOOKS §6). */
export const unsureCategory = "I'm not sure, ask me";

/** A task as staff ask it. */
export type TaskAsked = {
  kind: TaskKind;
  title: string;
  description: string;
  details: TaskDetails;
  /** Whom of the request's recipients it is for; null for all of them. */
  recipientIds: string[] | null;
  /** Each recipient answers for himself; otherwise one answer serves all. */
  allMust: boolean;
};

/** A task for every recipient that asks no more than its title says. */
export const plainTask = (task: Pick<TaskAsked, "kind" | "title" | "description">): TaskAsked => ({
  ...task,
  details: {},
  recipientIds: null,
  allMust: false,
});
