import { expect, test } from "vitest";
import { oneLine } from "./one-line";

test("[W3] a title keeps its words and loses controls, line breaks and marks that turn the writing direction", () => {
  expect(oneLine("  Bank\r\nstatements\u0007 \u2028 2026 ")).toBe("Bank statements 2026");
  expect(oneLine("invoice\u202Efdp.exe\u202C")).toBe("invoicefdp.exe");
  expect(oneLine("\u2066left\u2069 \u200Eand\u200F \uFEFFright\u061C")).toBe("left and right");
  expect(oneLine("\u0085next\u009f")).toBe("next");
});

test("[W3] a title keeps accents, other scripts, joiners and emoji", () => {
  for (const title of ["Relevé n° 4", "دفتر\u200cچه", "משכורת 2026", "Family 👨‍👩‍👧", "Zażółć"])
    expect(oneLine(title)).toBe(title);
});
