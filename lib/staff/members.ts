import "server-only";
import { asc, eq, isNull, sql, type SQL } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { staffMembers } from "@/db/schema/staff";
import type { StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { Refused } from "@/lib/refused";

/** Who sees which staff members: everybody those of their own firm. */
export const visibleStaff = (staff: StaffActor): SQL => allOf(eq(staffMembers.firmId, staff.firmId));

const firmHas = (table: string, column: string, more: string): SQL<number> =>
  sql`(select count(*)::int from ${sql.identifier(table)} o where o.firm_id = staff_members.firm_id
    and o.${sql.identifier(column)} = staff_members.id and ${sql.raw(more)})`;

const columns = {
  id: staffMembers.id,
  name: staffMembers.name,
  email: staffMembers.email,
  role: staffMembers.role,
  invitedAt: staffMembers.invitedAt,
  firstSignInAt: staffMembers.firstSignInAt,
  deactivatedAt: staffMembers.deactivatedAt,
  lastSeenAt: sql<Date | null>`(select max(s.last_seen_at) from staff_sessions s
    where s.firm_id = staff_members.firm_id and s.staff_id = staff_members.id)`.mapWith(
    (at: string | null) => (at === null ? null : new Date(at)),
  ),
  openWork: firmHas("work_items", "owner_id", "o.completed_at is null and o.archived_at is null"),
};

/** Of so many of the firm's last acts it is looked up who did them, so that reading it stays quick. */
const recentActs = 5_000;

/**
 * Gives each member when they were last there: by their session, and after it ended by their last act, a sign-out too.
 * Null for those who did nothing for long, or never came.
 */
async function withLastSeen<T extends { id: string; lastSeenAt: Date | null }>(
  tx: Tx,
  { firmId }: StaffActor,
  members: T[],
): Promise<T[]> {
  if (members.every(({ lastSeenAt }) => lastSeenAt)) return members;
  const acts = await tx.execute<{ id: string; at: string }>(sql`
    select r.actor_id as id, max(r.at) as at from (
      select actor_id, actor_kind, api_key_id, at from audit_events
      where firm_id = ${firmId}::uuid order by seq desc limit ${recentActs}) r
    where r.actor_kind = 'staff' and r.api_key_id is null group by 1`);
  const last = new Map(acts.map(({ id, at }) => [id, new Date(at)]));
  return members.map((member) => ({
    ...member,
    lastSeenAt: member.lastSeenAt ?? last.get(member.id) ?? null,
  }));
}

/** Everybody who works or worked at the firm: active ones first, by name; 500 at the most. */
export async function staffList(staff: StaffActor) {
  return withFirm(staff, async (tx) => {
    const members = await tx
      .select(columns)
      .from(staffMembers)
      .where(visibleStaff(staff))
      .orderBy(sql`deactivated_at is not null`, asc(staffMembers.name), asc(staffMembers.id))
      .limit(500);
    return withLastSeen(tx, staff, members);
  });
}

export type Member = Awaited<ReturnType<typeof staffList>>[number];

/** One staff member with what a hand-over would move (F4). Undefined when there is none. */
export async function memberPage(staff: StaffActor, staffId: string) {
  return withFirm(staff, async (tx) => {
    const members = await tx
      .select({
        ...columns,
        openRequests: sql<number>`(select count(*)::int from requests r
          join work_items w on w.firm_id = r.firm_id and w.id = r.work_item_id and w.completed_at is null
          where r.firm_id = staff_members.firm_id and r.sent_by = staff_members.id and r.status = 'sent')`,
        title: staffMembers.title,
        phone: staffMembers.phone,
        toHandOver: firmHas("work_items", "owner_id", "o.completed_at is null"),
        keys: firmHas("api_keys", "staff_id", "o.revoked_at is null"),
      })
      .from(staffMembers)
      .where(allOf(visibleStaff(staff), eq(staffMembers.id, staffId)));
    const [member] = await withLastSeen(tx, staff, members);
    return member;
  });
}

/**
 * Locks a firm's active owners, then one member, so that two of them cannot leave at once; not "update", since what others
 * write meanwhile names these members. Throws Refused("missing").
 */
export async function memberForUpdate(tx: Tx, staff: StaffActor, staffId: string) {
  const owners = await tx
    .select({ id: staffMembers.id })
    .from(staffMembers)
    .where(allOf(visibleStaff(staff), eq(staffMembers.role, "owner"), isNull(staffMembers.deactivatedAt)))
    .orderBy(asc(staffMembers.id))
    .for("no key update");
  const [member] = await tx
    .select({
      id: staffMembers.id,
      name: staffMembers.name,
      email: staffMembers.email,
      role: staffMembers.role,
      firstSignInAt: staffMembers.firstSignInAt,
      deactivatedAt: staffMembers.deactivatedAt,
    })
    .from(staffMembers)
    .where(allOf(visibleStaff(staff), eq(staffMembers.id, staffId)))
    .for("no key update");
  if (!member) throw new Refused("missing", "That staff member does not exist any more.");
  return { ...member, otherOwners: owners.filter(({ id }) => id !== staffId).length };
}
