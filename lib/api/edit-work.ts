import "server-only";
import { z } from "zod";
import { withFirm, type Tx } from "@/db/client";
import type { StaffActor } from "@/lib/access/actor";
import { editTask } from "@/lib/requests/edit-tasks";
import { requestForUpdate } from "@/lib/requests/send-request";
import { typed } from "@/lib/tasks/input";
import { taskFields, taskInput } from "@/lib/tasks/task-input";
import { archiveWorkItem, restoreWorkItem, workItemForUpdate } from "@/lib/work-items/archive-work-item";
import { completeWorkItem, reopenWorkItem } from "@/lib/work-items/complete-work-item";
import { editWorkItem } from "@/lib/work-items/edit-work-item";
import { openTasksOfWork } from "@/lib/work-items/queries";
import { insistUnchanged } from "@/lib/edited";
import { endpoint } from "./endpoint";
import { oneOf } from "./page";
import { invalid } from "./problem";
import { staffByAddress } from "./staff-by-address";
import { wholeTaskRows } from "./task-rows";
import { taskWholeShape } from "./task-shape";
import { id, version } from "./values";
import { newWorkItemShape, statuses, workItemRows, workItemShape } from "./work-items";

export const workItemEditShape = newWorkItemShape
  .omit({ client_id: true })
  .partial()
  .extend({
    status: z.enum(statuses, "Choose a status.").optional(),
    archived: z.boolean("Write true or false.").optional(),
    version,
  });

export const taskEditShape = taskFields.partial().extend({
  // without the defaults of a new task: absent means unchanged
  description: typed("a description", 5_000).optional(),
  all_must: z.boolean("Write true or false.").optional(),
  recipient_ids: z
    .array(id)
    .min(1, "Choose at least one recipient for this task.")
    .max(200)
    .nullable()
    .optional(),
  version,
});

type Edit = z.output<typeof workItemEditShape>;

/** Days, title, owner and status; work that is completed is set back first where a status is given. */
async function editFields(tx: Tx, staff: StaffActor, workItemId: string, edit: Edit): Promise<void> {
  const { title, starts_on, due_on, owner_email, status, version: seen } = edit;
  const work = await workItemForUpdate(tx, staff, workItemId);
  await insistUnchanged(tx, staff, work, seen, {
    now: { title: work.title, starts_on: work.startsOn ?? "", due_on: work.dueOn ?? "", status: work.status },
    typed: {
      title: title ?? work.title,
      starts_on: (starts_on === undefined ? work.startsOn : starts_on) ?? "",
      due_on: (due_on === undefined ? work.dueOn : due_on) ?? "",
      status: status ?? work.status,
    },
  });
  const wanted = status === "completed" ? undefined : status;
  if (wanted) await reopenWorkItem(staff, workItemId);
  if ([title, starts_on, due_on, owner_email, wanted].every((value) => value === undefined)) return;
  await editWorkItem(staff, workItemId, {
    title: title ?? work.title,
    startsOn: starts_on === undefined ? work.startsOn : starts_on,
    dueOn: due_on === undefined ? work.dueOn : due_on,
    ownerId: owner_email === undefined ? work.ownerId : await staffByAddress(staff, owner_email),
    status: wanted ?? (work.status === "completed" ? "in_progress" : work.status),
  });
}

type Present = z.output<typeof taskWholeShape>;
const specials = [
  "confirm",
  "wanted",
  "options",
  "several",
  "transaction",
  "categories",
  "explanation",
  "receipt",
] as const;

/** A task as it would be sent in anew, with what the edit changes; another kind begins without the fields of the old. */
function merged(now: Present, { version: _, ...edit }: z.output<typeof taskEditShape>) {
  const kept = edit.kind === undefined || edit.kind === now.kind ? specials : [];
  const given = Object.entries({
    kind: now.kind,
    title: now.title,
    description: now.description,
    all_must: now.all_must,
    recipient_ids: now.recipient_ids,
    ...Object.fromEntries(kept.map((name) => [name, now[name]])),
    ...Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined)),
  });
  const read = taskInput.safeParse(Object.fromEntries(given.filter(([, value]) => value !== null)));
  if (!read.success) throw invalid(read.error);
  return read.data;
}

export const workEdits = [
  endpoint({
    method: "PATCH",
    path: "/work-items/{id}",
    scope: "work-items:write",
    power: "work.write",
    summary: "Change a work item, complete it (open tasks are closed unanswered), or set it back",
    input: workItemEditShape,
    output: workItemShape,
    act: (staff, { id: workItemId, input }) =>
      withFirm(staff, async (tx) => {
        await editFields(tx, staff, workItemId, input);
        if (input.status === "completed")
          await completeWorkItem(staff, workItemId, await openTasksOfWork(tx, staff, workItemId));
        if (input.archived === true) await archiveWorkItem(staff, workItemId);
        if (input.archived === false) await restoreWorkItem(staff, workItemId);
        return oneOf(staff, workItemRows, workItemId);
      }),
  }),
  endpoint({
    method: "PATCH",
    path: "/tasks/{id}",
    scope: "tasks:write",
    power: "requests.write",
    summary: "Change a task; of a sent request while nobody has answered it",
    input: taskEditShape,
    output: taskWholeShape,
    act: (staff, { id: taskId, input }) =>
      withFirm(staff, async (tx) => {
        const { request_id } = await oneOf(staff, wholeTaskRows, taskId);
        await requestForUpdate(tx, staff, request_id);
        const now = await oneOf(staff, wholeTaskRows, taskId);
        await editTask(staff, request_id, taskId, merged(now, input), input.version);
        return oneOf(staff, wholeTaskRows, taskId);
      }),
  }),
];
