import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { auditEvents } from "@/db/schema/audit";
import { firms } from "@/db/schema/firms";
import { staffMembers, staffSessions } from "@/db/schema/staff";
import type { Origin } from "@/lib/access/actor";
import { hashToken, newToken } from "@/lib/crypto";
import { secondFactors } from "@/lib/firms/security-mode";
import { newChallenge } from "@/lib/logins/challenges";
import { hasSecondFactor, type Factor, type LoginStep } from "@/lib/logins/steps";
import { endInvitations } from "./end-invitations";

/** Where staff sign in: their browser, and the scheme, host and port that the session will belong to. */
export type StaffPlace = { browserToken: string; host: string };

/** True when the firm asks its staff for a second factor, as it stands now. */
export async function staffSecondWanted(tx: Tx, firmId: string): Promise<boolean> {
  const [firm] = await tx
    .select({ wants: firms.staffSecondFactor })
    .from(firms)
    .where(eq(firms.id, firmId))
    .for("share");
  return firm?.wants ?? true;
}

/**
 * After a link or a factor was right: lets a staff member in, or asks for the second factor that they have, or for one to
 * be set up where the firm wants it and this is not the first sign-in (F4, DECISIONS 16), which ends every other link.
 * Undefined for somebody deactivated. The
 * caller has locked the member's row.
 */
export async function nextStaffStep(
  tx: Tx,
  at: { firmId: string; staffId: string; factors: Factor[] },
  place: StaffPlace,
  from: Origin,
): Promise<LoginStep | undefined> {
  const of = { firmId: at.firmId, staffId: at.staffId };
  const ofMember = and(
    eq(staffMembers.firmId, at.firmId),
    eq(staffMembers.id, at.staffId),
    isNull(staffMembers.deactivatedAt),
  );
  const [member] = await tx
    .select({ firstSignInAt: staffMembers.firstSignInAt })
    .from(staffMembers)
    .where(ofMember);
  if (!member) return undefined;
  if (!at.factors.some((factor) => secondFactors.has(factor))) {
    const stage = (await hasSecondFactor(tx, of))
      ? "factor"
      : member.firstSignInAt && (await staffSecondWanted(tx, at.firmId))
        ? "enrol"
        : undefined;
    if (stage) return { kind: stage, token: await newChallenge(tx, of, place.browserToken, stage) };
  }
  // the first time nothing but a mailed link is asked for: no second one may be a first time too
  if (!member.firstSignInAt) await endInvitations(tx, of);
  const token = newToken();
  await tx
    .update(staffMembers)
    .set({ firstSignInAt: sql`coalesce(${staffMembers.firstSignInAt}, now())` })
    .where(ofMember);
  await tx.insert(staffSessions).values({
    ...of,
    tokenHash: hashToken(token),
    host: place.host,
    factors: at.factors,
    endsAt: sql`now() + interval '12 hours'`,
  });
  await tx.insert(auditEvents).values({
    firmId: at.firmId,
    actorKind: "staff",
    actorId: at.staffId,
    action: "staff.signed_in",
    subject: { factors: at.factors.join("+") },
    ip: from.ip,
    requestId: from.requestId,
  });
  return { kind: "in", token, staff: of };
}
