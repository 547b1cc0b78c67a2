import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { guests, tasks } from "@/db/schema/work";
import type { ContactActor, StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { record } from "@/lib/audit/record";
import { Refused } from "@/lib/refused";
import { endGuests } from "./end-guests";
import { visibleGuests } from "./queries";

/** "Stop access" (A18): by the contact who asked, or by staff; at once and for good. Stopped already stays stopped. */
export async function stopGuest(actor: ContactActor | StaffActor, guestId: string): Promise<void> {
  await withFirm(actor, async (tx) => {
    const mine = actor.kind === "contact" ? eq(guests.contactId, actor.contactId) : sql`true`;
    const [guest] = await tx
      .select({ taskId: guests.taskId })
      .from(guests)
      .innerJoin(tasks, and(eq(tasks.firmId, guests.firmId), eq(tasks.id, guests.taskId)))
      .where(allOf(visibleGuests(actor), mine, eq(guests.id, guestId)))
      .for("update", { of: guests });
    if (!guest) throw new Refused("missing", "That person is not in the list any more. Load the page again.");
    const [ended] = await endGuests(tx, actor.firmId, eq(guests.id, guestId), "stopped");
    if (ended) await record(tx, actor, "guest.stopped", { guestId, taskId: guest.taskId });
  });
}
