import "server-only";
import { and, eq } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { clients } from "@/db/schema/people";
import { workItems } from "@/db/schema/work";
import type { StaffActor } from "@/lib/access/actor";
import { record } from "@/lib/audit/record";
import { Refused } from "@/lib/refused";

/** A job for one client; who makes it owns it, unless `ownerId` names another of the firm's staff. Returns its id. */
export async function createWorkItem(
  staff: StaffActor,
  input: { clientId: string; title: string; startsOn: string | null; dueOn: string | null; ownerId?: string },
): Promise<string> {
  if (input.startsOn && input.dueOn && input.dueOn < input.startsOn) {
    throw new Refused("invalid", "The due date is before the start. Change one of them.", {
      due_on: "Choose a day after the start.",
    });
  }
  return withFirm(staff, async (tx) => {
    const [client] = await tx
      .select({ id: clients.id })
      .from(clients)
      .where(and(eq(clients.firmId, staff.firmId), eq(clients.id, input.clientId)));
    if (!client) throw new Refused("missing", "That client does not exist any more.");
    const [row] = await tx
      .insert(workItems)
      .values({ firmId: staff.firmId, ownerId: staff.staffId, ...input })
      .returning({ id: workItems.id });
    if (!row) throw new Error("The work item was not stored.");
    await record(tx, staff, "work_item.created", { workItemId: row.id, clientId: input.clientId });
    return row.id;
  });
}
