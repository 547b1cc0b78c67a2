import { expect, test } from "vitest";
import { taskInput } from "./task-input";

const refused = (given: unknown): Record<string, string> => {
  const read = taskInput.safeParse(given);
  return Object.fromEntries(read.error?.issues.map(({ path, message }) => [path.join("."), message]) ?? []);
};
const bank = {
  date: "2026-10-14",
  payee: "Parkes",
  amount: { amount_minor: -124_000, currency: "GBP" },
  account: "4417",
};

test("[P3] each kind of task takes its own fields and no others", () => {
  expect(taskInput.parse({ kind: "upload", title: "Send", wanted: ["July"] }).details).toEqual({
    wanted: ["July"],
  });
  expect(
    taskInput.parse({ kind: "choice", title: "Pick", options: ["A", { label: "B", hint: "b" }] }).details,
  ).toEqual({
    options: [{ label: "A" }, { label: "B", hint: "b" }],
  });
  expect(
    taskInput.parse({ kind: "transaction", title: "What?", transaction: bank, receipt: true }).details,
  ).toMatchObject({ transaction: { amountMinor: -124_000, currency: "GBP" }, receipt: true });
  expect(taskInput.parse({ kind: "tick", title: "Confirm", confirm: "It is all. " }).details).toEqual({
    confirm: "It is all.",
  });
  expect(refused({ kind: "upload", title: "Send", confirm: "It is all." })).toHaveProperty("confirm");
  expect(refused({ kind: "tick", title: "Read", options: ["A", "B"] })).toHaveProperty("options");
  expect(refused({ kind: "tick", title: "Read", colour: "red" })).not.toEqual({});
});

test("[P3] what a kind needs is asked for in a sentence", () => {
  expect(refused({ kind: "choice", title: "Pick" })["options"]).toMatch(/at least two/);
  expect(refused({ kind: "choice", title: "Pick", options: ["A", "a"] })["options"]).toMatch(/the same/);
  expect(refused({ kind: "transaction", title: "What?", explanation: true })["transaction"]).toMatch(
    /date, payee/,
  );
  expect(refused({ kind: "transaction", title: "What?", transaction: bank })["categories"]).toMatch(
    /Ask for/,
  );
  expect(
    refused({
      kind: "transaction",
      title: "What?",
      transaction: { ...bank, amount: { amount_minor: 1.5, currency: "gbp" } },
    }),
  ).toMatchObject({ "transaction.amount.amount_minor": expect.stringMatching(/whole number/) as string });
});
