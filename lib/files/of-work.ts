import "server-only";
import { and, asc, eq, isNotNull, ne, or } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { files } from "@/db/schema/conversation";
import { clients } from "@/db/schema/people";
import { requests, tasks, workItems } from "@/db/schema/work";
import type { StaffActor } from "@/lib/access/actor";
import { allOf, nothing } from "@/lib/access/conditions";
import { clientOfWork, visibleWorkItems } from "@/lib/work-items/queries";
import { visibleFiles } from "./queries";

const mostFiles = 10_000;

/** Every file on a work item's tasks, in their order, and what the whole is called; undefined when there is no such work. */
export async function filesOfWork(staff: StaffActor, workItemId: string) {
  return withFirm(staff, async (tx) => {
    const [work] = await tx
      .select({ title: workItems.title, clientName: clients.name })
      .from(workItems)
      .innerJoin(clients, clientOfWork)
      .where(allOf(visibleWorkItems(staff), eq(workItems.id, workItemId)));
    if (!work) return undefined;
    const list = await tx
      .select({ id: files.id, name: files.name, taskTitle: tasks.title, receivedAt: files.receivedAt })
      .from(requests)
      .innerJoin(tasks, and(eq(tasks.firmId, requests.firmId), eq(tasks.requestId, requests.id)))
      .innerJoin(files, and(eq(files.firmId, tasks.firmId), eq(files.taskId, tasks.id)))
      .where(
        allOf(
          visibleFiles(staff),
          eq(requests.firmId, staff.firmId),
          eq(requests.workItemId, workItemId),
          eq(files.state, "received"),
          // what was chosen for a comment that was never made is nobody's to see
          or(ne(files.purpose, "comment"), isNotNull(files.commentId)) ?? nothing,
        ),
      )
      .orderBy(
        asc(requests.createdAt),
        asc(requests.id),
        asc(tasks.position),
        asc(files.receivedAt),
        asc(files.id),
      )
      .limit(mostFiles);
    return { ...work, files: list };
  });
}
