import "server-only";
import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { staffMembers } from "@/db/schema/staff";
import type { StaffActor } from "@/lib/access/actor";
import { Refused } from "./refused";

/** What an edit sets beside its fields: the count that other forms are compared by (W12). */
export const editedBy = (staff: StaffActor) => ({
  version: sql`version + 1`,
  changedAt: sql`now()`,
  changedBy: staff.staffId,
});

type Edited = { version: number; changedBy: string | null };
type Texts = Record<string, string>;

/**
 * Of two people who edit the same thing the second is told, and shown at each field what it says now; nothing is
 * overwritten silently (W12). `seen` is the version that the form was drawn with, undefined from a caller that does not
 * compare; `now` and `typed` are the fields as text. Throws Refused("conflict") with the newer version in `fields`.
 */
export async function insistUnchanged(
  tx: Tx,
  staff: StaffActor,
  row: Edited,
  seen: number | undefined,
  { now, typed }: { now: Texts; typed: Texts },
): Promise<void> {
  if (seen === undefined || row.version === seen) return;
  const [who] = row.changedBy
    ? await tx
        .select({ name: staffMembers.name })
        .from(staffMembers)
        .where(and(eq(staffMembers.firmId, staff.firmId), eq(staffMembers.id, row.changedBy)))
    : [];
  const name = row.changedBy === staff.staffId ? "You" : (who?.name ?? "Somebody");
  const changed = Object.entries(now).filter(
    ([field, text]) => typed[field] !== undefined && typed[field] !== text,
  );
  const fields = changed.map(([field, text]): [string, string] => [
    field,
    text === ""
      ? `${name} emptied this meanwhile.`
      : field.endsWith("_ids")
        ? `${name} chose others meanwhile.`
        : `${name} changed this to “${text}” meanwhile.`,
  ]);
  throw new Refused(
    "conflict",
    `${name} changed this after you opened it${name === "You" ? ", in another window" : ""}. Nothing was saved. Look at what it says now, then save again to keep yours.`,
    { ...Object.fromEntries(fields), version: String(row.version) },
  );
}
