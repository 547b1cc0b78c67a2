import type { TaskDetails, TaskKind } from "@/lib/tasks/kinds";

/** What a client gave: nothing yet, a tick, an answer, or files of these names. */
type Given = { tick: true } | { answer: string } | { files: string[] };
export type DemoTask = {
  kind: TaskKind;
  title: string;
  description?: string;
  details?: TaskDetails;
  given?: Given;
  /** A document that the firm attached, by its name. */
  reading?: string;
};
/** `due` and `sent` in days from today. Without `sent` the request is a draft; `completed` days ago closes the work. */
export type DemoWork = {
  client: string;
  title: string;
  owner: "Ana Hill" | "Tamsin Jago" | "Sunil Mehta" | "Cleo Marsh" | "Femi Adeyemi";
  due: number;
  sent?: number;
  withdrawn?: true;
  /** Each answer waits for the firm's look. */
  review?: true;
  completed?: number;
  request?: string;
  note?: string;
  tasks?: DemoTask[];
  comments?: { task: number; by: "staff" | "contact"; daysAgo: number; body: string }[];
};

export const up = (title: string, description: string, ...files: string[]): DemoTask => ({
  kind: "upload",
  title,
  description,
  ...(files.length > 0 ? { given: { files } } : {}),
});
export const ask = (title: string, description: string, answer?: string): DemoTask => ({
  kind: "answer",
  title,
  description,
  ...(answer ? { given: { answer } } : {}),
});
export const tick = (title: string, description: string, done?: "done"): DemoTask => ({
  kind: "tick",
  title,
  description,
  ...(done ? { given: { tick: true } } : {}),
});

export const vat = (quarter: string, done: boolean): DemoTask[] => [
  up(
    `Send the sales report, ${quarter}`,
    "Export it from your till or invoicing program.",
    ...(done ? [`Sales ${quarter}.xlsx`] : []),
  ),
  up(
    `Send the purchase invoices, ${quarter}`,
    "PDFs or photos; one file for each supplier is fine.",
    ...(done ? [`Purchases ${quarter}.pdf`] : []),
  ),
  tick(
    "Check that no invoice is missing",
    "Tick when you have looked through the quarter.",
    ...(done ? (["done"] as const) : []),
  ),
];
export const payroll = (month: string): DemoTask[] => [
  ask(
    `Which hours did each person work in ${month}?`,
    "A line a person is enough: name, hours, overtime.",
    "Joe 152, no overtime. Priya 160 and 6 over. Lena on leave the last week, 120.",
  ),
  tick("Confirm that nobody started or left", "Tick if the team is the same as last month.", "done"),
];
