import { expect, test } from "vitest";
import { answerLines } from "./answer-lines";

const place = { locale: "en-GB", timeZone: "Europe/London" };
const nothing = {
  kind: "tick" as const,
  answerKind: null,
  answer: null,
  given: null,
  reason: null,
  promisedOn: null,
};

test("[P3] staff read what was chosen, decided and explained, and honest answers with their reason", () => {
  expect(answerLines(nothing, place)).toEqual([]);
  expect(answerLines({ ...nothing, given: { chosen: ["Tools", "Fuel"] } }, place)).toEqual(["Tools", "Fuel"]);
  expect(answerLines({ ...nothing, given: { approved: false }, reason: "Wrong year" }, place)).toEqual([
    "Declined: Wrong year",
  ]);
  expect(answerLines({ ...nothing, given: { category: "Tools" }, answer: "A saw" }, place)).toEqual([
    "Tools",
    "A saw",
  ]);
  expect(answerLines({ ...nothing, answerKind: "dont_have", reason: "The bank lost it" }, place)).toEqual([
    "Does not have it: The bank lost it",
  ]);
  expect(answerLines({ ...nothing, answerKind: "promised", promisedOn: "2026-11-27" }, place)).toEqual([
    "Will send it by Friday 27 November 2026",
  ]);
});
