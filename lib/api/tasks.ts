import "server-only";
import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { tasks } from "@/db/schema/work";
import { allOf } from "@/lib/access/conditions";
import { addStaffComment } from "@/lib/comments/add-comment";
import { taskKinds, taskStates } from "@/lib/tasks/kinds";
import { typed } from "@/lib/tasks/input";
import { visibleTasks } from "@/lib/tasks/queries";
import { acceptTask, closeDeclinedTask, sendBackTask } from "@/lib/tasks/review-task";
import { endpoint } from "./endpoint";
import { oneOf, pageFor, pageQuery, pageShape } from "./page";
import { taskRows, wholeTaskRows } from "./task-rows";
import { commentShape, taskShape, taskWholeShape } from "./task-shape";
import { id } from "./values";

const filled = (what: string, most: number) =>
  typed(what, most).refine((text) => text.trim() !== "", `Write ${what} first.`);

export const newCommentShape = z.strictObject({
  body: filled("your comment", 20_000),
  file_ids: z.array(id).max(50, "Attach 50 files at most.").default([]),
});
export const sendBackShape = z.strictObject({
  reason: filled("the reason, which the client reads", 5_000),
  contact_id: id.optional(),
});

const source = { name: "tasks", from: tasks, id: tasks.id, at: tasks.createdAt, rows: taskRows };

export const taskEndpoints = [
  endpoint({
    method: "GET",
    path: "/tasks",
    scope: "tasks:read",
    summary: "The firm's tasks without comments and files, newest first",
    query: z.strictObject({
      ...pageQuery,
      request_id: id.optional(),
      state: z.enum(taskStates).optional(),
      kind: z.enum(taskKinds).optional(),
    }),
    output: pageShape(taskShape),
    act: (staff, { query: { request_id, state, kind, ...asked } }) =>
      pageFor(
        staff,
        source,
        allOf(
          visibleTasks(staff),
          request_id ? eq(tasks.requestId, request_id) : sql`true`,
          state ? eq(tasks.state, state) : sql`true`,
          kind ? eq(tasks.kind, kind) : sql`true`,
        ),
        asked,
      ),
  }),
  endpoint({
    method: "GET",
    path: "/tasks/{id}",
    scope: "tasks:read",
    summary: "One task with its answers, comments and files",
    output: taskWholeShape,
    act: (staff, { id: taskId }) => oneOf(staff, wholeTaskRows, taskId),
  }),
  endpoint({
    method: "POST",
    path: "/tasks/{id}/accept",
    scope: "tasks:write",
    power: "requests.write",
    summary: "Accept what the client gave: it counts as done",
    output: taskWholeShape,
    act: async (staff, { id: taskId }) => {
      await acceptTask(staff, taskId);
      return oneOf(staff, wholeTaskRows, taskId);
    },
  }),
  endpoint({
    method: "POST",
    path: "/tasks/{id}/close-declined",
    scope: "tasks:write",
    power: "requests.write",
    summary: "Close a refusal: the task is done, and the refusal stays as its answer",
    output: taskWholeShape,
    act: async (staff, { id: taskId }) => {
      await closeDeclinedTask(staff, taskId);
      return oneOf(staff, wholeTaskRows, taskId);
    },
  }),
  endpoint({
    method: "POST",
    path: "/tasks/{id}/send-back",
    scope: "tasks:write",
    power: "requests.write",
    summary: "Send back what the client gave, with a reason that the client reads",
    input: sendBackShape,
    output: taskWholeShape,
    act: async (staff, { id: taskId, input: { reason, contact_id: contactId } }) => {
      await sendBackTask(staff, taskId, { reason, contactId });
      return oneOf(staff, wholeTaskRows, taskId);
    },
  }),
  endpoint({
    method: "POST",
    path: "/tasks/{id}/comments",
    scope: "tasks:write",
    power: "comments.write",
    summary: "Write a comment, with files that were sent for it",
    status: 201,
    input: newCommentShape,
    output: commentShape,
    act: async (staff, { id: taskId, input: { body, file_ids: fileIds } }) => {
      const commentId = await addStaffComment(staff, { taskId, formKey: randomUUID(), body, fileIds });
      const { comments } = await oneOf(staff, wholeTaskRows, taskId);
      const written = comments.find((comment) => comment.id === commentId);
      if (!written) throw new Error("A comment of a new form is new.");
      return written;
    },
  }),
];
