import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { firmOfApiKey } from "@/db/lookups";
import { apiKeys } from "@/db/schema/api";
import { staffMembers } from "@/db/schema/staff";
import { hashToken } from "@/lib/crypto";
import { Refused } from "@/lib/refused";
import { minted, type Origin, type StaffActor } from "./actor";

/** A program that acts by a key: as which staff member, and what of it the key allows. */
export type Program = { actor: StaffActor & { readonly apiKeyId: string }; scopes: string[] };

/** A key as `api-key create` prints it, or undefined: nothing else is ever hashed or looked up. */
const keyIn = (header: string | null): string | undefined =>
  /^Bearer +(lodge_[A-Za-z0-9_-]{43}) *$/i.exec(header ?? "")?.[1];

/**
 * Who acts by the key of an Authorization header, on any host: the key not revoked and its staff member active, asked of
 * the database at each request (T3, I1). Undefined otherwise.
 */
export async function programOfKey(header: string | null, from: Origin): Promise<Program | undefined> {
  const key = keyIn(header);
  if (!key) return undefined;
  const tokenHash = hashToken(key);
  const firmId = await firmOfApiKey(tokenHash);
  if (!firmId) return undefined;
  return withFirm({ firmId }, async (tx) => {
    const [found] = await tx
      .select({
        id: apiKeys.id,
        scopes: apiKeys.scopes,
        staffId: staffMembers.id,
        role: staffMembers.role,
        unused: sql<boolean>`coalesce(${apiKeys.lastUsedAt} < now() - interval '5 minutes', true)`,
      })
      .from(apiKeys)
      .innerJoin(
        staffMembers,
        and(eq(staffMembers.firmId, apiKeys.firmId), eq(staffMembers.id, apiKeys.staffId)),
      )
      .where(
        and(
          eq(apiKeys.firmId, firmId),
          eq(apiKeys.tokenHash, tokenHash),
          isNull(apiKeys.revokedAt),
          isNull(staffMembers.deactivatedAt),
        ),
      );
    if (!found) return undefined;
    // once in five minutes: a busy program does not write a row at each request, nor wait for an act that holds the key
    if (found.unused)
      await tx
        .update(apiKeys)
        .set({ lastUsedAt: sql`now()` })
        .where(
          and(
            eq(apiKeys.firmId, firmId),
            eq(
              apiKeys.id,
              sql`(select k.id from api_keys k where k.firm_id = ${firmId} and k.id = ${found.id} for no key update skip locked)`,
            ),
          ),
        );
    const { id: apiKeyId, staffId, role, scopes } = found;
    return { actor: { [minted]: true, kind: "staff", firmId, staffId, role, apiKeyId, from }, scopes };
  });
}

/** The key ended while its request was still coming: for the program that is the answer of a key nobody knows. */
export class KeyEnded extends Refused {
  constructor() {
    super(
      "forbidden",
      "This key was revoked, or its staff member left or got another role, before the whole request was here. Nothing was changed.",
    );
  }
}

/**
 * Insists that a key may act still, inside the transaction of the act: a body may take hours to come, and a request waits
 * for others of its key. `held`: it cannot be revoked, nor its member deactivated, before the transaction ends. The member
 * is locked before the key, as a deactivation does. Throws KeyEnded.
 */
export async function insistKey(
  tx: Tx,
  { firmId, apiKeyId, staffId, role }: Program["actor"],
  held?: "held",
): Promise<void> {
  const member = tx
    .select({ id: staffMembers.id })
    .from(staffMembers)
    .where(
      and(
        eq(staffMembers.firmId, firmId),
        eq(staffMembers.id, staffId),
        eq(staffMembers.role, role),
        isNull(staffMembers.deactivatedAt),
      ),
    )
    .$dynamic();
  const key = tx
    .select({ id: apiKeys.id })
    .from(apiKeys)
    .where(and(eq(apiKeys.firmId, firmId), eq(apiKeys.id, apiKeyId), isNull(apiKeys.revokedAt)))
    .$dynamic();
  // they travel together and are answered in this order
  const [members, keys] = await Promise.all(held ? [member.for("share"), key.for("share")] : [member, key]);
  if (members.length === 0 || keys.length === 0) throw new KeyEnded();
}
