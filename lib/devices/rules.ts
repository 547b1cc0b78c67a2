/** "Chrome on Android". */
export const deviceInWords = (device: { browser: string; system: string }): string =>
  `${device.browser} on ${device.system}`;

/** What ties a device to its browser (A14): a key that no copy of its cookies carries along, or the cookie alone. */
export const bindingInWords = ({ bound }: { bound: boolean }): string =>
  bound ? "Locked to its own browser" : "Not locked, held by a cookie";

/** Which glyph stands for a device: one is held in the hand, the other stands on a desk. */
export const deviceGlyph = ({ system }: { system: string }): "mobile" | "computer" =>
  /^(iPhone|iPad|Android)$/.test(system) ? "mobile" : "computer";

/** Addresses of homes and offices behind a router, and of this machine (RFC 1918, 3927, 4193, 4291). */
const nearby =
  /^(10\.|127\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.)|^(::1$|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:)/i;

/** An IPv4 address as four numbers, also where it stands inside an IPv6 one (RFC 4291 2.5.5.2). */
export const plainAddress = (ip: string): string => ip.replace(/^::ffff:(?=\d+\.)/i, "");

/** Where an address lies, as far as one may say: "United Kingdom", "this network"; nothing when unsure (A12). */
export function placeInWords(from: { ip: string; country: string | null }, locale: string): string {
  if (nearby.test(plainAddress(from.ip))) return "this network";
  if (!from.country || !/^[A-Z]{2}$/.test(from.country)) return "";
  const name = new Intl.DisplayNames(locale, { type: "region", fallback: "none" }).of(from.country);
  return name ?? "";
}

export type Opened = { claimedAt: Date | null; people: number; machines: number };

/** Who looked at a link, machines apart: "Looked at once by a person and 3 times by a mail scanner." Empty when nobody did. */
export function looksInWords({ people, machines }: Pick<Opened, "people" | "machines">): string {
  const times = (n: number) => (n === 1 ? "once" : n === 2 ? "twice" : `${n} times`);
  const parts = [
    people > 0 ? `${times(people)} by a person` : "",
    machines > 0 ? `${times(machines)} by a mail scanner` : "",
  ].filter(Boolean);
  return parts.length > 0 ? `Looked at ${parts.join(" and ")}.` : "";
}
