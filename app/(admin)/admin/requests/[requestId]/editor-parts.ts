import { taskTexts } from "@/lib/tasks/task-text";
import type { TaskDetails, TaskKind } from "@/lib/tasks/kinds";
import type { DraftState } from "../draft-state";
import type { Person } from "./recipients";
import type { Attached } from "./task-documents";

/** A task as the editor shows it. */
export type DraftTask = {
  id: string;
  kind: TaskKind;
  title: string;
  description: string;
  details: TaskDetails;
  forEveryone: boolean;
  allMust: boolean;
  recipientIds: string[];
  version: number;
  /** What is attached for the client to read, and the key of the form that attaches more. */
  reading: Attached[];
  formKey: string;
};

/** What the parts of the editor share. */
export type EditorParts = {
  state: DraftState | null;
  /** Counts the answers of the form. */
  nth: number;
  error: (name: string) => string | undefined;
  people: Person[];
  /** Something was typed since the last answer. */
  typing: boolean;
  /** The open task is being saved and closed: nothing can be typed into it any more. */
  closing?: boolean;
};

/** The ids of a task's fields by their names in a refusal, in the order of the form. */
export const taskFieldIds: Record<string, string> = Object.fromEntries(
  [...taskTexts, "recipient_ids"].map((name) => [`task_${name}`, `task_${name}`]),
);
