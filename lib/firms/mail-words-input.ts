import { z } from "zod";

/** Whether mails carry the words of comments (Settings › Client portal). */
export const mailWordsInput = z.strictObject({ carry: z.literal("yes").optional() });
