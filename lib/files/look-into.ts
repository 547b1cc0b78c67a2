import { extensionOf, runsByName } from "./ending-rules";
import { compoundEntries, type CompoundEntries } from "./compound-directory";
import { isMacroEnding, marksByName } from "./marked-endings";
import type { Mark } from "./mark-rules";
import { mostOfPage, whyUnsafe } from "./safe-page";
import { isInstallerClass, sniff, type Sniffed } from "./sniff";
import { closedArchives } from "./sniff-types";
import { zipDirectory, type ZipNames } from "./zip-directory";

/** Reads bytes `from` up to and without `to`. */
export type ReadAt = (from: number, to: number) => Promise<Buffer>;

/** What a file is: its type, what staff should know, and, when it is not taken, what it is or what its page holds. */
export type Told = {
  contentType: string;
  marks: Mark[];
  program?: { kind: string; all: string };
  /** What makes a web page under a spreadsheet's ending one that is not taken: "a script". */
  unsafePage?: string;
};

/**
 * Looks at a file by its beginning, its end, and the directory of an archive or a compound file; nothing is unpacked, and
 * what is read is bounded (D3).
 */
export async function lookInto(
  file: { name: string; size: number; head: Buffer; tail: Buffer },
  read: ReadAt,
): Promise<Told> {
  const { name, size, head, tail } = file;
  const ending = extensionOf(name);
  const zip = await zipDirectory(size, head, tail, read);
  const compound = await compoundEntries(size, head, read);
  const seen = sniff(head, tail, ending, zip?.names);
  if (seen.program !== undefined)
    return { contentType: seen.contentType, marks: [], program: { kind: seen.program, all: seen.all ?? "" } };
  if (compound?.root && isInstallerClass(compound.root))
    return {
      contentType: seen.contentType,
      marks: [],
      program: { kind: "a Windows installer (.msi)", all: "installers" },
    };
  if (seen.page) return lookAtPage(seen.contentType, name, size, read);
  const marks = [...marksByName(name), ...marksOf(seen, head, zip, compound)];
  return { contentType: seen.contentType, marks: [...new Set(marks)] };
}

async function lookAtPage(contentType: string, name: string, size: number, read: ReadAt): Promise<Told> {
  const marks: Mark[] = [...marksByName(name), "web_page"];
  const unsafePage = size > mostOfPage ? "too much to look through" : whyUnsafe(await read(0, size));
  return { contentType, marks, ...(unsafePage === undefined ? {} : { unsafePage }) };
}

function marksOf(
  { contentType }: Sniffed,
  head: Buffer,
  zip: ZipNames | undefined,
  compound: CompoundEntries | undefined,
): Mark[] {
  if (zip) return marksOfZip(contentType, zip);
  if (compound?.names.some((name) => /^(?:VBA|_VBA_PROJECT|_VBA_PROJECT_CUR|Macros)$/i.test(name)))
    return ["macros"];
  if (closedArchives.has(contentType)) return ["closed"];
  if (/^(?:Standard Jet DB|Standard ACE DB)/.test(head.subarray(4, 32).toString("latin1"))) return ["macros"];
  return /^\s*<\?php\b/.test(head.subarray(0, 256).toString("latin1")) ? ["source"] : [];
}

/** Office and OpenDocument files keep their macros at places that these names give away. */
const macrosInDocument =
  /(?:^|\/)vbaProject(?:Signature)?\w*\.bin$|^xl\/macrosheets\/|^Basic\/.|^Scripts\/./i;

function marksOfZip(contentType: string, { names, whole }: ZipNames): Mark[] {
  const isDocument = contentType !== "application/zip";
  const marks: Mark[] = [];
  if (isDocument && names.some((name) => macrosInDocument.test(name))) marks.push("macros");
  if (names.some((name) => runsInArchive(name))) marks.push("archived_programs");
  if (!isDocument && names.some((name) => isMacroEnding(extensionOf(name)) || macrosInDocument.test(name)))
    marks.push("archived_macros");
  if (!whole || names.some((name) => innerArchive.has(extensionOf(name)))) marks.push("closed");
  return marks;
}

const innerArchive = new Set("zip zipx 7z rar gz tgz bz2 tbz2 xz txz zst tar arj lzh ace".split(" "));

/** A page inside an archive opens as any page of the web does; what runs is worth a word. */
const runsInArchive = (name: string): boolean => {
  const found = runsByName(name);
  return found !== undefined && found.all !== "web pages";
};
