import "server-only";
import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { requestRecipients, requests, tasks, workItems } from "@/db/schema/work";
import type { StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { visibleRequests } from "@/lib/requests/queries";
import { visibleTasks } from "@/lib/tasks/queries";
import { wholeTaskRows } from "./task-rows";
import { taskWholeShape } from "./task-shape";
import { at, atOrNull, dayOut, instant } from "./values";

export const requestShape = z.strictObject({
  id: z.uuid(),
  work_item_id: z.uuid(),
  client_id: z.uuid(),
  title: z.string(),
  note: z.string(),
  due_on: dayOut.nullable(),
  status: z.enum(["draft", "sent", "withdrawn"]),
  needs_review: z.boolean(),
  recipient_ids: z.array(z.uuid()),
  task_count: z.int(),
  done_count: z.int(),
  sent_at: instant.nullable(),
  times_sent: z.int(),
  withdrawn_at: instant.nullable(),
  created_at: instant,
  version: z.int(),
});

/** A request with its tasks, and of these answers, comments and files. */
export const requestWholeShape = requestShape.extend({ tasks: z.array(taskWholeShape) });

const countOf = (state: string) =>
  sql<number>`(select count(*)::int from tasks t where t.firm_id = requests.firm_id and t.request_id = requests.id and (${state} = '' or t.state = ${state}))`;

/** Requests as the lists of the API show them. */
export async function requestRows(tx: Tx, staff: StaffActor, ids: string[]) {
  const found = await tx
    .select({ request: requests, clientId: workItems.clientId, all: countOf(""), done: countOf("done") })
    .from(requests)
    .innerJoin(workItems, and(eq(workItems.firmId, requests.firmId), eq(workItems.id, requests.workItemId)))
    .where(allOf(visibleRequests(staff), inArray(requests.id, ids)));
  const people = await tx
    .select()
    .from(requestRecipients)
    .where(and(eq(requestRecipients.firmId, staff.firmId), inArray(requestRecipients.requestId, ids)))
    .orderBy(asc(requestRecipients.contactId));
  return found.map(({ request, clientId, all, done }): z.output<typeof requestShape> => ({
    id: request.id,
    work_item_id: request.workItemId,
    client_id: clientId,
    title: request.title,
    note: request.note,
    due_on: request.dueOn,
    status: request.status,
    needs_review: request.needsReview,
    recipient_ids: people.filter((row) => row.requestId === request.id).map((row) => row.contactId),
    task_count: all,
    done_count: done,
    sent_at: atOrNull(request.sentAt),
    times_sent: request.timesSent,
    withdrawn_at: atOrNull(request.withdrawnAt),
    created_at: at(request.createdAt),
    version: request.version,
  }));
}

/** One request with its tasks. */
export async function wholeRequestRows(
  tx: Tx,
  staff: StaffActor,
  ids: string[],
): Promise<z.output<typeof requestWholeShape>[]> {
  const list = await requestRows(tx, staff, ids);
  if (list.length === 0) return [];
  const taskIds = await tx
    .select({ id: tasks.id })
    .from(tasks)
    .where(allOf(visibleTasks(staff), inArray(tasks.requestId, ids)));
  const whole = await wholeTaskRows(
    tx,
    staff,
    taskIds.map((row) => row.id),
  );
  return list.map((request) => ({
    ...request,
    tasks: whole.filter((task) => task.request_id === request.id),
  }));
}
