import { expect, test } from "vitest";
import { backoffSeconds, mostAttempts } from "./rules";

test("[S8] retries back off with jitter, at most six hours apart, and together span hours, less than a day", () => {
  expect(backoffSeconds(1, 0)).toBe(30);
  expect(backoffSeconds(3, 0)).toBe(120);
  expect(backoffSeconds(1, 0.999)).toBeGreaterThan(30);
  expect(backoffSeconds(40, 0.999)).toBeLessThanOrEqual(6 * 3600 * 1.25);
  const all = Array.from({ length: mostAttempts - 1 }, (_, at) => backoffSeconds(at + 1, 0)).reduce(
    (a, b) => a + b,
    0,
  );
  expect(all).toBeLessThan(24 * 3600);
  expect(all).toBeGreaterThan(3 * 3600);
});
