import { expect, test } from "vitest";
import { dueWords, outstanding } from "./outstanding";
import { maySend } from "./rules";

const task = (taskId: string, work: string, client: string, state: "open" | "with_firm" | "done") => ({
  taskId,
  state,
  dueOn: "2026-11-27",
  workItemId: work,
  workTitle: work,
  clientId: client,
  clientName: client,
});
const place = { locale: "en-GB", timeZone: "Europe/London" };

test("[P1] tasks are grouped by client and work item where their oldest stands, finished work apart", () => {
  const grouped = outstanding([
    task("1", "accounts", "Bakery", "open"),
    task("2", "tax", "Margaret", "open"),
    task("3", "payroll", "Bakery", "with_firm"),
    task("4", "accounts", "Bakery", "done"),
    task("5", "vat", "Bakery", "done"),
  ]);
  expect(grouped.clients.map((client) => [client.name, client.work.map((work) => work.title)])).toEqual([
    ["Bakery", ["accounts", "payroll"]],
    ["Margaret", ["tax"]],
  ]);
  expect(grouped.finished.map((work) => work.title)).toEqual(["vat"]);
  expect(grouped.open.map((one) => one.taskId)).toEqual(["1", "2"]);
});

test("[P1] a due day is said in full, late before the date", () => {
  expect(dueWords("2026-11-27", "2026-11-21", place)).toEqual({
    text: "Due Friday 27 November 2026, in 6 days",
  });
  expect(dueWords("2026-11-18", "2026-11-21", place)).toEqual({
    late: "3 days late",
    text: "was due Wednesday 18 November 2026",
  });
  expect(dueWords("2026-11-22", "2026-11-21", place)?.text).toContain("tomorrow");
  expect(dueWords(null, "2026-11-21", place)).toBeUndefined();
});

test("[W3] a request goes out with tasks, recipients and open work only", () => {
  const whole = {
    status: "draft" as const,
    tasks: 1,
    unreadable: [],
    activeRecipients: 1,
    workCompletedAt: null,
  };
  expect(maySend(whole).ok).toBe(true);
  expect(maySend({ ...whole, status: "sent" }).ok).toBe(true);
  for (const lacking of [
    { tasks: 0 },
    { activeRecipients: 0 },
    { status: "withdrawn" as const },
    { workCompletedAt: new Date() },
  ]) {
    expect(maySend({ ...whole, ...lacking }).ok).toBe(false);
  }
});
