import { type LetterFirm, type LetterSender } from "@/emails/parts/letter-look";
import { oneLine } from "@/lib/one-line";

/** The plain-text sender block. */
export function plainSender(sender: LetterSender, firm: LetterFirm): string {
  const role = sender.role ? `${oneLine(sender.role)} at ${oneLine(firm.name)}` : oneLine(firm.name);
  const call = firm.phone ? ` or call ${oneLine(firm.phone)}` : "";
  return `${oneLine(sender.name)}\n${role}. Stuck? Reply to this mail${call}.`;
}

/** The plain-text foot: why it came, and where the firm is. */
export function plainFoot(why: string, firm: LetterFirm): string {
  const where = [firm.name, firm.address, firm.phone].filter((part) => part !== undefined).map(oneLine);
  return `--\n${oneLine(why)} We never ask for bank details by mail.\n${where.join(", ")}${firm.privacy ? `\nPrivacy: ${firm.privacy}` : ""}`;
}
