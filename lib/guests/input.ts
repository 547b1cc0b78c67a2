import { z } from "zod";

const noEmail = "Type the email address of the person you want to ask.";

export const askGuestInput = z.strictObject({
  task_id: z.uuid("That task is not one of yours."),
  email: z.string(noEmail).min(1, noEmail).max(254, noEmail),
});
export const oneGuest = z.strictObject({
  task_id: z.uuid("That task is not one of yours."),
  guest_id: z.uuid("That person is not in the list."),
});
