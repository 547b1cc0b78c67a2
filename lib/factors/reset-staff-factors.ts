import "server-only";
import { eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { withFirm, type Tx } from "@/db/client";
import { firmBySlugOrDomain } from "@/db/lookups";
import { staffMembers } from "@/db/schema/staff";
import type { Actor, StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { systemActor } from "@/lib/access/system";
import { record } from "@/lib/audit/record";
import { canonicalEmail } from "@/lib/contacts/email";
import { insist, Refused } from "@/lib/refused";
import { memberForUpdate } from "@/lib/staff/members";
import { mayResetFactors } from "@/lib/staff/rules";
import { tellStaff } from "@/lib/staff/tell-staff";
import { no } from "@/lib/verdict";
import { freeCodes } from "./code-turns";
import { dropFactors } from "./drop-factors";
import { heldFactors } from "./held";
import { dropSessions } from "./own-login";

/**
 * Takes all second factors of another staff member away (F4): for the day a phone is lost. Every session of theirs ends,
 * they are told by mail, and where the firm wants a second factor the next sign-in sets one up. The caller has proven
 * anew who is there.
 */
export async function resetStaffFactors(staff: StaffActor, staffId: string): Promise<void> {
  await withFirm(staff, async (tx) => {
    const member = await memberForUpdate(tx, staff, staffId);
    insist(mayResetFactors(staff, member));
    await dropAll(tx, staff, { id: staffId, name: member.name });
    await tellStaff(tx, { firmId: staff.firmId, staffId }, "factors_reset", staff.staffId);
  });
  await freeCodes({ firmId: staff.firmId, staffId });
}

export const resetByOperatorInput = z.strictObject({
  firm: z.string("Name the firm by its slug."),
  email: z.string("Give the email address of the staff member."),
});

/** The same from the command line, for a firm's only owner who lost phone and codes. Throws Refused. */
export async function resetByOperator(given: z.input<typeof resetByOperatorInput>): Promise<void> {
  const input = resetByOperatorInput.parse(given);
  const firm = await firmBySlugOrDomain(input.firm, "");
  if (!firm) throw new Refused("missing", `There is no firm with the slug ${input.firm}.`);
  const staffId = await withFirm({ firmId: firm.id }, async (tx) => {
    const [member] = await tx
      .select({ id: staffMembers.id, name: staffMembers.name })
      .from(staffMembers)
      .where(
        allOf(
          eq(staffMembers.firmId, firm.id),
          eq(staffMembers.email, canonicalEmail(input.email) ?? ""),
          isNull(staffMembers.deactivatedAt),
        ),
      )
      .for("update");
    if (!member) throw new Refused("missing", `Nobody active at ${input.firm} has that email address.`);
    await dropAll(tx, systemActor(firm.id), member);
    await tellStaff(tx, { firmId: firm.id, staffId: member.id }, "factors_reset");
    return member.id;
  });
  await freeCodes({ firmId: firm.id, staffId });
}

async function dropAll(tx: Tx, actor: Actor, { id, name }: { id: string; name: string }): Promise<void> {
  const of = { firmId: actor.firmId, staffId: id };
  const held = await heldFactors(tx, of);
  if (!held.totp && held.passkeys === 0) insist(no(`${name} has no second factor any more.`));
  await dropFactors(tx, of);
  const sessionsEnded = await dropSessions(tx, of);
  await record(tx, actor, "staff.factors_reset", { staffId: id, passkeys: held.passkeys, sessionsEnded });
}
