import { z } from "zod";

const wanted = "Write a whole number of seconds from 0 to 60.";

export const undoSecondsInput = z.strictObject({
  undo_seconds: z
    .string(wanted)
    .trim()
    .regex(/^\d{1,2}$/, wanted)
    .transform(Number)
    .pipe(z.number().max(60, wanted)),
});
