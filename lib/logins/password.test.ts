import { expect, test } from "vitest";
import { passwordProblem } from "./password";

const names = [
  "Hill & Co",
  "hill",
  "Margaret",
  "Okonkwo",
  "margaret@hilltopbakery.example",
  "Hilltop Bakery Ltd",
];

test.each([
  "hillandco2026",
  "HillAndCo-2026!",
  "hill&co-20262026",
  "Hilltop Bakery 2026",
  "hilltopbakeryltd1",
  "MargaretOkonkwo12",
])("[L4] “%s” is little more than a name that others know", (password) => {
  expect(passwordProblem(password, names)).toBe("name");
});

test("[L4] a passphrase may name the firm when it is more than that", () => {
  expect(passwordProblem("hill and seven herons", names)).toBeUndefined();
});
