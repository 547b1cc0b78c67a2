import { z } from "zod";
import { taskInput } from "@/lib/tasks/task-input";
import { taskOfDraftInput, version } from "./input";

/** A task as the editor's form asks it, and the request it goes into. */
export const newTaskInput = z.strictObject({ request_id: z.uuid(), task: taskInput });
export const changedTaskInput = taskOfDraftInput.extend({ task: taskInput, version });
