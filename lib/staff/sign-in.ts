import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { firmOfStaffLink, firmOfStaffSession, staffByEmail } from "@/db/lookups";
import { staffLinks, staffMembers, staffSessions } from "@/db/schema/staff";
import { staffSignIn } from "@/emails/staff-sign-in";
import type { Origin, StaffActor } from "@/lib/access/actor";
import { mailedToken } from "@/lib/access/cookies";
import type { Host } from "@/lib/access/host";
import { addressKey, takeTurn } from "@/lib/access/rate-limit";
import { sameTime } from "@/lib/access/same-time";
import { knownStaffBrowser, type StaffId } from "@/lib/access/staff-browser";
import { record } from "@/lib/audit/record";
import { canonicalEmail } from "@/lib/contacts/email";
import { hashToken, newToken } from "@/lib/crypto";
import { firmById } from "@/lib/firms/firm-by-id";
import { letterheadOf } from "@/lib/firms/letterhead";
import { lockHolder } from "@/lib/factors/people";
import type { LoginStep } from "@/lib/logins/steps";
import { enqueue } from "@/lib/messages/enqueue";
import { nextStaffStep } from "./steps";

export type StaffHost = Extract<Host, { kind: "firm" | "operator" }>;

const linkMinutes = 10;

/**
 * Mails a one-time sign-in link (10 minutes) to a staff member, one mail per firm that the address works at
 * (DECISIONS 16). The answer is the same for every address; false only when it is no address at all. A browser in which the
 * member signed in lately (`known`, its cookie) has turns of its own, whatever strangers use up (AU8).
 */
export async function sendStaffLink(
  host: StaffHost,
  typed: string,
  from: Origin,
  known?: string,
): Promise<boolean> {
  const email = canonicalEmail(typed);
  if (!email) return false;
  await sameTime(async () => {
    const asker = addressKey(from.ip);
    // the asker's own turns come first: who has none left takes none of the staff member's
    const mayAsk = await takeTurn("asksOfAddress", "staff", asker);
    if (!mayAsk && !known) return;
    const found = (await staffByEmail(email)).filter(
      (one) => host.kind === "operator" || one.firmId === host.firm.id,
    );
    const strangers: StaffId[] = [];
    for (const of of found) {
      const browser = knownStaffBrowser(of, known);
      if (!browser) strangers.push(of);
      else if (await takeTurn("signInMailsOfKnownBrowser", of.staffId, browser))
        await mailStaffLink(host, { ...of, email });
    }
    if (!mayAsk || strangers.length === 0) return;
    if (!(await takeTurn("staffMails", email, asker)) || !(await takeTurn("staffMailsAll", email))) return;
    for (const of of strangers)
      if (await takeTurn("signInMailsDay", of.staffId)) await mailStaffLink(host, { ...of, email });
  });
  return true;
}

async function mailStaffLink(
  host: StaffHost,
  to: { firmId: string; staffId: string; email: string },
): Promise<void> {
  const token = newToken();
  await withFirm(to, async (tx) => {
    const firm = await firmById(tx, to.firmId);
    const [staff] = await tx
      .select({ name: staffMembers.name })
      .from(staffMembers)
      .where(
        and(
          eq(staffMembers.firmId, to.firmId),
          eq(staffMembers.id, to.staffId),
          isNull(staffMembers.deactivatedAt),
        ),
      );
    if (!staff) return;
    const [link] = await tx
      .insert(staffLinks)
      .values({
        firmId: to.firmId,
        staffId: to.staffId,
        tokenHash: hashToken(token),
        expiresAt: sql`now() + make_interval(mins => ${linkMinutes})`,
      })
      .returning({ id: staffLinks.id });
    await enqueue(tx, to.firmId, {
      kind: "staff_sign_in",
      dedupeKey: `staff:${link?.id ?? ""}`,
      to: to.email,
      staffId: to.staffId,
      sender: { name: `${firm.name} on Lodge`, replyTo: null },
      letter: staffSignIn({
        ...letterheadOf(firm),
        firstName: staff.name.split(" ")[0] ?? staff.name,
        minutes: linkMinutes,
        link: `${host.origin}/admin/sign-in/${token}`,
      }),
    });
  });
}

/** True when a sign-in link can still be used; looking changes nothing (A3). */
export async function staffLinkIsFresh(host: StaffHost, given: string): Promise<boolean> {
  const token = mailedToken(given);
  const firmId = token && (await firmOfStaffLink(hashToken(token)));
  if (!firmId || (host.kind === "firm" && host.firm.id !== firmId)) return false;
  return withFirm({ firmId }, async (tx) => {
    const [link] = await tx
      .select({ id: staffLinks.id })
      .from(staffLinks)
      .where(
        and(
          eq(staffLinks.firmId, firmId),
          eq(staffLinks.tokenHash, hashToken(token)),
          isNull(staffLinks.usedAt),
          sql`${staffLinks.expiresAt} > now()`,
        ),
      );
    return link !== undefined;
  });
}

/**
 * The press on "Sign in": uses the link up, and lets in for 12 hours or asks for a second factor (F4). Undefined when the
 * link was used, old or unknown.
 */
export async function signInStaff(
  host: StaffHost,
  given: string,
  browserToken: string,
  from: Origin,
): Promise<LoginStep | undefined> {
  const token = mailedToken(given);
  const firmId = token && (await firmOfStaffLink(hashToken(token)));
  if (!firmId || (host.kind === "firm" && host.firm.id !== firmId)) return undefined;
  const ofToken = and(eq(staffLinks.firmId, firmId), eq(staffLinks.tokenHash, hashToken(token)));
  return withFirm({ firmId }, async (tx) => {
    const [link] = await tx.select({ staffId: staffLinks.staffId }).from(staffLinks).where(ofToken);
    if (!link) return undefined;
    // before the link: whoever deactivates the member holds it and then ends the links
    await lockHolder(tx, { firmId, staffId: link.staffId });
    const [used] = await tx
      .update(staffLinks)
      .set({ usedAt: sql`now()` })
      .where(
        and(
          ofToken,
          isNull(staffLinks.usedAt),
          sql`${staffLinks.expiresAt} > now()`,
          sql`exists (select 1 from staff_members s where s.firm_id = ${firmId} and s.id = ${staffLinks.staffId} and s.deactivated_at is null)`,
        ),
      )
      .returning({ staffId: staffLinks.staffId });
    if (!used) return undefined;
    const at = { firmId, staffId: used.staffId, factors: ["link" as const] };
    return nextStaffStep(tx, at, { browserToken, host: host.origin }, from);
  });
}

/** A sign-in begins or is whole: the session that this browser had on this host before is over (SE2). */
export async function endEarlierSession(host: StaffHost, token: string | undefined): Promise<void> {
  const firmId = token && (await firmOfStaffSession(hashToken(token)));
  if (!firmId) return;
  await withFirm({ firmId }, (tx) =>
    tx
      .delete(staffSessions)
      .where(
        and(
          eq(staffSessions.firmId, firmId),
          eq(staffSessions.tokenHash, hashToken(token)),
          eq(staffSessions.host, host.origin),
        ),
      ),
  );
}

/** Signs a staff member out: the session is gone at once. */
export async function signOutStaff(staff: StaffActor, token: string): Promise<void> {
  await withFirm(staff, async (tx) => {
    await tx
      .delete(staffSessions)
      .where(and(eq(staffSessions.firmId, staff.firmId), eq(staffSessions.tokenHash, hashToken(token))));
    await record(tx, staff, "staff.signed_out");
  });
}
