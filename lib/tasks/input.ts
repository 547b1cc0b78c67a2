import { z } from "zod";
import { dayText } from "@/lib/day-input";
import { otherDay } from "./kinds";

const taskId = z.uuid("That task is not one of yours.");

/** A piece of text a person typed, with the most it may hold. */
export const typed = (what: string, most: number) =>
  z
    .string(`Write ${what} first.`)
    .max(
      most,
      `That is longer than ${most.toLocaleString("en")} characters. Shorten it, or send it as a file.`,
    )
    .transform((text) => text.toWellFormed().replace(/\r\n?/g, "\n").replaceAll("\0", ""));

const filled = (what: string, most: number) =>
  typed(what, most).refine((text) => text.trim() !== "", `Write ${what} first.`);

/** Text that may be missing or empty. */
const optional = (what: string, most: number) =>
  typed(what, most)
    .optional()
    .transform((text) => text?.trim() ?? "");

/** One value, or several of the same name, as forms send checkboxes. */
const several = <S extends z.ZodType<string>>(one: S) =>
  z
    .union([z.array(one).max(50), one.transform((value) => [value])])
    .optional()
    .transform((values) => values ?? []);

export const oneTask = z.strictObject({ task_id: taskId });
const fileNames = several(z.string().max(500));
/** "Mark as done", with the names of files that did not arrive; `without`: the client was asked about them. */
export const finishInput = oneTask.extend({
  refused: fileNames,
  unsent: fileNames,
  without: z.literal("1").optional(),
});
export const answerInput = z.strictObject({ task_id: taskId, answer: filled("your answer", 20_000) });
export const choiceInput = z.strictObject({ task_id: taskId, chosen: several(z.string().max(200)) });
export const approvalInput = z.strictObject({
  task_id: taskId,
  verdict: z.enum(["approved", "declined"], "Choose whether you approve or decline."),
  reason: optional("your reason", 5_000),
});
export const transactionInput = z.strictObject({
  task_id: taskId,
  category: z.string().max(200).optional(),
  answer: optional("your explanation", 20_000),
});
const noReason = "Write why in a few words, so that nobody has to ask again.";
const noDay = "Choose the day by which you will send it.";
/** The fields of the answers that were not chosen come with the form; they say nothing. `promised_on` is the day in the end. */
export const honestInput = z
  .strictObject({
    task_id: taskId,
    honest: z.enum(["not_applicable", "dont_have", "promised"], "Choose one of these answers first."),
    reason: optional("why", 5_000),
    promised_on: z.union([z.enum(["", otherDay]), dayText(noDay)]).optional(),
    other_day: z.union([z.literal(""), dayText(noDay)]).optional(),
  })
  .superRefine(({ honest, reason, promised_on, other_day }, check) => {
    if (honest === "promised" && !promised_on)
      check.addIssue({ code: "custom", path: ["promised_on"], message: noDay });
    if (honest === "promised" && promised_on === otherDay && !other_day)
      check.addIssue({ code: "custom", path: ["other_day"], message: noDay });
    if (honest !== "promised" && reason === "")
      check.addIssue({ code: "custom", path: ["reason"], message: noReason });
  })
  .transform(({ other_day, promised_on, ...rest }) => ({
    ...rest,
    promised_on: (promised_on === otherDay ? other_day : promised_on) ?? "",
  }));
export const commentInput = z.strictObject({
  task_id: taskId,
  form_key: z.uuid(),
  comment: optional("your comment", 20_000),
  file_ids: several(z.uuid()),
});
export const draftInput = z.strictObject({
  task_id: taskId,
  field: z.enum(["answer", "comment"]),
  body: typed("something", 20_000),
});
export const sendBackInput = z.strictObject({
  task_id: taskId,
  contact_id: z.uuid().optional(),
  reason: filled("the reason, which the client reads", 5_000),
});
