import "server-only";
import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { withFirm } from "@/db/client";
import { requestRecipients, requests, workItems } from "@/db/schema/work";
import type { StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { Refused } from "@/lib/refused";
import { createRequest, saveRequest, withdrawRequest } from "@/lib/requests/edit-draft";
import { addTask } from "@/lib/requests/edit-tasks";
import { line } from "@/lib/requests/input";
import { visibleRequests } from "@/lib/requests/queries";
import { mostTasks } from "@/lib/requests/rules";
import { requestForUpdate, sendRequest } from "@/lib/requests/send-request";
import { foundBy } from "@/lib/search";
import { typed } from "@/lib/tasks/input";
import { taskInput } from "@/lib/tasks/task-input";
import { endpoint } from "./endpoint";
import { oneOf, pageFor, pageQuery, pageShape } from "./page";
import { requestRows, requestShape, requestWholeShape, wholeRequestRows } from "./request-rows";
import { wholeTaskRows } from "./task-rows";
import { taskWholeShape } from "./task-shape";
import { dayIn, id, version } from "./values";

const tooMany = `A request holds ${String(mostTasks)} tasks at most. Make another request for the rest.`;
const recipients = z.array(id).max(200, "Name 200 recipients at most.").optional();

export const newRequestShape = z.strictObject({
  work_item_id: id,
  title: line("a title"),
  note: typed("a note", 5_000).optional(),
  due_on: dayIn,
  needs_review: z.boolean("Write true or false.").optional(),
  recipient_ids: recipients,
  tasks: z.array(taskInput).max(mostTasks, tooMany).default([]),
});

export const requestEditShape = newRequestShape
  .omit({ work_item_id: true, tasks: true })
  .partial()
  .extend({ version });

const source = {
  name: "requests",
  from: requests,
  id: requests.id,
  at: requests.createdAt,
  rows: requestRows,
};

const sendAgain = (staff: StaffActor, requestId: string) =>
  withFirm(staff, async (tx) => {
    const { timesSent } = await requestForUpdate(tx, staff, requestId);
    await sendRequest(staff, requestId, timesSent);
  });

export const requestEndpoints = [
  endpoint({
    method: "GET",
    path: "/requests",
    scope: "requests:read",
    summary: "The firm's requests without their tasks, newest first",
    query: z.strictObject({
      ...pageQuery,
      q: z.string().max(400).optional(),
      client_id: id.optional(),
      work_item_id: id.optional(),
      contact_id: id.optional(),
      status: z.enum(["draft", "sent", "withdrawn"]).optional(),
    }),
    output: pageShape(requestShape),
    act: (staff, { query: { q, client_id, work_item_id, contact_id, status, ...asked } }) =>
      pageFor(
        staff,
        source,
        allOf(
          visibleRequests(staff),
          status ? eq(requests.status, status) : sql`true`,
          work_item_id ? eq(requests.workItemId, work_item_id) : sql`true`,
          client_id
            ? sql`${requests.workItemId} in (select w.id from ${workItems} w where w.firm_id = ${staff.firmId} and w.client_id = ${client_id})`
            : sql`true`,
          contact_id
            ? sql`${requests.id} in (select rr.request_id from ${requestRecipients} rr where rr.firm_id = ${staff.firmId} and rr.contact_id = ${contact_id})`
            : sql`true`,
          foundBy(staff.firmId, "request", requests.id, q ?? ""),
        ),
        asked,
      ),
  }),
  endpoint({
    method: "POST",
    path: "/requests",
    scope: "requests:write",
    power: "requests.write",
    summary: "Draft a request with its tasks; without recipient_ids it is for every contact of the client",
    status: 201,
    input: newRequestShape,
    output: requestWholeShape,
    act: async (staff, { input }) => {
      const requestId = await createRequest(staff, {
        workItemId: input.work_item_id,
        title: input.title,
        note: input.note,
        dueOn: input.due_on,
        needsReview: input.needs_review,
        recipientIds: input.recipient_ids,
        tasks: input.tasks,
      });
      return oneOf(staff, wholeRequestRows, requestId);
    },
  }),
  endpoint({
    method: "GET",
    path: "/requests/{id}",
    scope: "requests:read",
    summary: "One request with its tasks, answers, comments and files",
    output: requestWholeShape,
    act: (staff, { id: requestId }) => oneOf(staff, wholeRequestRows, requestId),
  }),
  endpoint({
    method: "PATCH",
    path: "/requests/{id}",
    scope: "requests:write",
    power: "requests.write",
    summary: "Change a request; who is added to a sent one is mailed with the next sending",
    input: requestEditShape,
    output: requestWholeShape,
    act: async (staff, { id: requestId, input }) => {
      const edit = {
        title: input.title,
        note: input.note,
        dueOn: input.due_on,
        needsReview: input.needs_review,
        recipientIds: input.recipient_ids,
      };
      await saveRequest(staff, requestId, edit, input.version);
      return oneOf(staff, wholeRequestRows, requestId);
    },
  }),
  endpoint({
    method: "POST",
    path: "/requests/{id}/tasks",
    scope: "requests:write",
    power: "requests.write",
    summary: "Add a task at the end; the recipients of a sent request are told",
    status: 201,
    input: taskInput,
    output: taskWholeShape,
    act: async (staff, { id: requestId, input }) => {
      const taskId = await addTask(staff, requestId, input).catch((problem: unknown) => {
        // a full request is no limit that time lifts
        throw problem instanceof Refused && problem.code === "limit"
          ? new Refused("invalid", problem.message)
          : problem;
      });
      return oneOf(staff, wholeTaskRows, taskId);
    },
  }),
  endpoint({
    method: "POST",
    path: "/requests/{id}/send",
    scope: "send",
    power: "requests.send",
    limit: "sendsOfRequest",
    summary: "Send a request now, or again: each recipient gets a mail with a link of its own",
    output: requestWholeShape,
    act: async (staff, { id: requestId }) => {
      await sendAgain(staff, requestId);
      return oneOf(staff, wholeRequestRows, requestId);
    },
  }),
  endpoint({
    method: "POST",
    path: "/requests/{id}/withdraw",
    scope: "requests:write",
    power: "requests.write",
    summary: "Take a sent request back: its links show it no longer",
    output: requestWholeShape,
    act: async (staff, { id: requestId }) => {
      await withdrawRequest(staff, requestId);
      return oneOf(staff, wholeRequestRows, requestId);
    },
  }),
];
