import "server-only";
import { and, asc, desc, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { withFirm, type Tx } from "@/db/client";
import { firmBySlugOrDomain } from "@/db/lookups";
import { apiKeys } from "@/db/schema/api";
import { staffMembers } from "@/db/schema/staff";
import { systemActor } from "@/lib/access/system";
import { record } from "@/lib/audit/record";
import { canonicalEmail } from "@/lib/contacts/email";
import { hashToken, newToken } from "@/lib/crypto";
import { isId } from "@/lib/ids";
import { Refused } from "@/lib/refused";
import { scopes, type Scope } from "./scopes";

const known = `The scopes are ${scopes.join(", ")}.`;

export const newKeyInput = z.strictObject({
  firm: z.string("Name the firm by its slug."),
  name: z
    .string("Give the name.")
    .trim()
    .min(1, "Give the name.")
    .max(100, "Keep the name under 100 characters."),
  as: z.string().optional(),
  scopes: z
    .string()
    .transform((list) => list.split(",").map((one) => one.trim()))
    .pipe(z.array(z.enum(scopes, known)).min(1, known))
    .optional()
    .transform((list): Scope[] => [...new Set(list ?? scopes)]),
});

async function firmNamed(slug: string): Promise<{ firmId: string }> {
  const firm = await firmBySlugOrDomain(slug, "");
  if (!firm) throw new Refused("missing", `There is no firm with the slug ${slug}.`);
  return { firmId: firm.id };
}

async function whoActs(tx: Tx, firmId: string, as: string | undefined) {
  const email = as === undefined ? undefined : canonicalEmail(as);
  const [staff] = await tx
    .select({ id: staffMembers.id, email: staffMembers.email })
    .from(staffMembers)
    .where(
      and(
        eq(staffMembers.firmId, firmId),
        isNull(staffMembers.deactivatedAt),
        as === undefined ? eq(staffMembers.role, "owner") : eq(staffMembers.email, email ?? ""),
      ),
    )
    .orderBy(asc(staffMembers.createdAt), asc(staffMembers.id))
    .limit(1);
  if (!staff)
    throw new Refused(
      "missing",
      as === undefined ? "This firm has no active owner." : `No active staff member has the address ${as}.`,
    );
  return staff;
}

type NewKey = {
  firmId: string;
  staffId: string;
  /** Null: the operator, by command. */
  createdBy: string | null;
  name: string;
  scopes: Scope[];
};

/** Stores a new key's hash; the key itself is in the answer only. */
export async function insertKey(tx: Tx, of: NewKey): Promise<{ id: string; key: string }> {
  const key = `lodge_${newToken()}`;
  const [row] = await tx
    .insert(apiKeys)
    .values({ ...of, hint: key.slice(0, 10), tokenHash: hashToken(key) })
    .returning({ id: apiKeys.id });
  if (!row) throw new Error("The key was not stored.");
  return { id: row.id, key };
}

/** A new key for another program, which acts as a staff member: without `as` the firm's first owner. The key is told here once; only its hash is kept (I1). */
export async function createApiKey({ firm, name, as, scopes: allowed }: z.output<typeof newKeyInput>) {
  const { firmId } = await firmNamed(firm);
  return withFirm({ firmId }, async (tx) => {
    const staff = await whoActs(tx, firmId, as);
    const row = await insertKey(tx, { firmId, staffId: staff.id, createdBy: null, name, scopes: allowed });
    await record(tx, systemActor(firmId), "api_key.created", { apiKeyId: row.id, staffId: staff.id });
    return { ...row, email: staff.email };
  });
}

/** A firm's keys, newest first, without the keys themselves. */
export async function apiKeyList(slug: string) {
  const { firmId } = await firmNamed(slug);
  return withFirm({ firmId }, (tx) =>
    tx
      .select({
        id: apiKeys.id,
        name: apiKeys.name,
        hint: apiKeys.hint,
        email: staffMembers.email,
        scopes: apiKeys.scopes,
        createdAt: apiKeys.createdAt,
        lastUsedAt: apiKeys.lastUsedAt,
        revokedAt: apiKeys.revokedAt,
      })
      .from(apiKeys)
      .innerJoin(
        staffMembers,
        and(eq(staffMembers.firmId, apiKeys.firmId), eq(staffMembers.id, apiKeys.staffId)),
      )
      .where(eq(apiKeys.firmId, firmId))
      .orderBy(desc(apiKeys.createdAt), desc(apiKeys.id)),
  );
}

/** Revokes a key: the program that holds it is out at its next request. Revoked already stays so. */
export async function revokeApiKey(slug: string, id: string): Promise<void> {
  const { firmId } = await firmNamed(slug);
  if (!isId(id)) throw new Refused("missing", "This firm has no key with that id.");
  await withFirm({ firmId }, async (tx) => {
    const one = and(eq(apiKeys.firmId, firmId), eq(apiKeys.id, id));
    const [key] = await tx.select({ revokedAt: apiKeys.revokedAt }).from(apiKeys).where(one).for("update");
    if (!key) throw new Refused("missing", "This firm has no key with that id.");
    if (key.revokedAt) return;
    await tx
      .update(apiKeys)
      .set({ revokedAt: sql`now()` })
      .where(one);
    await record(tx, systemActor(firmId), "api_key.revoked", { apiKeyId: id });
  });
}
