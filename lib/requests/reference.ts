import { firmInitials } from "@/lib/initials";

/** Without letters that are read as figures. */
const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** What a finished request is called on the telephone and in the mail: "HC-2026-7K3M9Q". The same for ever. */
export function referenceOf(firmName: string, { id, sentAt }: { id: string; sentAt: Date | null }): string {
  let bits = Number.parseInt(id.replaceAll("-", "").slice(-8), 16) % 32 ** 6;
  let code = "";
  for (let at = 0; at < 6; at++) {
    code = (letters[bits % 32] ?? "") + code;
    bits = Math.floor(bits / 32);
  }
  return [firmInitials(firmName), sentAt?.getUTCFullYear(), code].filter(Boolean).join("-");
}
