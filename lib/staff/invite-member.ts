import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { staffLinks, staffMembers } from "@/db/schema/staff";
import { staffInvite } from "@/emails/staff-invite";
import type { StaffActor, StaffRole } from "@/lib/access/actor";
import { takeTurn } from "@/lib/access/rate-limit";
import { record } from "@/lib/audit/record";
import { canonicalEmail } from "@/lib/contacts/email";
import { hashToken, newToken } from "@/lib/crypto";
import { firmById } from "@/lib/firms/firm-by-id";
import { letterheadOf } from "@/lib/firms/letterhead";
import { enqueue } from "@/lib/messages/enqueue";
import { insist, Refused } from "@/lib/refused";
import { endInvitations } from "./end-invitations";
import { memberForUpdate } from "./members";
import { mayManage } from "./rules";
import { tellOwners } from "./tell-staff";

const inviteDays = 7;
const often = "Very many invitations went out just now. Wait a quarter of an hour, then send it again.";

/**
 * Gives somebody a place in the firm and mails the invitation: a link that signs in once, for seven days (F4). `origin`
 * is the staff side they will use. Owners are told of a new owner or admin. The caller has proven anew who is there.
 * Returns the id. Throws Refused.
 */
export async function inviteMember(
  staff: StaffActor,
  input: { name: string; email: string; role: StaffRole },
  origin: string,
): Promise<string> {
  const email = canonicalEmail(input.email);
  if (!email)
    throw new Refused("invalid", "That is not an email address. Write it like name@example.com.", {
      email: "Write it like name@example.com.",
    });
  insist(mayManage(staff.role, input.role));
  if (!(await takeTurn("staffMailsAll", `invite ${staff.firmId}`))) throw new Refused("limit", often);
  return withFirm(staff, async (tx) => {
    const [made] = await tx
      .insert(staffMembers)
      .values({
        firmId: staff.firmId,
        name: input.name,
        email,
        role: input.role,
        invitedAt: sql`now()`,
      })
      .onConflictDoNothing()
      .returning({ id: staffMembers.id });
    if (!made)
      throw new Refused("conflict", "Somebody at this firm already has that email address.", {
        email: "This address is in the list of staff already.",
      });
    await mailInvitation(tx, staff, { id: made.id, name: input.name, email }, origin);
    await record(tx, staff, "staff.invited", { staffId: made.id });
    if (input.role !== "member") await tellOwners(tx, staff, `${input.role}_invited`, made.id);
    return made.id;
  });
}

/** Mails the invitation again, with a new link; the one before dies. Throws Refused. */
export async function inviteAgain(staff: StaffActor, staffId: string, origin: string): Promise<void> {
  if (!(await takeTurn("staffMails", staffId, "invite"))) throw new Refused("limit", often);
  await withFirm(staff, async (tx) => {
    const member = await memberForUpdate(tx, staff, staffId);
    insist(mayManage(staff.role, member.role));
    if (member.deactivatedAt || member.firstSignInAt)
      throw new Refused("conflict", "Only somebody who has not signed in yet can be invited again.");
    await endInvitations(tx, { firmId: staff.firmId, staffId });
    await mailInvitation(tx, staff, member, origin);
    await record(tx, staff, "staff.invited_again", { staffId });
  });
}

async function mailInvitation(
  tx: Tx,
  staff: StaffActor,
  to: { id: string; name: string; email: string },
  origin: string,
): Promise<void> {
  const token = newToken();
  const firm = await firmById(tx, staff.firmId);
  const [inviter] = await tx
    .select({ name: staffMembers.name })
    .from(staffMembers)
    .where(and(eq(staffMembers.firmId, staff.firmId), eq(staffMembers.id, staff.staffId)));
  const [link] = await tx
    .insert(staffLinks)
    .values({
      firmId: staff.firmId,
      staffId: to.id,
      tokenHash: hashToken(token),
      purpose: "invite",
      expiresAt: sql`now() + make_interval(hours => ${24 * inviteDays})`,
    })
    .returning({ id: staffLinks.id });
  await enqueue(tx, staff.firmId, {
    kind: "staff_invite",
    dedupeKey: `invite:${link?.id ?? ""}`,
    to: to.email,
    staffId: to.id,
    sender: { name: `${firm.name} on Lodge`, replyTo: null },
    letter: staffInvite({
      ...letterheadOf(firm),
      firstName: to.name.split(" ")[0] ?? to.name,
      inviter: inviter?.name ?? firm.name,
      days: inviteDays,
      link: `${origin}/admin/sign-in/${token}`,
    }),
  });
}
