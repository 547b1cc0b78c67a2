import "server-only";
import { and, desc, eq } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { files } from "@/db/schema/conversation";
import { contacts } from "@/db/schema/people";
import { staffMembers } from "@/db/schema/staff";
import { requests, tasks, workItems } from "@/db/schema/work";
import type { StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { afterCursor, pageOf, type Page } from "@/lib/paging";
import {
  byContact,
  byStaff,
  listable,
  listedFile,
  listedOnTask,
  type ListedFile,
  type ListedOnTask,
} from "./listed";

/**
 * Everything that was given for one client, newest first, a page at a time (C4): what its contacts lodged and wrote
 * with, what staff attached for them, and what is kept with the client itself.
 */
export async function filesOfClient(
  staff: StaffActor,
  clientId: string,
  cursor: string | undefined,
): Promise<Page<ListedOnTask | ListedFile>> {
  return withFirm(staff, async (tx) => {
    // each is served by its own index; together no index would do
    const [onTasks, kept] = [
      await onTasksOfClient(tx, staff, clientId, cursor),
      await keptWithClient(tx, staff, clientId, cursor),
    ];
    return pageOf<ListedOnTask | ListedFile>([...onTasks, ...kept].sort(newestFirst));
  });
}

const newestFirst = (a: ListedFile, b: ListedFile): number =>
  b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1);

/** From the client's work down to its files: as many steps as the client has tasks, whatever the firm has. */
export const onTasksOfClient = (tx: Tx, staff: StaffActor, clientId: string, cursor: string | undefined) =>
  tx
    .select(listedOnTask)
    .from(workItems)
    .innerJoin(requests, and(eq(requests.firmId, workItems.firmId), eq(requests.workItemId, workItems.id)))
    .innerJoin(tasks, and(eq(tasks.firmId, requests.firmId), eq(tasks.requestId, requests.id)))
    .innerJoin(files, and(eq(files.firmId, tasks.firmId), eq(files.taskId, tasks.id)))
    .leftJoin(contacts, byContact)
    .leftJoin(staffMembers, byStaff)
    .where(
      allOf(
        listable(staff),
        eq(workItems.firmId, staff.firmId),
        eq(workItems.clientId, clientId),
        afterCursor(cursor, files.receivedAt, files.id),
      ),
    )
    .orderBy(desc(files.receivedAt), desc(files.id))
    .limit(pageOf.size + 1);

const keptWithClient = (tx: Tx, staff: StaffActor, clientId: string, cursor: string | undefined) =>
  tx
    .select(listedFile)
    .from(files)
    .leftJoin(contacts, byContact)
    .leftJoin(staffMembers, byStaff)
    .where(
      allOf(listable(staff), eq(files.clientId, clientId), afterCursor(cursor, files.receivedAt, files.id)),
    )
    .orderBy(desc(files.receivedAt), desc(files.id))
    .limit(pageOf.size + 1);
