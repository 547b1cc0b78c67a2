import "server-only";
import { eq } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { staffMembers } from "@/db/schema/staff";
import type { StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { record } from "@/lib/audit/record";
import { insist, Refused } from "@/lib/refused";
import { visibleStaff } from "./members";
import { mayEditCard } from "./rules";

/** What clients read of a staff member beside everything that they are asked. */
export type Card = { name: string; title: string; phone: string };

const card = { name: staffMembers.name, title: staffMembers.title, phone: staffMembers.phone };

const one = (staff: StaffActor, staffId: string) => allOf(visibleStaff(staff), eq(staffMembers.id, staffId));

/** A staff member's card as clients read it now; undefined when the firm has no such member. */
export async function cardOf(staff: StaffActor, staffId: string): Promise<Card | undefined> {
  return withFirm(staff, async (tx) => {
    const [found] = await tx.select(card).from(staffMembers).where(one(staff, staffId));
    return found;
  });
}

/** Changes the own card, or as owner or admin a colleague's: clients read it from their next page on (F4). Throws Refused. */
export async function editCard(staff: StaffActor, staffId: string, typed: Card): Promise<void> {
  await withFirm(staff, async (tx) => {
    const [before] = await tx.select(card).from(staffMembers).where(one(staff, staffId)).for("no key update");
    if (!before) throw new Refused("missing", "That staff member does not exist any more.");
    insist(mayEditCard(staff, { id: staffId }));
    const changed = (["name", "title", "phone"] as const).filter((field) => before[field] !== typed[field]);
    if (changed.length === 0) return;
    await tx
      .update(staffMembers)
      .set({ name: typed.name, title: typed.title, phone: typed.phone })
      .where(one(staff, staffId));
    await record(tx, staff, "staff.card_edited", { staffId, changed: changed.join(" ") });
  });
}
