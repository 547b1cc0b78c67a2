import type { Refusal } from "../form-state";

/** What the editor was last told, with the text and the recipients to give back to its fields. */
export type DraftState = {
  nth: number;
  refusal: Refusal | null;
  typed: Record<string, string>;
  chosen: string[] | null;
};

type TaskMove = "remove" | "up" | "down";
type Deed =
  | { kind: "save" }
  | { kind: "add" }
  | { kind: "send" }
  | { kind: TaskMove; taskId: string }
  | { kind: "unfinished"; refusal: Refusal };

const textOf = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
};

const half = "You began to write this task. Add it, or empty it, then send.";

/**
 * What the pressed button asks for; without one, to save. A task that is being written is never dropped: saving
 * adds it, sending asks about it.
 */
export function deedOf(form: FormData): Deed {
  const [kind = "", taskId = ""] = textOf(form, "deed").split(":");
  const written = textOf(form, "task_title").trim() !== "" || textOf(form, "task_description").trim() !== "";
  if (kind === "remove" || kind === "up" || kind === "down") return { kind, taskId };
  if (kind === "send" && written) {
    return {
      kind: "unfinished",
      refusal: { ok: false, code: "invalid", message: half, fields: { task_title: half } },
    };
  }
  if (kind === "send" || kind === "add") return { kind };
  return written ? { kind: "add" } : { kind: "save" };
}

/** The names that a new task's fields bear in the editor, where `title` is the request's own. */
export const taskWords: Record<string, string> = {
  kind: "task_kind",
  title: "task_title",
  description: "task_description",
};

const taskFields = Object.values(taskWords);

const typedIn = (form: FormData, names: string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, textOf(form, name)]));

/** After a "no": everything that was typed, and the fields to blame under the editor's names. */
export function refusedDraft(
  nth: number,
  form: FormData,
  result: Refusal,
  words: Record<string, string> = {},
): DraftState {
  const fields = Object.entries(result.fields ?? {}).map(([name, said]): [string, string] => [
    words[name] ?? name,
    said,
  ]);
  return {
    nth,
    refusal: { ...result, fields: Object.fromEntries(fields) },
    typed: typedIn(form, ["title", "note", "due_on", ...taskFields]),
    chosen: form.getAll("recipient_ids").filter((id) => typeof id === "string"),
  };
}

/** After a "yes": the page shows what was saved; a task that is still being written stays in its fields. */
export const savedDraft = (nth: number, form: FormData, added: boolean): DraftState => ({
  nth,
  refusal: null,
  typed: added ? {} : typedIn(form, taskFields),
  chosen: null,
});
