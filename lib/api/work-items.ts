import "server-only";
import { and, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { staffMembers } from "@/db/schema/staff";
import { workItems } from "@/db/schema/work";
import type { StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { line } from "@/lib/requests/input";
import { foundBy } from "@/lib/search";
import { createWorkItem } from "@/lib/work-items/create-work-item";
import { visibleWorkItems } from "@/lib/work-items/queries";
import { endpoint } from "./endpoint";
import { oneOf, pageFor, pageQuery, pageShape } from "./page";
import { staffByAddress } from "./staff-by-address";
import { at, atOrNull, dayIn, dayOut, id, instant, yesNo } from "./values";

export const statuses = workItems.status.enumValues;

export const workItemShape = z.strictObject({
  id: z.uuid(),
  client_id: z.uuid(),
  title: z.string(),
  status: z.enum(statuses),
  starts_on: dayOut.nullable(),
  due_on: dayOut.nullable(),
  owner_email: z.string(),
  completed_at: instant.nullable(),
  archived_at: instant.nullable(),
  created_at: instant,
  version: z.int(),
});

export const newWorkItemShape = z.strictObject({
  client_id: id,
  title: line("a title"),
  starts_on: dayIn,
  due_on: dayIn,
  owner_email: z.string().max(254).optional(),
});

/** Work items as the API shows them. */
export const workItemRows = async (
  tx: Tx,
  staff: StaffActor,
  ids: string[],
): Promise<z.output<typeof workItemShape>[]> => {
  const found = await tx
    .select({ work: workItems, ownerEmail: staffMembers.email })
    .from(workItems)
    .innerJoin(
      staffMembers,
      and(eq(staffMembers.firmId, workItems.firmId), eq(staffMembers.id, workItems.ownerId)),
    )
    .where(allOf(visibleWorkItems(staff), inArray(workItems.id, ids)));
  return found.map(({ work, ownerEmail }) => ({
    id: work.id,
    client_id: work.clientId,
    title: work.title,
    status: work.status,
    starts_on: work.startsOn,
    due_on: work.dueOn,
    owner_email: ownerEmail,
    completed_at: atOrNull(work.completedAt),
    archived_at: atOrNull(work.archivedAt),
    created_at: at(work.createdAt),
    version: work.version,
  }));
};

const source = {
  name: "work-items",
  from: workItems,
  id: workItems.id,
  at: workItems.createdAt,
  rows: workItemRows,
};

export const workItemEndpoints = [
  endpoint({
    method: "GET",
    path: "/work-items",
    scope: "work-items:read",
    summary: "The firm's work items, newest first",
    query: z.strictObject({
      ...pageQuery,
      q: z.string().max(400).optional(),
      client_id: id.optional(),
      status: z.enum(statuses).optional(),
      archived: yesNo,
    }),
    output: pageShape(workItemShape),
    act: (staff, { query: { q, client_id, status, archived, ...asked } }) =>
      pageFor(
        staff,
        source,
        allOf(
          visibleWorkItems(staff),
          client_id ? eq(workItems.clientId, client_id) : sql`true`,
          status ? eq(workItems.status, status) : sql`true`,
          archived === undefined
            ? sql`true`
            : archived
              ? isNotNull(workItems.archivedAt)
              : isNull(workItems.archivedAt),
          foundBy(staff.firmId, "work_item", workItems.id, q ?? ""),
        ),
        asked,
      ),
  }),
  endpoint({
    method: "POST",
    path: "/work-items",
    scope: "work-items:write",
    power: "work.write",
    summary: "Make a work item for a client; without owner_email the key's staff member owns it",
    status: 201,
    input: newWorkItemShape,
    output: workItemShape,
    act: async (staff, { input: { client_id, title, starts_on, due_on, owner_email } }) => {
      const workItemId = await createWorkItem(staff, {
        clientId: client_id,
        title,
        startsOn: starts_on ?? null,
        dueOn: due_on ?? null,
        ...(owner_email === undefined ? {} : { ownerId: await staffByAddress(staff, owner_email) }),
      });
      return oneOf(staff, workItemRows, workItemId);
    },
  }),
  endpoint({
    method: "GET",
    path: "/work-items/{id}",
    scope: "work-items:read",
    summary: "One work item",
    output: workItemShape,
    act: (staff, { id: workItemId }) => oneOf(staff, workItemRows, workItemId),
  }),
];
