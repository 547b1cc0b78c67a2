import { longDay, type Place } from "@/lib/format";
import type { AnswerKind, TaskGiven, TaskKind } from "./kinds";
import { answerWords } from "./rules";

type Given = {
  kind: TaskKind;
  answerKind: AnswerKind | null;
  answer: string | null;
  given: TaskGiven | null;
  reason: string | null;
  promisedOn: string | null;
};

/** What a client answered, as lines that staff read; nothing where only a box was ticked or files were sent. */
export function answerLines(task: Given, place: Place): string[] {
  const { answerKind, answer, given, reason, promisedOn } = task;
  if (promisedOn) return [`${answerWords("promised")} by ${longDay(promisedOn, place)}`];
  if (answerKind === "not_applicable" || answerKind === "dont_have")
    return [`${answerWords(answerKind)}: ${reason ?? ""}`];
  const lines = [...(given?.chosen ?? [])];
  if (given?.confirmed && answerKind === "given") lines.push(`Confirmed: ${given.confirmed.text}`);
  if (given?.approved !== undefined) lines.push(given.approved ? "Approved" : `Declined: ${reason ?? ""}`);
  if (given?.category) lines.push(given.category);
  if (answer?.trim()) lines.push(answer);
  return lines;
}
