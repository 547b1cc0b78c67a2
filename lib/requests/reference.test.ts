import { expect, test } from "vitest";
import { referenceOf } from "./reference";

test("[P1] a request's reference is short, can be read aloud, and stays the same", () => {
  const request = { id: "6f2d3a10-0b5e-4a8e-9a56-3f7c1e98a2d4", sentAt: new Date("2026-11-21T10:00:00Z") };
  const reference = referenceOf("Hill & Co", request);
  expect(reference).toMatch(/^HC-2026-[0-9A-HJKMNP-TV-Z]{6}$/);
  expect(referenceOf("Hill & Co", request)).toBe(reference);
  expect(referenceOf("Hill & Co", { ...request, id: request.id.replace(/4$/, "5") })).not.toBe(reference);
});
