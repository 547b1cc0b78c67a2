import type { TaskKind } from "@/lib/tasks/kinds";
import { taskTexts } from "@/lib/tasks/task-text";
import { chosenIn, textIn } from "../form-fields";
import type { Refusal } from "../form-state";
import { taskField, type OpenTask } from "./draft-deeds";

/** What the editor was last told. */
export type DraftState = {
  nth: number;
  refusal: Refusal | null;
  /** After a "no": the texts to give back to the fields, boxes as "on" or "". Null: the fields show what is saved. */
  typed: Record<string, string> | null;
  /** After a "no": whom the request, and the open task, were to go to. */
  chosen: string[];
  taskChosen: string[];
  /** The versions that the typed texts stand on; null where they are the saved ones. */
  seen: { draft: number | null; task: number | null };
  open: OpenTask | null;
  /** The task that was added just now: its documents can be attached at once. */
  added: string | null;
  /** The id of what takes the focus, since the pressed button may be gone. */
  focus: string | null;
  /** Read out politely. */
  said: string;
};

const fields = ["title", "note", "due_on", "needs_review", "task_for", ...taskTexts.map(taskField)];

/** The task that stood open when the button was pressed. */
export function openIn(form: FormData): OpenTask | null {
  const kind = textIn(form, "task_kind");
  return kind === "" ? null : { kind: kind as TaskKind, id: textIn(form, "task_id") || null };
}

const versionIn = (form: FormData, refusal: Refusal, name: string): number =>
  Number(refusal.fields?.[name] ?? textIn(form, name));

/** After a "no": everything that was typed stays, on the version it was typed on, or on the one that was shown now. */
export function refusedDraft(nth: number, form: FormData, refusal: Refusal, draftKept: boolean): DraftState {
  return {
    nth,
    refusal,
    typed: Object.fromEntries(fields.map((name) => [name, textIn(form, name)])),
    chosen: chosenIn(form, "recipient_ids"),
    taskChosen: chosenIn(form, "task_recipient_ids"),
    seen: {
      draft: draftKept ? null : versionIn(form, refusal, "version"),
      task: versionIn(form, refusal, "task_version"),
    },
    open: openIn(form),
    added: null,
    focus: null,
    said: "",
  };
}

/** After a "yes", or a "no" to the deed that came after saving: the page shows what is saved. */
export const savedDraft = (
  nth: number,
  open: OpenTask | null,
  { focus = null, said, refusal = null, added = null }: Partial<DraftState> & { said: string },
): DraftState => ({
  nth,
  refusal,
  typed: null,
  chosen: [],
  taskChosen: [],
  seen: { draft: null, task: null },
  open,
  added,
  focus,
  said,
});
