import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { staffMembers } from "@/db/schema/staff";
import { workItems } from "@/db/schema/work";
import type { StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { record } from "@/lib/audit/record";
import { editedBy, insistUnchanged } from "@/lib/edited";
import { firmById } from "@/lib/firms/firm-by-id";
import { longDay, type Place } from "@/lib/format";
import { insist, Refused } from "@/lib/refused";
import { workItemForUpdate } from "./archive-work-item";
import { visibleWorkItems } from "./queries";
import { dueAfterStart, mayChangeWork, statusWords, type WorkStatus } from "./rules";

type WorkFields = {
  title: string;
  startsOn: string | null;
  dueOn: string | null;
  ownerId: string;
  status: Exclude<WorkStatus, "completed">;
};

/**
 * Changes a work item's title, days, owner or status; of two at once the second is told (W12). Completed work stays as
 * it is, and completing has its own verb, which asks first (W8).
 */
export async function editWorkItem(
  staff: StaffActor,
  workItemId: string,
  fields: WorkFields,
  seen?: number,
): Promise<void> {
  const days = dueAfterStart(fields);
  if (!days.ok) throw new Refused("invalid", days.reason, { due_on: "Choose a day after the start." });
  await withFirm(staff, async (tx) => {
    const work = await workItemForUpdate(tx, staff, workItemId);
    insist(mayChangeWork(work));
    const owners = await namesOf(tx, staff, [work.ownerId, fields.ownerId]);
    if (!owners.has(fields.ownerId))
      throw new Refused("missing", "That owner does not work here any more. Choose another.", {
        owner_id: "Choose another owner.",
      });
    const firm = await firmById(tx, staff.firmId);
    const texts = (of: WorkFields | typeof work) => wordsOf(of, owners, firm);
    await insistUnchanged(tx, staff, work, seen, { now: texts(work), typed: texts(fields) });
    await tx
      .update(workItems)
      .set({ ...fields, ...editedBy(staff) })
      .where(allOf(visibleWorkItems(staff), eq(workItems.id, workItemId)));
    await record(tx, staff, "work_item.edited", { workItemId });
  });
}

async function namesOf(tx: Tx, staff: StaffActor, ids: string[]): Promise<Map<string, string>> {
  const rows = await tx
    .select({ id: staffMembers.id, name: staffMembers.name })
    .from(staffMembers)
    .where(and(eq(staffMembers.firmId, staff.firmId), inArray(staffMembers.id, ids)));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

const wordsOf = (
  of: Omit<WorkFields, "status"> & { status: WorkStatus },
  owners: Map<string, string>,
  place: Place,
) => ({
  title: of.title,
  starts_on: of.startsOn ? longDay(of.startsOn, place) : "",
  due_on: of.dueOn ? longDay(of.dueOn, place) : "",
  owner_id: owners.get(of.ownerId) ?? "",
  status: statusWords[of.status],
});
