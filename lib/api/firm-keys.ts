import "server-only";
import { desc, eq, sql, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { withFirm } from "@/db/client";
import { apiKeys } from "@/db/schema/api";
import { staffMembers } from "@/db/schema/staff";
import type { StaffActor } from "@/lib/access/actor";
import { allOf, nothing } from "@/lib/access/conditions";
import { mayUse } from "@/lib/access/permissions";
import { record } from "@/lib/audit/record";
import { insist, Refused } from "@/lib/refused";
import { no, yes, type Verdict } from "@/lib/verdict";
import { insertKey } from "./keys";
import type { Scope } from "./scopes";

/** Who sees which keys: owner and admin their own firm's. A program sees none, whoever it acts as. */
const visibleKeys = (staff: StaffActor): SQL =>
  maySetKeys(staff).ok ? eq(apiKeys.firmId, staff.firmId) : nothing;

const maySetKeys = (staff: StaffActor): Verdict =>
  mayUse(staff.role, "settings.write") && staff.apiKeyId === undefined
    ? yes
    : no("Only an owner or admin of the firm can do this with API keys.");

/** The firm's keys for its settings page, newest first: what each may do, who made it, when it was last used. */
export async function firmKeys(staff: StaffActor) {
  const maker = alias(staffMembers, "maker");
  const ofFirm = (of: typeof staffMembers | typeof maker, id: SQL) => allOf(eq(of.firmId, staff.firmId), id);
  return withFirm(staff, (tx) =>
    tx
      .select({
        id: apiKeys.id,
        name: apiKeys.name,
        hint: apiKeys.hint,
        scopes: apiKeys.scopes,
        createdAt: apiKeys.createdAt,
        lastUsedAt: apiKeys.lastUsedAt,
        revokedAt: apiKeys.revokedAt,
        actsAs: staffMembers.name,
        madeBy: maker.name,
      })
      .from(apiKeys)
      .innerJoin(staffMembers, ofFirm(staffMembers, eq(staffMembers.id, apiKeys.staffId)))
      .leftJoin(maker, ofFirm(maker, eq(maker.id, apiKeys.createdBy)))
      .where(visibleKeys(staff))
      .orderBy(desc(apiKeys.createdAt), desc(apiKeys.id))
      .limit(200),
  );
}

/** A new key for another program, which acts as whoever makes it; it is told here once. The caller has proven anew who is there (I1). */
export async function makeKey(staff: StaffActor, name: string, scopes: Scope[]): Promise<string> {
  insist(maySetKeys(staff));
  return withFirm(staff, async (tx) => {
    // the member before its key, as a deactivation does
    await tx
      .select({ id: staffMembers.id })
      .from(staffMembers)
      .where(allOf(eq(staffMembers.firmId, staff.firmId), eq(staffMembers.id, staff.staffId)))
      .for("share");
    const { id, key } = await insertKey(tx, {
      firmId: staff.firmId,
      staffId: staff.staffId,
      createdBy: staff.staffId,
      name,
      scopes,
    });
    await record(tx, staff, "api_key.created", { apiKeyId: id, staffId: staff.staffId });
    return key;
  });
}

/** Ends a key: the program that holds it is out at its next request. Ended already stays so. Throws Refused. */
export async function endKey(staff: StaffActor, apiKeyId: string): Promise<void> {
  insist(maySetKeys(staff));
  await withFirm(staff, async (tx) => {
    const one = allOf(visibleKeys(staff), eq(apiKeys.id, apiKeyId));
    const [key] = await tx.select({ revokedAt: apiKeys.revokedAt }).from(apiKeys).where(one).for("update");
    if (!key) throw new Refused("missing", "That key is not in the list any more.");
    if (key.revokedAt) return;
    await tx
      .update(apiKeys)
      .set({ revokedAt: sql`now()` })
      .where(one);
    await record(tx, staff, "api_key.revoked", { apiKeyId });
  });
}
