import "server-only";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { withFirm } from "@/db/client";
import { firmBySlugOrDomain } from "@/db/lookups";
import { firms } from "@/db/schema/firms";
import { staffMembers } from "@/db/schema/staff";
import { systemActor } from "@/lib/access/system";
import { record } from "@/lib/audit/record";
import { canonicalEmail } from "@/lib/contacts/email";
import { Refused } from "@/lib/refused";
import { derivePalette } from "./palette";

const isTimeZone = (name: string) => {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

/** What a new firm needs; each message is a sentence for the person at the command line. */
export const newFirmInput = z.strictObject({
  name: z
    .string("Give the firm's name.")
    .trim()
    .min(1, "Give the firm's name.")
    .max(200, "Keep the name under 200 characters."),
  slug: z
    .string("Give a slug.")
    .regex(
      /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/,
      "A slug is 1 to 40 small letters, digits and hyphens, such as hill-and-co.",
    ),
  plan: z.enum(["team", "business", "enterprise"], "The plan is team, business or enterprise."),
  timeZone: z
    .string("Give the time zone.")
    .refine(isTimeZone, "The time zone is a name such as Europe/London."),
  ownerName: z
    .string("Give the owner's name.")
    .trim()
    .min(1, "Give the owner's name.")
    .max(200, "Keep the owner's name under 200 characters."),
  ownerEmail: z.string("Give the owner's email address."),
  address: z.string().max(300).default(""),
  phone: z.string().max(40).default(""),
  officeHours: z.string().max(200).default(""),
  brandColor: z
    .string()
    .regex(/^#[0-9a-f]{6}$/, "The colour is six hexadecimal digits after #.")
    .default("#17593f"),
  ownerTitle: z.string().max(100).default("Your accountant"),
  ownerPhone: z.string().max(40).default(""),
  isDemo: z.boolean().default(false),
});

/** Makes a firm and its owner. Throws Refused when the slug is taken or the address is none. */
export async function createFirm(
  given: z.input<typeof newFirmInput>,
): Promise<{ firmId: string; ownerId: string }> {
  const input = newFirmInput.parse(given);
  const email = canonicalEmail(input.ownerEmail);
  if (!email)
    throw new Refused("invalid", "The owner's email address is not one. Write it like name@example.com.");
  if (await firmBySlugOrDomain(input.slug, ""))
    throw new Refused("conflict", `The slug ${input.slug} is taken. Choose another.`);
  const firmId = randomUUID();
  return withFirm({ firmId }, async (tx) => {
    await tx.insert(firms).values({
      id: firmId,
      slug: input.slug,
      name: input.name,
      plan: input.plan,
      timeZone: input.timeZone,
      address: input.address,
      phone: input.phone,
      officeHours: input.officeHours,
      brandColor: input.brandColor,
      palette: derivePalette(input.brandColor),
      isDemo: input.isDemo,
    });
    const [owner] = await tx
      .insert(staffMembers)
      .values({
        firmId,
        name: input.ownerName,
        email,
        role: "owner",
        title: input.ownerTitle,
        phone: input.ownerPhone || input.phone,
      })
      .returning({ id: staffMembers.id });
    if (!owner) throw new Error("The owner was not stored.");
    await record(tx, systemActor(firmId), "firm.created", { firmId, staffId: owner.id });
    return { firmId, ownerId: owner.id };
  });
}
