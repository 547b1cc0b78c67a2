import { expect, test } from "vitest";
import { errorTitle, plainTitle } from "./error-title";

test("[P10] a page's title begins with “Error:” once, however often it is said", () => {
  expect(errorTitle("Log in", true)).toBe("Error: Log in");
  expect(errorTitle(errorTitle("Log in", true), true)).toBe("Error: Log in");
  expect(errorTitle("Log in", false)).toBe("Log in");
  expect(plainTitle("Error: Error: Log in")).toBe("Log in");
});
