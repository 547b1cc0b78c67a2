import { z } from "zod";

const gone = "That is not in the list any more. Load the page again to see what is.";
const proof = z.string().max(256).default("");

export const totpInput = z.strictObject({
  salt: z.string().regex(/^[A-Za-z0-9_-]{43}$/, "Open the page again, then scan the new code."),
  code: z.string().max(20, "The code has six digits."),
  proof,
});
export const passwordInput = z.strictObject({
  current: z.string().max(1_024),
  password: z.string().max(1_024, "Use at most 256 characters."),
});
export const secondFactorInput = z.strictObject({ wants: z.enum(["yes", "no"], "Choose one."), proof });
export const contactFactorsInput = z.strictObject({
  contact_id: z.uuid("That contact does not exist any more."),
  proof,
});
export const proofInput = z.strictObject({ proof });
export const passkeyInput = z.strictObject({ passkey_id: z.uuid(gone), proof });
export const passkeyNameInput = z.strictObject({
  passkey_id: z.uuid(gone),
  name: z.string().trim().min(1, "Give it a name, such as “Phone”.").max(60, "Use at most 60 characters."),
});
export const newPasskeyInput = z.strictObject({
  passkey: z.string().max(32_768, "Your device gave too long an answer. Try another one."),
  proof,
});
export const loginSessionInput = z.strictObject({ session_id: z.uuid(gone) });
