import { expect, test } from "vitest";
import { excerptOf } from "./rules";

test("[P4] a mail carries a short comment whole, and cuts a long one at a sentence", () => {
  expect(excerptOf("  Could you look again?\n\n\n\nThank you.  ")).toEqual({
    text: "Could you look again?\n\nThank you.",
    cut: false,
  });
  const long = `${"The invoice of May is missing. ".repeat(19)}Please send it. ${"More of it follows here ".repeat(9)}`;
  const { text, cut } = excerptOf(long);
  expect([text.endsWith("Please send it."), cut]).toEqual([false, true]);
  expect(text).toBe("The invoice of May is missing. ".repeat(19).trim());
  expect(text.length).toBeLessThanOrEqual(600);
});

test("[P4] one endless sentence is cut between words, and no letter of two halves is torn", () => {
  const { text, cut } = excerptOf("statement and ".repeat(90));
  expect([/ (statement|and)$/.test(text), cut]).toEqual([true, true]);
  expect(excerptOf("😀".repeat(400)).text.isWellFormed()).toBe(true);
  // a version or an amount is no end of a sentence
  expect(excerptOf("v1.2 of £3.50 ".repeat(60)).text).toMatch(/ of £3\.50$|v1\.2$| of$/);
});
