/**
 * True when a POST comes from a page of this very origin: Origin present and equal, scheme too; and
 * Sec-Fetch-Site, where the browser sends it, "same-origin" (ASVS 3.5.1; old Safari sends none, DECISIONS 14).
 */
export function isSameOrigin(sent: Headers, origin: string): boolean {
  if (sent.get("origin") !== origin) return false;
  const site = sent.get("sec-fetch-site");
  return site === null || site === "same-origin";
}
