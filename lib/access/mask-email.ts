import { isErasedEmail } from "@/lib/contacts/email";

/** An address as a stranger may see it: `m•••@example.com` (A6); nothing of one that was erased (C2). */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf("@");
  return at < 1 || isErasedEmail(email) ? "•••" : `${[...email][0] ?? ""}•••${email.slice(at)}`;
}
