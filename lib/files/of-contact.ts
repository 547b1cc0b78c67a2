import "server-only";
import { and, desc, eq } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { files } from "@/db/schema/conversation";
import { contacts } from "@/db/schema/people";
import { staffMembers } from "@/db/schema/staff";
import { requests, tasks, workItems } from "@/db/schema/work";
import type { StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { afterCursor, pageOf, type Page } from "@/lib/paging";
import { byContact, byStaff, listable, listedOnTask, type ListedOnTask } from "./listed";

/** The files that one contact gave, newest first, a page at a time (C4). */
export async function filesOfContact(
  staff: StaffActor,
  contactId: string,
  cursor: string | undefined,
): Promise<Page<ListedOnTask>> {
  return withFirm(staff, async (tx) => {
    const rows = await tx
      .select(listedOnTask)
      .from(files)
      .innerJoin(tasks, and(eq(tasks.firmId, files.firmId), eq(tasks.id, files.taskId)))
      .innerJoin(requests, and(eq(requests.firmId, tasks.firmId), eq(requests.id, tasks.requestId)))
      .innerJoin(workItems, and(eq(workItems.firmId, requests.firmId), eq(workItems.id, requests.workItemId)))
      .leftJoin(contacts, byContact)
      .leftJoin(staffMembers, byStaff)
      .where(
        allOf(
          listable(staff),
          eq(files.contactId, contactId),
          afterCursor(cursor, files.receivedAt, files.id),
        ),
      )
      .orderBy(desc(files.receivedAt), desc(files.id))
      .limit(pageOf.size + 1);
    return pageOf(rows);
  });
}
