import { textOf } from "./sniff-text";
import { isZip } from "./zip-names";

const startsWith = (bytes: Buffer, hex: string, at = 0): boolean =>
  bytes.subarray(at, at + hex.length / 2).toString("hex") === hex;
const latin = (bytes: Buffer, from: number, to: number): string =>
  bytes.subarray(from, to).toString("latin1");

/** [MS-CFB] 2.2: the header alone is 512 bytes. */
export const isCompound = (head: Buffer): boolean =>
  head.length >= 512 && startsWith(head, "d0cf11e0a1b11ae1");

/** Signatures: WHATWG MIME Sniffing §6, TIFF 6.0 and BigTIFF, APPNOTE.TXT, RFC 1952, RFC 8478, and the formats' own papers. */
const signatures: [hex: string, at: number, type: string][] = [
  ["89504e470d0a1a0a", 0, "image/png"],
  ["ffd8ff", 0, "image/jpeg"],
  ["474946383761", 0, "image/gif"],
  ["474946383961", 0, "image/gif"],
  ["49492a00", 0, "image/tiff"],
  ["4d4d002a", 0, "image/tiff"],
  ["49492b0008000000", 0, "image/tiff"],
  ["4d4d002b00080000", 0, "image/tiff"],
  ["7b5c727466", 0, "application/rtf"],
  ["377abcaf271c", 0, "application/x-7z-compressed"],
  ["526172211a07", 0, "application/vnd.rar"],
  ["1f8b", 0, "application/gzip"],
  ["425a68", 0, "application/x-bzip2"],
  ["fd377a585a00", 0, "application/x-xz"],
  ["28b52ffd", 0, "application/zstd"],
  ["7573746172", 257, "application/x-tar"],
];

/** Archives whose lists of names are not looked into. */
export const closedArchives = new Set([
  "application/x-7z-compressed",
  "application/vnd.rar",
  "application/gzip",
  "application/x-bzip2",
  "application/x-xz",
  "application/zstd",
  "application/x-tar",
]);

/** A file's media type by its content; `names` are those of a ZIP's entries. */
export function typeOf(head: Buffer, tail: Buffer, ending: string, names: string[]): string {
  if (isZip(head)) return officeType(names, head);
  if (isCompound(head)) return "application/x-cfb";
  if (isPdf(head, tail)) return "application/pdf";
  const media = mediaType(head);
  if (media !== undefined) return media;
  for (const [hex, at, type] of signatures) if (startsWith(head, hex, at)) return type;
  if (startsWith(head, "424d") && startsWith(head, "00000000", 6)) return "image/bmp";
  if (startsWith(head, "494433") && (head[3] ?? 255) < 16) return "audio/mpeg";
  const text = textOf(head);
  if (text === "") return "application/octet-stream";
  if (/^\s*<\?xml/i.test(text)) return "application/xml";
  return ending === "csv" ? "text/csv" : "text/plain";
}

/** Readers look for the beginning in the first 1,024 bytes (ISO 32000-1, Annex H); what stands before is no PDF's then. */
function isPdf(head: Buffer, tail: Buffer): boolean {
  const start = latin(head, 0, 1024);
  const at = /%PDF-\d\.\d/.exec(start)?.index;
  if (at === undefined) return start.startsWith("%PDF");
  if (
    start
      .slice(0, at)
      .replace(/^\u00ef\u00bb\u00bf/, "")
      .trim() === ""
  )
    return true;
  return /%%EOF|startxref/.test(latin(tail, Math.max(0, tail.length - 2048), tail.length));
}

function mediaType(head: Buffer): string | undefined {
  const box = latin(head, 4, 8);
  if (box === "ftyp") return byBrand(latin(head, 8, 12));
  // before ftyp there was none: a film began with its first atom, whose length stands before its name
  if (/^(?:moov|mdat|wide|free|skip|pnot)$/.test(box)) {
    const length = head.readUInt32BE(0);
    if (length >= 8 || length === 1 || length === 0) return "video/quicktime";
  }
  if (latin(head, 0, 4) !== "RIFF") return undefined;
  return { WEBP: "image/webp", WAVE: "audio/wav", "AVI ": "video/x-msvideo" }[latin(head, 8, 12)];
}

function byBrand(brand: string): string {
  if (/^(?:hei[cmsx]|hev[cmsx]|mif1|msf1)$/.test(brand)) return "image/heic";
  if (/^avi[fs]$/.test(brand)) return "image/avif";
  if (/^M4[ABP] $/.test(brand)) return "audio/mp4";
  if (/^3g[p2]/.test(brand)) return "video/3gpp";
  return brand === "qt  " ? "video/quicktime" : "video/mp4";
}

const openXml = "application/vnd.openxmlformats-officedocument";

function officeType(names: string[], head: Buffer): string {
  const under = (folder: string) => names.some((name) => name.startsWith(folder));
  if (under("word/")) return `${openXml}.wordprocessingml.document`;
  if (under("xl/")) return `${openXml}.spreadsheetml.sheet`;
  if (under("ppt/")) return `${openXml}.presentationml.presentation`;
  const told = /^application\/vnd\.oasis\.opendocument\.[a-z-]+/.exec(latin(head, 38, 120));
  return told?.[0] ?? "application/zip";
}
