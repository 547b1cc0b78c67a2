import type { TaskKind } from "@/lib/tasks/kinds";
import { askedOf, fieldBlamed, taskTexts, type TaskText } from "@/lib/tasks/task-text";
import { chosenIn, textIn } from "../form-fields";
import type { Refusal } from "../form-state";

/** The task whose fields stand open in the editor: a new one of a kind, or one of the draft's. */
export type OpenTask = { kind: TaskKind; id: string | null };

/** What a press of a button in the editor asks for beyond keeping what is typed. */
export type Deed =
  | { kind: "save" | "task" | "cancel" | "order" }
  | { kind: "send" }
  | { kind: "new"; of: string }
  | { kind: "edit" | "copy" | "remove" | "up" | "down"; taskId: string };

const plain = ["save", "task", "cancel", "order"] as const;
const ofTask = ["edit", "copy", "remove", "up", "down"] as const;

/** What the pressed button asks for; without one, to save. */
export function deedOf(form: FormData): Deed {
  const [word = "", about = ""] = textIn(form, "deed").split(":");
  if (word === "send") return { kind: word };
  if (word === "new") return { kind: word, of: about };
  const one = ofTask.find((kind) => kind === word);
  if (one) return { kind: one, taskId: about };
  return { kind: plain.find((kind) => kind === word) ?? "save" };
}

/** The editor's own fields, before their shape is checked. */
export const draftOf = (form: FormData) => ({
  request_id: form.get("request_id"),
  title: form.get("title"),
  note: form.get("note"),
  due_on: form.get("due_on"),
  needs_review: form.get("needs_review") === "on",
  recipient_ids: form.getAll("recipient_ids"),
  version: form.get("version"),
});

/** The fields of a task bear this before their name, since `title` is the request's own. */
export const taskField = (name: string): string => `task_${name}`;

const textsIn = (form: FormData): TaskText =>
  Object.fromEntries(taskTexts.map((name) => [name, textIn(form, taskField(name))])) as TaskText;

/** Fields that are empty until somebody writes: with one of them a new task is begun, and no button drops it. */
const written = [
  "title",
  "description",
  "confirm",
  "wanted",
  "options",
  "date",
  "payee",
  "amount",
  "account",
  "bank_text",
  "categories",
] as const;

/** The task in the open fields as taskInput takes it, and whether anything was written into a new one. */
export function taskOf(form: FormData) {
  const kind = textIn(form, "task_kind");
  const text = textsIn(form);
  const only =
    textIn(form, "task_for") === "some" ? { recipient_ids: chosenIn(form, "task_recipient_ids") } : {};
  return {
    id: textIn(form, "task_id") || null,
    kind,
    asked: { ...askedOf(kind, text), ...only },
    begun: written.some((name) => text[name].trim() !== ""),
  };
}

/** A refusal of the task's shape or verb, with the editor's names of its fields. */
export function blamedOnTask(refusal: Refusal): Refusal {
  const { version, ...rest } = refusal.fields ?? {};
  const blamed = Object.entries(rest).map(([path, message]) =>
    fieldBlamed(path.replace(/^task\./, ""), message),
  );
  const fields = Object.fromEntries(
    blamed.map(({ field, said }): [string, string] => [taskField(field), said]),
  );
  return {
    ...refusal,
    // a shape's refusal is its first field's sentence
    message: refusal.code === "invalid" ? (blamed[0]?.said ?? refusal.message) : refusal.message,
    fields: version === undefined ? fields : { ...fields, task_version: version },
  };
}

const half = "You began to write this task. Add it, or cancel it, then send.";

/** A task that is being written is never dropped: sending asks about it. */
export const halfWritten: Refusal = {
  ok: false,
  code: "invalid",
  message: half,
  fields: { task_title: half },
};
