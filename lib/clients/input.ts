import { z } from "zod";
import { day, line } from "@/lib/requests/input";

/** The code that says again who is there, where it is asked for. */
const proof = z.string().max(256).default("");

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
export const eraseContactInput = contactInput.extend({ name: line("the contact's name", 201), proof });
export const newWorkItemInput = z.strictObject({
  client_id: z.uuid("Choose a client."),
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

/** The rows that a deed is done on, at most a page of them. */
export const chosenInput = z.strictObject({
  rows: z
    .array(z.strictObject({ id: id("row"), seen: z.number().int().min(0).optional() }))
    .min(1, "Choose at least one row.")
    .max(100, "Choose at most 100 rows."),
});

/** The version that a form was drawn with (W12). */
const version = z.coerce.number().int().min(0).optional();

export const editClientInput = newClientInput.extend({ client_id: id("client"), version });
export const clientInput = z.strictObject({ client_id: id("client") });

const several = z
  .union([z.array(z.string()), z.string().transform((one) => [one])])
  .optional()
  .transform((ids) => (ids ?? []).filter((text) => text !== ""))
  .pipe(z.array(id("client")).max(500, "Choose at most 500 clients."));

export const editContactInput = newContactInput
  .omit({ client_id: true })
  .extend({ contact_id: id("contact"), client_ids: several, version, proof });

export const editWorkItemInput = newWorkItemInput.omit({ client_id: true }).extend({
  work_item_id: id("work item"),
  owner_id: z.uuid("Choose an owner."),
  status: z.enum(["planned", "ready", "in_progress", "waiting"], "Choose a status."),
  version,
});
