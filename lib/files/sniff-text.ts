import { runs, type Runs } from "./ending-rules";
import { isSourceEnding } from "./marked-endings";

/** What content turned out to be, in words, and what all of its kind are called. */
export type RunsAs = { kind: string; all: string };

const told = (kind: string, of: Runs = runs.program): RunsAs => ({ kind, all: of.all });

/** How far a text is looked at. */
const mostText = 256 * 1024;

/** The beginning as text without its byte order mark; empty when it holds bytes that no text has. */
export function textOf(head: Buffer): string {
  const start = head.subarray(0, mostText);
  const even = start.subarray(2, start.length - (start.length % 2));
  if (start.length >= 2 && start.readUInt16BE(0) === 0xfffe) return even.toString("utf16le");
  if (start.length >= 2 && start.readUInt16BE(0) === 0xfeff)
    return Buffer.from(even).swap16().toString("utf16le");
  const marked = start.subarray(0, 3).toString("hex") === "efbbbf";
  const text = marked ? start.subarray(3) : start;
  return text.subarray(0, 4096).includes(0) ? "" : text.toString("utf8");
}

const pageTags =
  "!doctype html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p|form|img|meta|object|embed|link|base";
const pageStart = new RegExp(`^<(?:${pageTags})(?=[\\s>/])`, "i");
/** A whole page, where a table of values may begin with a tag as well. */
const wholePageStart = /^<(?:!doctype html|html|head|body|table|meta)(?=[\s>/])/i;

const sheets = new Set(["xls", "xlt", "xlsx", "csv", "tsv", "doc", "dot", "docx", "rtf"]);
const tables = new Set(["csv", "tsv"]);

/** True of a web page under the ending of a spreadsheet or document, as banks make such. */
export function isPageAsSheet(text: string, ending: string): boolean {
  if (!sheets.has(ending)) return false;
  const start = withoutComments(text);
  return tables.has(ending) ? wholePageStart.test(start) : pageStart.test(start) || isXhtml(start);
}

/** What a text is that a desktop would run or open as a page; `ending` is that of its name. */
export function runsInText(text: string, ending: string): RunsAs | undefined {
  // they open as text or as values, whatever stands in their first line
  if (tables.has(ending) || isSourceEnding(ending)) return undefined;
  if (text.startsWith("#!")) return told("a script");
  const start = withoutComments(text);
  if (/^@echo\s+off\b/i.test(start)) return told("a Windows script");
  if (start.startsWith("<")) return runsInMarkup(start);
  return runsInSettings(text.trimStart());
}

function runsInMarkup(start: string): RunsAs | undefined {
  if (/<hta:application(?=[\s>/])/i.test(start)) return told("an HTML program (.hta)");
  if (pageStart.test(start)) return told("a web page (HTML)", runs.page);
  const root = rootOf(start);
  if (root === "svg") return told("an SVG picture, which can hold programs", runs.page);
  if (root === "html") return told("a web page (HTML)", runs.page);
  return runsByRoot(root, start);
}

/** Kinds of XML that Windows and macOS act by. */
function runsByRoot(root: string, xml: string): RunsAs | undefined {
  const holds = (pattern: RegExp) => pattern.test(xml);
  switch (root) {
    case "job":
    case "package":
    case "component":
    case "scriptlet":
    case "registration":
      return holds(/<script(?=[\s>/])/i) ? told("a Windows script") : undefined;
    case "jnlp":
      return told("a Java program (.jnlp)");
    case "assembly":
      return holds(/urn:schemas-microsoft-com:asm\.v[12]/i)
        ? told("a Windows program (.application)")
        : undefined;
    case "configuration":
      return holds(/<(?:logoncommand|mappedfolders)(?=[\s>/])/i)
        ? told("a Windows script (.wsb)")
        : undefined;
    case "mmc_consolefile":
    case "pcsettings":
      return told(runs.settings.one, runs.settings);
    case "librarydescription":
    case "searchconnectordescription":
    case "persistedquery":
      return told("a shortcut", runs.shortcut);
    case "plist":
      if (holds(/<key>\s*PayloadContent\s*<\/key>/)) return told(runs.settings.one, runs.settings);
      return holds(/<key>\s*URL\s*<\/key>/) ? told("a shortcut", runs.shortcut) : undefined;
    default:
      return undefined;
  }
}

/** Lines as Windows and Linux desktops read them. */
function runsInSettings(text: string): RunsAs | undefined {
  if (/^(?:REGEDIT4|Windows Registry Editor Version \d)/.test(text))
    return told(runs.settings.one, runs.settings);
  if (/^[[;#]/.test(text)) {
    if (/^\[(?:InternetShortcut(?:\.[AW])?|Desktop Entry|\{000214A0-[0-9A-F-]+\})\]/im.test(text))
      return told("a shortcut", runs.shortcut);
    if (/^\[Shell\]/im.test(text) && /^Command\s*=/im.test(text)) return told("a shortcut", runs.shortcut);
    if (/^\[autorun\]\s/im.test(text)) return told(runs.settings.one, runs.settings);
  }
  if (/^[\w ]+:[isb]:/.test(text) && /^full address:s:/im.test(text))
    return told("a shortcut", runs.shortcut);
  // a saved page as Chrome, Internet Explorer and Word write it; a mail has neither
  return /^(?:snapshot-content-location:|from:\s*<saved by )/im.test(headOfMail(text))
    ? told("a web page (MHTML)", runs.page)
    : undefined;
}

/** The lines before the first empty one, where they look like a mail's. */
const headOfMail = (text: string): string =>
  /^[\w-]+:[^\n]*\n/.test(text) ? (text.split(/\r?\n\r?\n/, 1)[0] ?? "").slice(0, 8_192) : "";

/** Skips blanks and comments before the first thing that counts. */
function withoutComments(text: string): string {
  let rest = text.trimStart();
  while (rest.startsWith("<!--")) {
    const end = rest.indexOf("-->");
    rest = end < 0 ? "" : rest.slice(end + 3).trimStart();
  }
  return rest;
}

const isXhtml = (start: string): boolean => /^<\?xml/i.test(start) && rootOf(start) === "html";

/** The name of the first element without its prefix, after declarations; entities in a DOCTYPE may hold tags of their own. */
function rootOf(markup: string): string {
  let rest = markup;
  for (;;) {
    rest = withoutComments(rest);
    const instruction = /^<\?[^>]*\?>/.exec(rest);
    if (!instruction) break;
    rest = rest.slice(instruction[0].length);
  }
  const doctype = /^<!doctype\s+(?:[\w.-]+:)?([\w.-]+)/i.exec(rest)?.[1];
  return (doctype ?? /^<(?:[\w.-]+:)?([\w.-]+)(?=[\s>/])/.exec(rest)?.[1] ?? "").toLowerCase();
}
