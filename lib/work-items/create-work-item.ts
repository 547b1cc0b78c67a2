import "server-only";
import { and, eq } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { clients } from "@/db/schema/people";
import { workItems } from "@/db/schema/work";
import type { StaffActor } from "@/lib/access/actor";
import { record } from "@/lib/audit/record";
import { mayBeginWork } from "@/lib/clients/rules";
import { insist, Refused } from "@/lib/refused";
import { dueAfterStart } from "./rules";

type NewWork = {
  clientId: string;
  title: string;
  startsOn: string | null;
  dueOn: string | null;
  ownerId?: string;
};

/** A job for one client; who makes it owns it, unless `ownerId` names another of the firm's staff. Returns its id. */
export async function createWorkItem(staff: StaffActor, input: NewWork): Promise<string> {
  const days = dueAfterStart(input);
  if (!days.ok) throw new Refused("invalid", days.reason, { due_on: "Choose a day after the start." });
  return withFirm(staff, (tx) => insertWorkItem(tx, staff, input));
}

/** The same inside another verb's transaction; its days are in order. */
export async function insertWorkItem(tx: Tx, staff: StaffActor, input: NewWork): Promise<string> {
  const [client] = await tx
    .select({ archivedAt: clients.archivedAt })
    .from(clients)
    .where(and(eq(clients.firmId, staff.firmId), eq(clients.id, input.clientId)));
  if (!client) throw new Refused("missing", "That client does not exist any more.");
  insist(mayBeginWork(client));
  const [row] = await tx
    .insert(workItems)
    .values({ firmId: staff.firmId, ownerId: staff.staffId, ...input })
    .returning({ id: workItems.id });
  if (!row) throw new Error("The work item was not stored.");
  await record(tx, staff, "work_item.created", { workItemId: row.id, clientId: input.clientId });
  return row.id;
}
