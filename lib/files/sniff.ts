import { isZip, zipNames } from "./zip-names";

/** What content says a file is. `program` names the kind of program or script it turned out to be, in words. */
export type Sniffed = { contentType: string; program?: string };

/** How much of a file's end is wanted: enough for a ZIP's directory of an ordinary size. */
export const tailBytes = 64 * 1024;

/**
 * Tells a file's type from its first bytes (some kB at least, or all of it) and its last ones, never from its name
 * (D3). Signatures: WHATWG MIME Sniffing §6–7, PE/COFF, ELF, Mach-O, [MS-CFB], APPNOTE.TXT.
 */
export function sniff(head: Buffer, tail: Buffer): Sniffed {
  const program = programIn(head, tail);
  return program === undefined
    ? { contentType: typeOf(head, tail) }
    : { contentType: "application/octet-stream", program };
}

const startsWith = (bytes: Buffer, hex: string, at = 0): boolean =>
  bytes.subarray(at, at + hex.length / 2).toString("hex") === hex;

function programIn(head: Buffer, tail: Buffer): string | undefined {
  if (head.subarray(0, 2).toString("latin1") === "MZ" && head.subarray(0, 64).includes(0))
    return "a Windows program";
  if (startsWith(head, "7f454c46")) return "a Linux program";
  if (["feedface", "feedfacf", "cefaedfe", "cffaedfe"].some((magic) => startsWith(head, magic)))
    return "a Mac program";
  if (startsWith(head, "cafebabe")) return "a Java or Mac program";
  if (tail.length >= 512 && tail.subarray(tail.length - 512, tail.length - 508).toString("latin1") === "koly")
    return "a Mac disk image (.dmg)";
  if (isZip(head)) return programInZip(zipNames(head, tail));
  if (isCompound(head)) return isInstaller(head, tail) ? "a Windows installer (.msi)" : undefined;
  return scriptIn(textOf(head));
}

function programInZip(names: string[]): string | undefined {
  if (names.some((name) => name.toUpperCase() === "META-INF/MANIFEST.MF")) return "a Java program (.jar)";
  return names.some((name) => /^[^/]+\.app\/Contents\/(?:MacOS\/|Info\.plist)/i.test(name))
    ? "a Mac program (.app)"
    : undefined;
}

/** [MS-CFB] 2.2: the header alone is 512 bytes. */
const isCompound = (head: Buffer): boolean => head.length >= 512 && startsWith(head, "d0cf11e0a1b11ae1");

/** An installer is a compound file whose root entry has one of Windows Installer's class ids. */
function isInstaller(head: Buffer, tail: Buffer): boolean {
  const shift = head.readUInt16LE(30);
  const at = (head.readUInt32LE(48) + 1) * 2 ** shift + 80;
  const near = at + 16 <= head.length ? head.subarray(at, at + 16) : undefined;
  const classId = /^8[46]100c0000000000c000000000000046$/;
  if (near) return classId.test(near.toString("hex"));
  return /8[46]100c0000000000c000000000000046/.test(tail.toString("hex"));
}

/** The beginning as text without its byte order mark; empty when it holds bytes that no text has. */
function textOf(head: Buffer): string {
  const start = head.subarray(0, 4096);
  if (startsWith(start, "fffe"))
    return start.subarray(2, start.length - (start.length % 2)).toString("utf16le");
  if (startsWith(start, "feff"))
    return Buffer.from(start.subarray(2, start.length - (start.length % 2)))
      .swap16()
      .toString("utf16le");
  const text = startsWith(start, "efbbbf") ? start.subarray(3) : start;
  return text.some((byte) => byte === 0) ? "" : text.toString("utf8");
}

const htmlTags =
  "!doctype html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p|form|img|meta|object|embed|link|base";
const htmlStart = new RegExp(`^<(?:${htmlTags})(?=[\\s>/])`, "i");
const svgOrHtmlRoot = /<(?:[a-z]+:)?(svg|html)(?=[\s>/])/i;

