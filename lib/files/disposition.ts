/**
 * Content-Disposition that makes a browser save a file under its name (RFC 6266, RFC 8187): an ASCII stand-in for old
 * programs, the name itself as percent-coded UTF-8.
 */
export const attachment = (name: string): string => `attachment; ${fileName(name)}`;

/** Content-Disposition for a file that may be looked at in place. */
export const inline = (name: string): string => `inline; ${fileName(name)}`;

function fileName(name: string): string {
  const ascii = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\x20-\x7e]/gu, "_")
    .replace(/["\\%]/g, "_");
  const coded = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `filename="${ascii}"; filename*=UTF-8''${coded}`;
}
