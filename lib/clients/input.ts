import { z } from "zod";
import { day, line } from "@/lib/requests/input";

const id = (what: string) => z.uuid(`That ${what} does not exist any more.`);

export const newClientInput = z.strictObject({
  name: line("the client's name"),
  kind: z.enum(["company", "person"], "Choose company or person."),
});
export const newContactInput = z.strictObject({
  client_id: id("client"),
  first_name: line("the first name", 100),
  last_name: line("the last name", 100),
  email: z.string("Write the email address.").min(1, "Write the email address."),
  phone: z
    .string()
    .max(40, "Keep the telephone number under 40 characters.")
    .optional()
    .transform((text) => text?.trim() ?? ""),
});
export const contactInput = z.strictObject({ contact_id: id("contact") });
export const newWorkItemInput = z.strictObject({
  client_id: id("client"),
  title: line("a title"),
  starts_on: day,
  due_on: day,
});
export const workItemInput = z.strictObject({ work_item_id: id("work item") });
export const completeWorkInput = z.strictObject({
  work_item_id: id("work item"),
  open_tasks: z.coerce
    .number()
    .int()
    .min(0)
    .optional()
    .transform((n) => n ?? -1),
});
