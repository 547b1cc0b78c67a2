import { expect, test } from "vitest";
import { moneyWords } from "./money";

test("[P3] an amount is written as its place writes it, with a minus sign and the currency's own decimals", () => {
  expect(moneyWords(124_000, "GBP", "en-GB")).toBe("£1,240.00");
  expect(moneyWords(-850, "GBP", "en-GB")).toBe("-£8.50");
  expect(moneyWords(1_200, "JPY", "en-GB")).toBe("JP¥1,200");
});
