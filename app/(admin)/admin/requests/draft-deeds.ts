import type { ActionResult } from "@/lib/actions";
import type { Refusal } from "../form-state";

/** What the editor was last told; `chosen` gives the checked recipients back after a refusal. */
export type DraftState = { nth: number; refusal: Refusal | null; chosen: string[] | null };

type Deed =
  | { kind: "save" | "add" | "send" }
  | { kind: "remove" | "up" | "down"; taskId: string }
  | { kind: "unfinished"; refusal: ActionResult };

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
    return { kind: "unfinished", refusal: { ok: false, code: "invalid", message: half, fields: { task_title: half } } };
  }
  if (kind === "send" || kind === "add") return { kind };
  return { kind: written ? "add" : "save" };
}

/** The names that a new task's fields bear in the editor, where `title` is the request's own. */
export const taskWords: Record<string, string> = {
  kind: "task_kind",
  title: "task_title",
  description: "task_description",
};

/** A refusal with everything that was typed in the editor, its fields under the editor's names. */
export function saidTyped(
  nth: number,
  form: FormData,
  result: Refusal,
  words: Record<string, string>,
): DraftState {
  const names = ["title", "note", "due_on", "task_kind", "task_title", "task_description"];
  const fields = Object.entries(result.fields ?? {}).map(([name, said]) => [words[name] ?? name, said]);
  return {
    nth,
    refusal: {
      ...result,
      fields: Object.fromEntries(fields) as Record<string, string>,
      values: Object.fromEntries(names.map((name) => [name, textOf(form, name)])),
    },
    chosen: form.getAll("recipient_ids").filter((id) => typeof id === "string"),
  };
}
