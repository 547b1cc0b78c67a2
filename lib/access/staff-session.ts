import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import { withFirm } from "@/db/client";
import { firmBySlugOrDomain, firmOfStaffSession } from "@/db/lookups";
import { firms } from "@/db/schema/firms";
import { staffMembers, staffSessions } from "@/db/schema/staff";
import { hashToken } from "@/lib/crypto";
import { minted, type Origin, type StaffActor } from "./actor";
import { asToken, cookieNames } from "./cookies";
import { asFirm, originOf, requestHost, type Firm, type Host } from "./host";

export type StaffVisitor = { actor: StaffActor; firm: Firm; name: string; email: string; host: string };

/**
 * The staff member who holds this cookie: session alive (12 hours), member active, and used on the very host
 * it was made for. Checked in the database at each request (T3, F4). Undefined otherwise.
 */
export async function staffOfToken(
  token: string | undefined,
  host: Host,
  from: Origin,
): Promise<StaffVisitor | undefined> {
  if (!token || host.kind === "unknown" || host.kind === "moved") return undefined;
  const tokenHash = hashToken(token);
  const firmId = await firmOfStaffSession(tokenHash);
  if (!firmId || (host.kind === "firm" && host.firm.id !== firmId)) return undefined;
  const row = await withFirm({ firmId }, async (tx) => {
    const [found] = await tx
      .select({
        sessionId: staffSessions.id,
        staffId: staffMembers.id,
        role: staffMembers.role,
        name: staffMembers.name,
        email: staffMembers.email,
        slug: firms.slug,
      })
      .from(staffSessions)
      .innerJoin(
        staffMembers,
        and(eq(staffMembers.firmId, staffSessions.firmId), eq(staffMembers.id, staffSessions.staffId)),
      )
      .innerJoin(firms, eq(firms.id, staffSessions.firmId))
      .where(
        and(
          eq(staffSessions.firmId, firmId),
          eq(staffSessions.tokenHash, tokenHash),
          eq(staffSessions.host, host.origin),
          sql`${staffSessions.endsAt} > now()`,
          isNull(staffMembers.deactivatedAt),
        ),
      );
    return found;
  });
  if (!row) return undefined;
  const firmRow = host.kind === "firm" ? undefined : await firmBySlugOrDomain(row.slug, "");
  const firm = host.kind === "firm" ? host.firm : firmRow && asFirm(firmRow);
  if (!firm) return undefined;
  const actor: StaffActor = {
    [minted]: true,
    kind: "staff",
    firmId,
    staffId: row.staffId,
    role: row.role,
    staffSessionId: row.sessionId,
    from,
  };
  return { actor, firm, name: row.name, email: row.email, host: host.origin };
}

/** Who is signed in to the staff side, once per request. */
export const pageStaff = cache(async (): Promise<StaffVisitor | undefined> => {
  const token = asToken((await cookies()).get(cookieNames.staff)?.value);
  return staffOfToken(token, await requestHost(), originOf(await headers()));
});
