import { expect, test } from "vitest";
import type { TaskAsked } from "./kinds";
import { amountOf, askedOf, fieldBlamed, textOf } from "./task-text";
import { taskInput } from "./task-input";

const empty = textOf({ kind: "tick", title: "", description: "", details: {}, allMust: false });
const asked = (task: Partial<TaskAsked>): TaskAsked => ({
  kind: "tick",
  title: "Do it",
  description: "",
  details: {},
  recipientIds: null,
  allMust: false,
  ...task,
});

test("[P3] an amount is read as it is typed, in the currency's smallest unit", () => {
  expect(amountOf("1,234.56", "GBP")).toBe(123456);
  expect(amountOf(" 1 234.5 ", "GBP")).toBe(123450);
  expect(amountOf("48", "GBP")).toBe(4800);
  expect(amountOf("0.07", "GBP")).toBe(7);
  expect(amountOf("1,234", "JPY")).toBe(1234);
  expect(amountOf("1,234.567", "KWD")).toBe(1234567);
  expect(amountOf("1,000,000,000.00", "EUR")).toBe(100_000_000_000);
});

test("[P3] an amount that can be read in two ways is refused", () => {
  for (const typed of ["", "1.234,56", "12,34", "1,2345", "-5", "£5", "5.", ".5", "1e3", "1.234", "0x10"])
    expect([typed, amountOf(typed, "GBP")]).toEqual([typed, undefined]);
  expect(amountOf("5.5", "JPY")).toBeUndefined();
});

test("[P3] what the form shows of a task of each kind is read back as the same task", () => {
  const tasks: TaskAsked[] = [
    asked({ kind: "tick", allMust: true }),
    asked({ kind: "upload", details: { wanted: ["Lloyds", "Barclays – savings"] } }),
    asked({ kind: "answer", description: "Two\nlines" }),
    asked({
      kind: "choice",
      details: { options: [{ label: "Travel", hint: "trains, taxis" }, { label: "Stock" }], several: true },
    }),
    asked({ kind: "approval" }),
    asked({
      kind: "transaction",
      details: {
        transaction: {
          date: "2026-08-14",
          payee: "Mendip Play",
          amountMinor: -480000,
          currency: "GBP",
          account: "Lloyds 4417",
          bankText: "DD MENDIP",
        },
        categories: ["Toys", "Garden"],
        explanation: true,
      },
    }),
    asked({
      kind: "transaction",
      details: {
        transaction: { date: "2026-08-14", payee: "HMRC", amountMinor: 700, currency: "JPY", account: "1" },
        receipt: true,
      },
    }),
  ];
  for (const task of tasks) expect(taskInput.parse(askedOf(task.kind, textOf(task)))).toEqual(task);
});

test("[P3] fields of another kind that stand in the form are not asked", () => {
  const text = {
    ...empty,
    title: "Send it",
    options: "a\nb",
    wanted: "Lloyds\r\n\r\n Barclays ",
    payee: "x",
  };
  expect(askedOf("upload", text)).toMatchObject({ wanted: ["Lloyds", "Barclays"] });
  expect(askedOf("tick", text)).toEqual({ kind: "tick", title: "Send it", description: "", all_must: false });
});

test("[P3] a dash inside a word is no hint", () => {
  const text = { ...empty, options: "Year-end – by March\nTwenty-one\n– no label" };
  expect(askedOf("choice", text)["options"]).toEqual([
    { label: "Year-end", hint: "by March" },
    { label: "Twenty-one" },
    { label: "– no label" },
  ]);
});

test("[P3] each refusal is said at the field that was typed into", () => {
  const text = { ...empty, title: "Why?", amount: "1.234,56", currency: "gbp", account: "1", payee: "" };
  const read = taskInput.safeParse(askedOf("transaction", text));
  const blamed = (read.error?.issues ?? []).map(({ path, message }) => fieldBlamed(path.join("."), message));
  expect(blamed.map(({ field }) => field)).toEqual(expect.arrayContaining(["date", "payee", "amount"]));
  expect(blamed.find(({ field }) => field === "amount")?.said).toContain("1,234.56");
  expect(fieldBlamed("options.1.label", "x").field).toBe("options");
});
