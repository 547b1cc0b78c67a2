import "server-only";
import { z } from "zod";
import { withFirm } from "@/db/client";
import { firmBySlugOrDomain } from "@/db/lookups";
import { staffMembers } from "@/db/schema/staff";
import { systemActor } from "@/lib/access/system";
import { record } from "@/lib/audit/record";
import { canonicalEmail } from "@/lib/contacts/email";
import { Refused } from "@/lib/refused";

export const inviteStaffInput = z.strictObject({
  firm: z.string("Name the firm by its slug."),
  name: z
    .string("Give the name.")
    .trim()
    .min(1, "Give the name.")
    .max(200, "Keep the name under 200 characters."),
  email: z.string("Give the email address."),
  role: z.enum(["owner", "admin", "member"], "The role is owner, admin or member.").default("member"),
});

/** Adds a staff member, who then signs in with a mailed link. Throws Refused with a sentence. */
export async function inviteStaff(given: z.input<typeof inviteStaffInput>): Promise<{ staffId: string }> {
  const input = inviteStaffInput.parse(given);
  const email = canonicalEmail(input.email);
  if (!email) throw new Refused("invalid", "That is not an email address. Write it like name@example.com.");
  const firm = await firmBySlugOrDomain(input.firm, "");
  if (!firm) throw new Refused("missing", `There is no firm with the slug ${input.firm}.`);
  return withFirm({ firmId: firm.id }, async (tx) => {
    const [row] = await tx
      .insert(staffMembers)
      .values({ firmId: firm.id, name: input.name, email, role: input.role, phone: firm.phone })
      .onConflictDoNothing()
      .returning({ id: staffMembers.id });
    if (!row) throw new Refused("conflict", "Somebody at this firm already has that email address.");
    await record(tx, systemActor(firm.id), "staff.invited", { staffId: row.id });
    return { staffId: row.id };
  });
}
