const form = /^[^\s\p{C}@"'(),:;<>[\]\\]+@[^\s\p{C}@"'(),:;<>[\]\\]+\.[^\s\p{C}@"'(),:;<>[\]\\.]{2,}$/u;

/** Where nobody has a mailbox (RFC 2606): what stands in the place of an erased contact's address (C2). */
const erasedHost = "@erased.invalid";

/** The address of an erased contact: its own, so that one address stays one contact, and nobody else's. */
export const erasedEmail = (contactId: string): string => `erased-${contactId}${erasedHost}`;

/** What stands where the address of somebody erased was. */
export const isErasedEmail = (email: string): boolean => email.endsWith(erasedHost);

/**
 * The one form an address is stored, looked up and mailed in: NFKC, trimmed, lower case, one @, no quotes,
 * commas or line breaks (SECURITY AU13). Undefined when it is no such address. At most 254 characters (RFC 5321).
 */
export function canonicalEmail(typed: string): string | undefined {
  const trimmed = typed.trim();
  const email = trimmed.normalize("NFKC").toLowerCase();
  const changed = email !== trimmed.toLowerCase();
  const whole = email.length <= 254 && form.test(email) && !email.includes("..");
  return !changed && whole && !isErasedEmail(email) ? email : undefined;
}
