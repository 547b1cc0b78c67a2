import "server-only";
import { and, eq, inArray, sql } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { taskAnswers, tasks } from "@/db/schema/work";
import type { StaffActor } from "@/lib/access/actor";
import { record } from "@/lib/audit/record";
import { noteForClients, sentBackMinutes } from "@/lib/comments/note-for-clients";
import { insist, Refused } from "@/lib/refused";
import { taskForUpdate } from "./queries";
import { mayAccept, mayCloseDeclined, maySendBack } from "./rules";
import { gatherAnswers } from "./settle-task";

/** Staff accept what the client gave: it counts as done (W6). Accepted already stays accepted. */
export async function acceptTask(staff: StaffActor, taskId: string): Promise<void> {
  await settled(staff, taskId, mayAccept, "task.accepted");
}

/** Staff close a refusal: the task counts as done, and the refusal stays as its answer (W6). Closed already stays so. */
export async function closeDeclinedTask(staff: StaffActor, taskId: string): Promise<void> {
  await settled(staff, taskId, mayCloseDeclined, "task.closed_as_declined");
}

/** Ends what waits for the firm, with every recipient's part where all must answer. */
async function settled(
  staff: StaffActor,
  taskId: string,
  may: typeof mayAccept,
  action: "task.accepted" | "task.closed_as_declined",
): Promise<void> {
  await withFirm(staff, async (tx) => {
    const task = await taskForUpdate(tx, staff, taskId);
    if (task.state === "done") return;
    insist(may(task));
    if (task.allMust)
      await tx
        .update(taskAnswers)
        .set({ state: "done", doneAt: sql`now()` })
        .where(
          and(
            eq(taskAnswers.firmId, staff.firmId),
            eq(taskAnswers.taskId, taskId),
            inArray(taskAnswers.state, ["with_firm", "declined"]),
          ),
        );
    await tx
      .update(tasks)
      .set({ state: "done", doneAt: sql`now()`, acceptedAt: sql`now()`, acceptedBy: staff.staffId })
      .where(and(eq(tasks.firmId, staff.firmId), eq(tasks.id, taskId)));
    await record(tx, staff, action, { taskId, requestId: task.requestId });
  });
}

const reopened = { state: "open", answerKind: null, promisedOn: null, doneAt: null } as const;

/**
 * Staff send back what the client gave, with a reason that the client reads: the task is open again, and the client is
 * told by mail (W6). Where all must answer, `contactId` names whose part; without it everybody's goes back.
 */
export async function sendBackTask(
  staff: StaffActor,
  taskId: string,
  { reason, contactId }: { reason: string; contactId?: string | undefined },
): Promise<void> {
  await withFirm(staff, async (tx) => {
    const task = await taskForUpdate(tx, staff, taskId);
    if (contactId !== undefined && !task.allMust)
      throw new Refused("invalid", "One answer serves all here. Send it back without naming a contact.");
    if (task.allMust) await sendBackParts(tx, staff, task, reason, contactId);
    else {
      insist(maySendBack(task));
      await tx
        .update(tasks)
        .set({
          ...reopened,
          acceptedAt: null,
          acceptedBy: null,
          sentBackAt: sql`now()`,
          sentBackReason: reason,
        })
        .where(and(eq(tasks.firmId, staff.firmId), eq(tasks.id, taskId)));
    }
    await noteForClients(tx, staff, { taskId }, sentBackMinutes);
    await record(tx, staff, "task.sent_back", {
      taskId,
      requestId: task.requestId,
      contactId: contactId ?? null,
    });
  });
}

async function sendBackParts(
  tx: Tx,
  staff: StaffActor,
  task: Awaited<ReturnType<typeof taskForUpdate>>,
  reason: string,
  contactId: string | undefined,
): Promise<void> {
  insist(maySendBack({ ...task, state: "done" }));
  const given = await tx
    .update(taskAnswers)
    .set({ ...reopened, sentBackAt: sql`now()`, sentBackReason: reason })
    .where(
      and(
        eq(taskAnswers.firmId, staff.firmId),
        eq(taskAnswers.taskId, task.id),
        sql`${taskAnswers.state} <> 'open'`,
        contactId ? eq(taskAnswers.contactId, contactId) : sql`true`,
      ),
    )
    .returning({ contactId: taskAnswers.contactId });
  if (given.length === 0)
    throw new Refused("conflict", "The client has this already. Write a comment to say more.");
  await gatherAnswers(tx, staff, task);
}
