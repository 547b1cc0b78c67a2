const form = /^[^\s\p{C}@"'(),:;<>[\]\\]+@[^\s\p{C}@"'(),:;<>[\]\\]+\.[^\s\p{C}@"'(),:;<>[\]\\.]{2,}$/u;

/**
 * The one form an address is stored, looked up and mailed in: NFKC, trimmed, lower case, one @, no quotes,
 * commas or line breaks (SECURITY AU13). Undefined when it is no such address. At most 254 characters (RFC 5321).
 */
export function canonicalEmail(typed: string): string | undefined {
  const trimmed = typed.trim();
  const email = trimmed.normalize("NFKC").toLowerCase();
  const changed = email !== trimmed.toLowerCase();
  return !changed && email.length <= 254 && form.test(email) && !email.includes("..") ? email : undefined;
}
