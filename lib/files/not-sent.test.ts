import { expect, test } from "vitest";
import { askedWithout } from "./not-sent";

test("[P5] before a task is done without a file that did not arrive, the file is named and what became of it", () => {
  expect(askedWithout({ refused: ["scan.exe"], unsent: [] })).toBe(
    "Lodge refused scan.exe. Mark as done without it?",
  );
  expect(askedWithout({ refused: ["a.exe", "b.bat"], unsent: [] })).toBe(
    "Lodge refused a.exe and b.bat. Mark as done without them?",
  );
  expect(askedWithout({ refused: ["a.exe"], unsent: ["july.pdf"] })).toBe(
    "Lodge refused a.exe, and july.pdf was not sent. Mark as done without them?",
  );
  expect(askedWithout({ refused: [], unsent: ["1.pdf", "2.pdf", "3.pdf", "4.pdf", "5.pdf"] })).toBe(
    "1.pdf, 2.pdf, 3.pdf and 2 more files were not sent. Mark as done without them?",
  );
});
