import { z } from "zod";

const taskId = z.uuid("That task is not one of yours.");

/** A piece of text a person typed, with the most it may hold. */
export const typed = (what: string, most: number) =>
  z
    .string(`Write ${what} first.`)
    .max(
      most,
      `That is longer than ${most.toLocaleString("en")} characters. Shorten it, or send it as a file.`,
    )
    .transform((text) => text.replace(/\r\n?/g, "\n").replaceAll("\0", ""));

const filled = (what: string, most: number) =>
  typed(what, most).refine((text) => text.trim() !== "", `Write ${what} first.`);

export const oneTask = z.strictObject({ task_id: taskId });
export const answerInput = z.strictObject({ task_id: taskId, answer: filled("your answer", 20_000) });
export const commentInput = z.strictObject({
  task_id: taskId,
  form_key: z.uuid(),
  comment: filled("your comment", 20_000),
});
export const draftInput = z.strictObject({
  task_id: taskId,
  field: z.enum(["answer", "comment"]),
  body: typed("something", 20_000),
});
