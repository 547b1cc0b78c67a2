import "server-only";
import { and, desc, eq, sql } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { files } from "@/db/schema/conversation";
import { requests, tasks, workItems } from "@/db/schema/work";
import type { StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { afterCursor, pageOf, type Page } from "@/lib/paging";
import { visibleFiles } from "./queries";

export type FileOfContact = {
  id: string;
  at: Date;
  name: string;
  size: number;
  taskTitle: string;
  taskId: string;
  workItemId: string;
  workTitle: string;
};

/** The files that one contact gave, newest first, a page at a time (C4). */
export async function filesOfContact(
  staff: StaffActor,
  contactId: string,
  cursor: string | undefined,
): Promise<Page<FileOfContact>> {
  return withFirm(staff, async (tx) => {
    const rows = await tx
      .select({
        id: files.id,
        at: sql<Date>`${files.receivedAt}`.mapWith(files.receivedAt),
        name: files.name,
        size: files.size,
        taskTitle: tasks.title,
        taskId: tasks.id,
        workItemId: workItems.id,
        workTitle: workItems.title,
      })
      .from(files)
      .innerJoin(tasks, and(eq(tasks.firmId, files.firmId), eq(tasks.id, files.taskId)))
      .innerJoin(requests, and(eq(requests.firmId, tasks.firmId), eq(requests.id, tasks.requestId)))
      .innerJoin(workItems, and(eq(workItems.firmId, requests.firmId), eq(workItems.id, requests.workItemId)))
      .where(
        allOf(
          visibleFiles(staff),
          eq(files.contactId, contactId),
          eq(files.state, "received"),
          afterCursor(cursor, files.receivedAt, files.id),
        ),
      )
      .orderBy(desc(files.receivedAt), desc(files.id))
      .limit(pageOf.size + 1);
    return pageOf(rows);
  });
}
