import { z } from "zod";
import { dayText } from "@/lib/day-input";
import { oneLine } from "@/lib/one-line";
import { typed } from "@/lib/tasks/input";

const id = (what: string) => z.uuid(`That ${what} does not exist any more.`);
export const line = (what: string, most = 200) =>
  z
    .string(`Write ${what}.`)
    .transform(oneLine)
    .pipe(z.string().min(1, `Write ${what}.`).max(most, `Keep ${what} under ${most} characters.`));

/** A calendar day from a date field, or nothing. */
export const day = z
  .union([z.literal(""), dayText()])
  .optional()
  .transform((text) => text || null);

const many = z
  .union([z.array(z.uuid()), z.uuid().transform((one) => [one])])
  .optional()
  .transform((ids) => ids ?? []);

/** The version that a form was drawn with (W12). */
export const version = z.coerce.number().int().min(0);

export const newRequestInput = z.strictObject({
  work_item_id: z.uuid("Choose the work that this is for."),
  title: line("a title"),
  /** The only one who is asked; without it, everybody of the client. */
  contact_id: id("contact").optional(),
});
/** A new request for a client: on work that is there, or on a new work item. */
export const requestForClientInput = z
  .strictObject({
    client_id: z.uuid("Choose a client."),
    work_item_id: z.union([z.literal("new"), z.uuid()], "Choose the work that this is for."),
    new_work: z.string().default("").transform(oneLine),
    title: line("a title"),
    contact_id: id("contact").optional(),
  })
  .superRefine(({ work_item_id, new_work }, context) => {
    if (work_item_id !== "new") return;
    const said =
      new_work === "" ? "Write what the new work item is." : "Keep the title under 200 characters.";
    if (new_work === "" || new_work.length > 200)
      context.addIssue({ code: "custom", path: ["new_work"], message: said });
  });
export const clientOfRequestInput = z.strictObject({ client_id: z.uuid("Choose a client.") });
export const draftRequestInput = z.strictObject({
  request_id: id("request"),
  title: line("a title"),
  note: typed("a note", 5_000),
  due_on: day,
  needs_review: z.boolean(),
  recipient_ids: many,
  version,
});
/** What may change of a request that was sent. */
export const sentRequestInput = z.strictObject({
  request_id: id("request"),
  title: line("a title"),
  note: typed("a note", 5_000),
  recipient_ids: many,
  due_on: day,
  needs_review: z.literal("on").optional(),
  version,
});
export const orderTasksInput = z.strictObject({
  request_id: id("request"),
  order: z.array(z.uuid()).max(200),
});
export const oneRequest = z.strictObject({ request_id: id("request") });
export const taskOfDraftInput = z.strictObject({ request_id: id("request"), task_id: id("task") });
export const copyRequestInput = z.strictObject({
  request_id: id("request"),
  work_item_id: z.uuid("Choose the work that the copy is for."),
});
export const moveTaskInput = z.strictObject({
  request_id: id("request"),
  task_id: id("task"),
  direction: z.enum(["up", "down"]),
});
export const sendInput = z.strictObject({
  request_id: id("request"),
  times_sent: z.coerce.number().int().min(0),
});
export const sendToOneInput = z.strictObject({ request_id: id("request"), message_id: id("mail") });
