import "server-only";
import { createHmac } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { staffMembers } from "@/db/schema/staff";
import { staffCode } from "@/emails/staff-code";
import type { StaffActor } from "@/lib/access/actor";
import { record } from "@/lib/audit/record";
import { deriveKey, sameSecret } from "@/lib/crypto";
import { env } from "@/lib/env";
import { firmById } from "@/lib/firms/firm-by-id";
import { letterheadOf } from "@/lib/firms/letterhead";
import { enqueue } from "@/lib/messages/enqueue";

/** A code is right in the ten minutes in which it was mailed, and in the ten after them. */
const spanMs = 10 * 60_000;
const spanOf = (now: number): number => Math.floor(now / spanMs);

/** Six digits that only this server can make: of this session, in this span of time. Nothing of it is stored. */
function codeOf(staff: StaffActor, span: number): string {
  const mark = createHmac("sha256", deriveKey(env().secret, "staff proof code"))
    .update(JSON.stringify([staff.firmId, staff.staffId, staff.staffSessionId, span]))
    .digest();
  return String(mark.readUIntBE(0, 6) % 1_000_000).padStart(6, "0");
}

/**
 * Mails a staff member a code that proves that it is still them, for the session that asks; once in ten minutes, however
 * often it is asked for. Whether a session is there was checked by the caller.
 */
export async function mailProofCode(staff: StaffActor, now = Date.now()): Promise<void> {
  const span = spanOf(now);
  await withFirm(staff, async (tx) => {
    const firm = await firmById(tx, staff.firmId);
    const [member] = await tx
      .select({ name: staffMembers.name, email: staffMembers.email })
      .from(staffMembers)
      .where(and(eq(staffMembers.firmId, staff.firmId), eq(staffMembers.id, staff.staffId)));
    if (!member) throw new Error("Who is signed in is a staff member.");
    await enqueue(tx, staff.firmId, {
      kind: "staff_code",
      dedupeKey: `staff-code:${staff.staffSessionId ?? ""}:${String(span)}`,
      to: member.email,
      staffId: staff.staffId,
      sender: { name: `${firm.name} on Lodge`, replyTo: null },
      letter: staffCode({
        ...letterheadOf(firm),
        firstName: member.name.split(" ")[0] ?? member.name,
        code: codeOf(staff, span),
      }),
    });
    await record(tx, staff, "proof.mailed");
  });
}

/** Whether what was typed is the code that was mailed for this session within the last ten to twenty minutes. */
export function isProofCode(staff: StaffActor, typed: string, now = Date.now()): boolean {
  const digits = typed.replace(/\s/g, "");
  if (!staff.staffSessionId) return false;
  const span = spanOf(now);
  return [span, span - 1].some((one) => sameSecret(digits, codeOf(staff, one)));
}
