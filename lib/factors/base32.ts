/** RFC 4648, what authenticator apps read. */
export const rfcLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/** Crockford's: no letter that looks like another, for people who write codes down. */
export const plainLetters = "0123456789abcdefghjkmnpqrstvwxyz";

/** Five bits a letter; the bytes must be a multiple of five, so that nothing is padded. */
export function base32(bytes: Uint8Array, letters: string): string {
  let [bits, held, text] = [0, 0, ""];
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += letters[(held >> bits) & 31] ?? "";
    }
    held &= (1 << bits) - 1;
  }
  return text;
}