function scriptIn(text: string): string | undefined {
  if (text.startsWith("#!")) return "a script";
  const start = withoutComments(text);
  if (/^@echo\s+off\b/i.test(start)) return "a Windows script";
  if (htmlStart.test(start)) return "a web page (HTML)";
  if (/^<(?:[a-z]+:)?svg(?=[\s>/])/i.test(start) || /^<!doctype\s+svg\b/i.test(start))
    return "an SVG picture, which can hold programs";
  if (!/^<\?xml/i.test(start)) return undefined;
  const root = svgOrHtmlRoot.exec(firstElement(start));
  if (!root) return undefined;
  return root[1]?.toLowerCase() === "svg" ? "an SVG picture, which can hold programs" : "a web page (HTML)";
}

/** Skips blanks and comments before the first thing that counts. */
function withoutComments(text: string): string {
  let rest = text.trimStart();
  while (rest.startsWith("<!--")) {
    const end = rest.indexOf("-->");
    rest = end < 0 ? "" : rest.slice(end + 3).trimStart();
  }
  return rest;
}

/** The first element of an XML text, after its declarations; entities in a DOCTYPE may hold tags of their own. */
function firstElement(xml: string): string {
  const rest = withoutComments(xml.replace(/^<\?xml[^>]*\?>/i, ""));
  const doctype = /^<!doctype\s+([^\s>[]+)/i.exec(rest);
  if (doctype) return `<${doctype[1] ?? ""} `;
  return /^(?:<\?[^>]*\?>\s*|<!--[\s\S]*?-->\s*)*(<[^>]*)/.exec(rest)?.[1]?.concat(" ") ?? "";
}

const signatures: [hex: string, at: number, type: string][] = [
  ["25504446", 0, "application/pdf"],
  ["89504e470d0a1a0a", 0, "image/png"],
  ["ffd8ff", 0, "image/jpeg"],
  ["474946383", 0, "image/gif"],
  ["57454250", 8, "image/webp"],
  ["49492a00", 0, "image/tiff"],
  ["4d4d002a", 0, "image/tiff"],
  ["424d", 0, "image/bmp"],
  ["7b5c727466", 0, "application/rtf"],
  ["377abcaf271c", 0, "application/x-7z-compressed"],
  ["526172211a07", 0, "application/vnd.rar"],
  ["1f8b", 0, "application/gzip"],
  ["494433", 0, "audio/mpeg"],
];

function typeOf(head: Buffer, tail: Buffer): string {
  if (isZip(head)) return officeType(zipNames(head, tail), head);
  if (isCompound(head)) return "application/x-cfb";
  if (head.subarray(4, 8).toString("latin1") === "ftyp")
    return mediaType(head.subarray(8, 12).toString("latin1"));
  for (const [hex, at, type] of signatures)
    if (
      head
        .subarray(at, at + 16)
        .toString("hex")
        .startsWith(hex)
    )
      return type;
  if (textOf(head) === "") return "application/octet-stream";
  return /^<\?xml/i.test(textOf(head)) ? "application/xml" : "text/plain";
}

const openXml = "application/vnd.openxmlformats-officedocument";

function officeType(names: string[], head: Buffer): string {
  const under = (folder: string) => names.some((name) => name.startsWith(folder));
  if (under("word/")) return `${openXml}.wordprocessingml.document`;
  if (under("xl/")) return `${openXml}.spreadsheetml.sheet`;
  if (under("ppt/")) return `${openXml}.presentationml.presentation`;
  const told = /^application\/vnd\.oasis\.opendocument\.[a-z-]+/.exec(
    head.subarray(38, 120).toString("latin1"),
  );
  return told?.[0] ?? "application/zip";
}

function mediaType(brand: string): string {
  if (/^(?:hei[cmsx]|hev[cmsx]|mif1|msf1)$/.test(brand)) return "image/heic";
  if (/^avi[fs]$/.test(brand)) return "image/avif";
  return brand === "qt  " ? "video/quicktime" : "video/mp4";
}
