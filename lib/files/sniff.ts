import { runs, type Runs } from "./ending-rules";
import { isPageAsSheet, runsInText, textOf, type RunsAs } from "./sniff-text";
import { isCompound, typeOf } from "./sniff-types";
import { isZip, zipNames } from "./zip-names";

/**
 * What content says a file is. `program` names the kind of thing that runs, mounts or installs it turned out to be, in
 * words, and `all` all of that kind. `page`: a web page under a spreadsheet's or a document's ending, to be looked at whole.
 */
export type Sniffed = { contentType: string; program?: string; all?: string; page?: true };

/** How much of a file's end is wanted: enough for the last record of a ZIP, and a directory of an ordinary size. */
export const tailBytes = 66 * 1024;

/**
 * Tells a file's type from its first bytes (a MiB, or all of it) and its last ones (D3). Its name's ending never makes it
 * another type; it says only how a desktop would open a text that could be several things. `names`: of a ZIP's entries.
 * Signatures: WHATWG MIME Sniffing §6–7, PE/COFF, ELF, Mach-O, [MS-CFB], [MS-SHLLINK], ECMA-119, APPNOTE.TXT.
 */
export function sniff(head: Buffer, tail: Buffer, ending = "", names?: string[]): Sniffed {
  const found = isZip(head) ? (names ?? zipNames(head, tail)) : [];
  const program = programIn(head, tail, found);
  if (program) return { contentType: "application/octet-stream", program: program.kind, all: program.all };
  const text = isZip(head) || isCompound(head) ? "" : textOf(head);
  if (isPageAsSheet(text, ending)) return { contentType: "application/octet-stream", page: true };
  const script = runsInText(text, ending);
  if (script) return { contentType: "application/octet-stream", program: script.kind, all: script.all };
  return { contentType: typeOf(head, tail, ending, found) };
}

const startsWith = (bytes: Buffer, hex: string, at = 0): boolean =>
  bytes.subarray(at, at + hex.length / 2).toString("hex") === hex;
const latin = (bytes: Buffer, from: number, to: number): string =>
  bytes.subarray(from, to).toString("latin1");
const told = (kind: string, of: Runs = runs.program): RunsAs => ({ kind, all: of.all });

const signatures: [hex: string, RunsAs][] = [
  ["7f454c46", told("a Linux program")],
  ["feedface", told("a Mac program")],
  ["feedfacf", told("a Mac program")],
  ["cefaedfe", told("a Mac program")],
  ["cffaedfe", told("a Mac program")],
  ["cafebabe", told("a Java or Mac program")],
  ["6465780a30", told("an Android program")],
  ["466173645541532031", told("a Mac script")],
  ["4c0000000114020000000000c000000000000046", told("a shortcut (.lnk)", runs.shortcut)],
  ["4954534603000000", told("a help file (.chm)")],
  ["3f5f0300", told("a help file (.hlp)")],
  ["7668647866696c65", told("a disk image (.vhdx)", runs.image)],
  ["636f6e6563746978", told("a disk image (.vhd)", runs.image)],
  ["4d5357494d000000", told("a disk image (.wim)", runs.image)],
  ["68737173", told("a disk image (squashfs)", runs.image)],
  ["4d53434600000000", told("an installer (.cab)", runs.installer)],
  ["7861722100", told("an installer (.pkg)", runs.installer)],
  ["213c617263683e0a64656269616e", told("an installer (.deb)", runs.installer)],
  ["edabeedb", told("an installer (.rpm)", runs.installer)],
  ["4372323402000000", told("an extension (.crx)", runs.installer)],
  ["4372323403000000", told("an extension (.crx)", runs.installer)],
];

function programIn(head: Buffer, tail: Buffer, names: string[]): RunsAs | undefined {
  if (latin(head, 0, 2) === "MZ" && head.subarray(0, 64).includes(0)) return told("a Windows program");
  const start = head.subarray(0, 32).toString("hex");
  const known = signatures.find(([hex]) => start.startsWith(hex));
  if (known) return known[1];
  if (isZip(head)) return programInZip(names);
  if (isCompound(head))
    return isInstaller(head, tail) ? told("a Windows installer (.msi)", runs.installer) : undefined;
  return imageIn(head, tail);
}

/** Disk images: what lies at fixed places near the beginning, or in the last 512 bytes. */
function imageIn(head: Buffer, tail: Buffer): RunsAs | undefined {
  const footer = tail.length >= 512 ? latin(tail, tail.length - 512, tail.length - 504) : "";
  if (footer.startsWith("koly")) return told("a Mac disk image (.dmg)", runs.image);
  if (footer === "conectix") return told("a disk image (.vhd)", runs.image);
  // ECMA-119 and ECMA-167: descriptors from sector 16 of 2,048 bytes on
  if ([32_769, 34_817, 36_865].some((at) => /^(?:CD001|BEA01|NSR0[23])$/.test(latin(head, at, at + 5))))
    return told("a disk image (.iso)", runs.image);
  return isRawDisk(head) ? told("a disk image (.img)", runs.image) : undefined;
}

/** A boot sector that begins with its jump, or a table of partitions; or the header of a Mac's volume. */
function isRawDisk(head: Buffer): boolean {
  if (head.length < 2048) return false;
  if (/^H[+X]\u0000[\u0004\u0005]$/.test(latin(head, 1024, 1028))) return true;
  if (!startsWith(head, "55aa", 510)) return false;
  if ((head[0] === 0xeb && head[2] === 0x90) || head[0] === 0xe9) return true;
  const entries = [446, 462, 478, 494].map((at) => [head[at] ?? 1, head[at + 4] ?? 0] as const);
  return (
    entries.every(([status]) => status === 0 || status === 0x80) && entries.some(([, type]) => type !== 0)
  );
}

function programInZip(names: string[]): RunsAs | undefined {
  const any = (pattern: RegExp) => names.some((name) => pattern.test(name));
  // a manifest alone stands in many a harmless archive
  if (any(/^META-INF\/MANIFEST\.MF$/i) && any(/\.class$/i)) return told("a Java program (.jar)");
  if (any(/^AndroidManifest\.xml$/) && any(/^(?:classes\d*\.dex|resources\.arsc)$/))
    return told("an Android program (.apk)", runs.installer);
  if (any(/^(?:AppxManifest\.xml|AppxMetadata\/AppxBundleManifest\.xml)$/i))
    return told("a Windows installer (.msix)", runs.installer);
  if (any(/^META-INF\/mozilla\.rsa$/i) || any(/^extension\.vsixmanifest$/i))
    return told("an extension", runs.installer);
  if (any(/^(?:Payload\/)?[^/]+\.app\/(?:Contents\/(?:MacOS\/|Info\.plist)|Info\.plist)/i))
    return told("a Mac program (.app)");
  return any(/^[^/]+\.(?:workflow|action|prefPane|saver|scptd|kext)\/Contents\//i)
    ? told("a Mac program")
    : undefined;
}

/** An installer is a compound file whose root entry has one of Windows Installer's class ids. */
function isInstaller(head: Buffer, tail: Buffer): boolean {
  const shift = head.readUInt16LE(30);
  const at = (head.readUInt32LE(48) + 1) * 2 ** shift + 80;
  const near = at + 16 <= head.length ? head.subarray(at, at + 16) : undefined;
  if (near) return isInstallerClass(near);
  return /8[46]100c0000000000c000000000000046/.test(tail.toString("hex"));
}

/** The class ids of Windows Installer's packages, patches and transforms. */
export const isInstallerClass = (id: Buffer): boolean =>
  /^8[2-6]100c0000000000c000000000000046$/.test(id.toString("hex"));
