/** Written in every mail: no out-of-office or other automatic answer is wanted (RFC 3834; Exchange reads its own header). */
export const automaticHeaders = {
  "Auto-Submitted": "auto-generated",
  "X-Auto-Response-Suppress": "OOF, AutoReply",
} as const;

/** A Message-ID at the sender's own domain, not the relay's: mail filters look whether the two belong together. */
export function messageIdOf(id: string, from: string): string {
  const domain = /@([a-z0-9.-]+)>?\s*$/i.exec(from)?.[1];
  return `<${id}@${domain ?? "lodge.invalid"}>`;
}
