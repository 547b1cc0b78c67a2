import { z } from "zod";
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
  hand_to: z.uuid("Choose who takes the work over."),
  proof,
});
