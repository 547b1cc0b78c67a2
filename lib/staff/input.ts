import { z } from "zod";
import { oneLine } from "@/lib/one-line";
import { line } from "@/lib/requests/input";

const staffId = z.uuid("That staff member does not exist any more.");
const proof = z.string().max(256).default("");
const role = z.enum(["owner", "admin", "member"], "Choose a role.");

export const newMemberInput = z.strictObject({
  name: line("the name"),
  email: z.string("Write the email address.").min(1, "Write the email address.").max(300),
  role,
  proof,
});
export const memberInput = z.strictObject({ staff_id: staffId });
export const provenMemberInput = z.strictObject({ staff_id: staffId, proof });
export const roleInput = z.strictObject({ staff_id: staffId, role, proof });
export const deactivateInput = z.strictObject({
  staff_id: staffId,
  /** Left out where there is nothing to hand over. */
  hand_to: z.uuid("Choose who takes the work over.").optional(),
  proof,
});

const phoneForm = "Write a telephone number, such as +44 20 7946 0018, or leave it empty.";
/** What callers can dial: digits as people write them. */
const isPhone = (text: string) =>
  text === "" ||
  (/^\+?[\d\s().\/-]+(?:(?:ext|x)\.? ?\d{1,6})?$/i.test(text) && text.replace(/\D/g, "").length >= 5);

export const cardInput = z.strictObject({
  staff_id: staffId,
  name: line("the name", 100),
  title: line("what you are to your clients, such as “Your accountant”", 100),
  phone: z
    .string()
    .default("")
    .transform(oneLine)
    .pipe(z.string().max(40, "Keep the telephone number under 40 characters.").refine(isPhone, phoneForm)),
});
