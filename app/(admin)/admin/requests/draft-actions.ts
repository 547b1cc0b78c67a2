"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { staffAction, type ActionResult } from "@/lib/actions";
import { saveRequest } from "@/lib/requests/edit-draft";
import {
  addTask,
  duplicateTask,
  editTask,
  moveTask,
  orderTasks,
  removeTask,
} from "@/lib/requests/edit-tasks";
import {
  draftRequestInput,
  moveTaskInput,
  orderTasksInput,
  sendInput,
  taskOfDraftInput,
} from "@/lib/requests/input";
import { sendRequest } from "@/lib/requests/send-request";
import { changedTaskInput, newTaskInput } from "@/lib/requests/task-of-request-input";
import { isTaskKind } from "@/lib/tasks/kinds";
import type { Refusal } from "../form-state";
import { textIn } from "../form-fields";
import { blamedOnTask, deedOf, draftOf, halfWritten, taskOf, type Deed } from "./draft-deeds";
import { openIn, refusedDraft, savedDraft, type DraftState } from "./draft-state";

const saved = staffAction("requests.write", draftRequestInput, async (staff, input) => {
  const { request_id, title, note, due_on, needs_review, recipient_ids, version } = input;
  const edit = { title, note, dueOn: due_on, needsReview: needs_review, recipientIds: recipient_ids };
  await saveRequest(staff, request_id, edit, version, { draftOnly: true });
});

const added = staffAction("requests.write", newTaskInput, (staff, { request_id, task }) =>
  addTask(staff, request_id, task),
);

const changed = staffAction("requests.write", changedTaskInput, (staff, input) =>
  editTask(staff, input.request_id, input.task_id, input.task, input.version),
);

const copied = staffAction("requests.write", taskOfDraftInput, (staff, { request_id, task_id }) =>
  duplicateTask(staff, request_id, task_id),
);

const removed = staffAction("requests.write", taskOfDraftInput, (staff, { request_id, task_id }) =>
  removeTask(staff, request_id, task_id),
);

const moved = staffAction("requests.write", moveTaskInput, (staff, { request_id, task_id, direction }) =>
  moveTask(staff, request_id, task_id, direction),
);

const ordered = staffAction("requests.write", orderTasksInput, (staff, { request_id, order }) =>
  orderTasks(staff, request_id, order),
);

const sent = staffAction("requests.send", sendInput, async (staff, { request_id, times_sent }) => {
  await sendRequest(staff, request_id, times_sent);
  return request_id;
});

/**
 * The editor of a draft is one form, so that every button keeps what is typed anywhere in it: the draft is saved
 * first, then the task that stands open, then the button's own deed is done.
 */
export async function editDraft(last: DraftState | null, form: FormData): Promise<DraftState> {
  const nth = (last?.nth ?? 0) + 1;
  const deed = deedOf(form);
  const kept = await saved(draftOf(form));
  if (!kept.ok) return refusedDraft(nth, form, kept, false);
  const open = await openTaskKept(deed, form);
  if (!open.ok) {
    revalidatePath("/admin", "layout");
    return refusedDraft(nth, form, blamedOnTask(open), true);
  }
  if (deed.kind === "send") {
    const result = await sent({ request_id: form.get("request_id"), times_sent: form.get("times_sent") });
    if (result.ok) redirect(`/admin/requests/${result.data}?sent=1`);
    revalidatePath("/admin", "layout");
    return savedDraft(nth, openIn(form), { said: "", refusal: result });
  }
  const done = await deedDone(nth, deed, form, open.data);
  revalidatePath("/admin", "layout");
  return done;
}

/** What became of the task in the open fields: the id of one that was added. */
type Kept = { added: string | null };
const nothing: ActionResult<Kept> = { ok: true, data: { added: null } };

/** Saves the task in the open fields, unless they are cancelled, its task is removed, or nothing was written. */
async function openTaskKept(deed: Deed, form: FormData): Promise<ActionResult<Kept>> {
  const open = openIn(form);
  if (!open || deed.kind === "cancel" || (deed.kind === "remove" && deed.taskId === open.id)) return nothing;
  const { asked, begun } = taskOf(form);
  const request_id = form.get("request_id");
  if (open.id !== null) {
    const version = form.get("task_version");
    const result = await changed({ request_id, task_id: open.id, task: asked, version });
    return result.ok ? nothing : result;
  }
  if (!begun && deed.kind !== "task") return nothing;
  if (deed.kind === "send") return halfWritten;
  const result = await added({ request_id, task: asked });
  return result.ok ? { ok: true, data: { added: result.data } } : result;
}

async function deedDone(
  nth: number,
  deed: Exclude<Deed, { kind: "send" }>,
  form: FormData,
  { added }: Kept,
): Promise<DraftState> {
  const request_id = form.get("request_id");
  const open = openIn(form);
  // a task that was added stands in the list now
  const still = added ? null : open;
  const one = "taskId" in deed ? { request_id, task_id: deed.taskId } : null;
  const refused = (refusal: Refusal) => savedDraft(nth, still, { said: "", refusal });
  const or = (result: ActionResult<unknown>, state: DraftState) => (result.ok ? state : refused(result));
  switch (deed.kind) {
    case "save":
      return savedDraft(nth, still, { said: "Saved.", added });
    case "task":
    case "cancel":
      return savedDraft(nth, null, {
        focus: open?.id ? `edit-${open.id}` : `new-${open?.kind ?? "tick"}`,
        said: deed.kind === "cancel" ? "Closed." : added ? "Task added." : "Task saved.",
        added,
      });
    case "new":
      return isTaskKind(deed.of)
        ? savedDraft(nth, { kind: deed.of, id: null }, { focus: "task_title", said: "A new task is open." })
        : savedDraft(nth, null, { said: "" });
    case "edit": {
      const kind = form.get(`kind_${deed.taskId}`);
      const task = isTaskKind(kind) ? { kind, id: deed.taskId } : null;
      return savedDraft(nth, task, { focus: "task_title", said: "The task is open." });
    }
    case "copy": {
      const copy = await copied(one);
      if (!copy.ok) return refused(copy);
      const kind = form.get(`kind_${deed.taskId}`);
      const task = isTaskKind(kind) ? { kind, id: copy.data } : null;
      return savedDraft(nth, task, { focus: "task_title", said: "Copied. The copy is open." });
    }
    case "remove":
      return or(
        await removed(one),
        savedDraft(nth, still?.id === deed.taskId ? null : still, { focus: "tasks", said: "Task removed." }),
      );
    case "up":
    case "down":
      return or(
        await moved({ ...one, direction: deed.kind }),
        savedDraft(nth, still, { focus: `${deed.kind}-${deed.taskId}`, said: `Moved ${deed.kind}.` }),
      );
    case "order":
      return or(
        await ordered({ request_id, order: textIn(form, "order").split(" ") }),
        savedDraft(nth, still, { said: "The new order is saved." }),
      );
  }
}
