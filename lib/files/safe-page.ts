/** How long a web page under a spreadsheet's ending may be, in bytes: all of it is looked at. */
export const mostOfPage = 8 * 1024 * 1024;

/** What a table, and the programs that write them, need. */
const tags = new Set(
  `html head meta title style body table caption colgroup col thead tbody tfoot tr th td div span p br hr wbr a b i u s em
  strong small big sub sup font center h1 h2 h3 h4 h5 h6 ul ol li dl dt dd pre tt code nobr label abbr ins del strike time
  address section article header footer main nav figure figcaption img form fieldset legend input select option textarea
  button xml`.split(/\s+/u),
);
/** Words of Office inside such pages, as o:p or x:ExcelWorkbook. Those that fetch, link or run are not among them. */
const officeTag = /^[owx]:[a-z0-9]+$/;
const officeFetches =
  /query|source|connect|link|script|macro|ole|dde|url|href|supbook|extern|path|object|file|web/;

/** Attributes that name something to load, to follow or to send to. */
const references = new Set(
  `href src srcset action formaction background cite data poster longdesc profile codebase classid archive manifest ping
  lowsrc dynsrc usemap xlink:href datasrc imagesrcset x:src o:href`.split(/\s+/u),
);

const rawContent = new Set(["style", "title", "textarea"]);

class Unsafe extends Error {}

/**
 * What makes a web page more than a table of values: "a script", "a handler", "a frame", "an object" or "a reference to
 * something outside of it"; undefined when nothing does. What is not known to be harmless counts as not.
 */
export function whyUnsafe(page: Buffer): string | undefined {
  try {
    scan(textOfPage(page));
    return undefined;
  } catch (problem) {
    if (problem instanceof Unsafe) return problem.message;
    throw problem;
  }
}

function textOfPage(page: Buffer): string {
  const mark = page.length >= 2 ? page.readUInt16BE(0) : 0;
  const even = page.subarray(2, page.length - (page.length % 2));
  if (mark === 0xfffe) return even.toString("utf16le");
  if (mark === 0xfeff) return Buffer.from(even).swap16().toString("utf16le");
  return page.toString("latin1");
}

/** Wherever a reader may stand when it meets them: in a comment, in a value, in a title. */
const anywhere: [RegExp, string][] = [
  [/<[\s/]*(?:[\w.-]+:)?script|\b(?:java|vb|live)script\s*:/i, "a script"],
  [/<\s*(?:i?frame|frameset)\b/i, "a frame"],
  [/<\s*(?:object|embed|applet|hta:application|bgsound)\b/i, "an object"],
  [/\0|charset[\s="']*utf-?7/i, "characters that hide something"],
];

/** Reads markup as the HTML standard's tokenizer does (13.2.5), and what stands in comments once more by itself. */
function scan(text: string, depth = 0): void {
  if (depth === 0) for (const [pattern, what] of anywhere) if (pattern.test(text)) throw new Unsafe(what);
  for (let at = text.indexOf("<"); at >= 0; at = text.indexOf("<", at)) {
    if (text.startsWith("<!--", at)) {
      const end = text.indexOf("-->", at + 4);
      // Office and old browsers read what stands in some comments
      if (depth < 3) scan(text.slice(at + 4, end < 0 ? undefined : end), depth + 1);
      at = end < 0 ? text.length : end + 3;
    } else if (/[a-z]/i.test(text[at + 1] ?? "")) {
      at = scanTag(text, at + 1);
    } else if (/[!?/]/.test(text[at + 1] ?? "")) {
      const end = text.indexOf(">", at);
      insistNoSheet(text.slice(at, end < 0 ? undefined : end));
      at = end < 0 ? text.length : end + 1;
    } else {
      at += 1;
    }
  }
}

function insistNoSheet(declaration: string): void {
  if (/^<\?\s*xml-stylesheet|^<!\s*entity/i.test(declaration)) throw new Unsafe(outside);
}

const outside = "a reference to something outside of it";

/** Blanks are what HTML calls so, and nothing else. */
const tagName = /[^\t\n\f\r />]*/y;
const betweenAttributes = /[\t\n\f\r /]*/y;
const attributeName = /=?[^\t\n\f\r />=]*/y;
const equalsSign = /[\t\n\f\r ]*=[\t\n\f\r ]*/y;
const bareValue = /[^\t\n\f\r >]*/y;

/** One opening tag with its attributes, and the text in which no tags are read; where what follows it begins. */
function scanTag(text: string, from: number): number {
  const named = taken(tagName, text, from);
  const name = named.text.toLowerCase();
  insistTag(name);
  let at = named.end;
  for (;;) {
    at = taken(betweenAttributes, text, at).end;
    if (at >= text.length) throw new Unsafe("a tag that does not end");
    if (text[at] === ">") break;
    // a name may begin with "=", and holds whatever stands before the next of these
    const attribute = taken(attributeName, text, at);
    const equals = taken(equalsSign, text, attribute.end);
    const value = equals.text === "" ? { text: "", end: attribute.end } : valueAt(text, equals.end);
    insistAttribute(name, attribute.text.toLowerCase(), value.text);
    at = value.end;
  }
  if (!rawContent.has(name)) return at + 1;
  const end = endOf(name, text, at + 1);
  if (name === "style") insistStyle(text.slice(at + 1, end));
  return end;
}

/** What a sticky pattern that matches always takes at a place, and where it ends. */
function taken(pattern: RegExp, text: string, at: number): { text: string; end: number } {
  pattern.lastIndex = at;
  const found = pattern.exec(text)?.[0] ?? "";
  return { text: found, end: at + found.length };
}

function valueAt(text: string, at: number): { text: string; end: number } {
  const quote = text[at];
  if (quote !== '"' && quote !== "'") return taken(bareValue, text, at);
  const end = text.indexOf(quote, at + 1);
  if (end < 0) throw new Unsafe("a tag that does not end");
  return { text: text.slice(at + 1, end), end: end + 1 };
}

function endOf(name: string, text: string, from: number): number {
  const end = new RegExp(`</${name}(?=[\\s/>])`, "gi");
  end.lastIndex = from;
  return end.exec(text)?.index ?? text.length;
}

function insistTag(name: string): void {
  if (tags.has(name) || (officeTag.test(name) && !officeFetches.test(name))) return;
  if (/^(?:link|base|image|picture|video|audio|track|source)$/.test(name)) throw new Unsafe(outside);
  throw new Unsafe("parts that no table needs");
}

function insistAttribute(tag: string, name: string, given: string): void {
  const value = unescaped(given);
  if (/^on[a-z]/.test(name)) throw new Unsafe("a handler");
  if (tag === "meta" && name === "http-equiv" && /^\s*(?:refresh|link|set-cookie)/i.test(value))
    throw new Unsafe(outside);
  if (name === "style") insistStyle(value);
  const inside = /^\s*(?:#.*|data:image\/(?:png|jpe?g|gif);base64,[\w+/=\s]*)?$/i.test(value);
  if (references.has(name) && !inside) throw new Unsafe(outside);
  // a formula may ask another program or the network
  if (name === "x:fmla" && /[|![]|https?:|webservice|hyperlink|call|register/i.test(value))
    throw new Unsafe(outside);
  if (/(?:java|vb|live)script\s*:|^\s*(?:mhtml|file|ms-[\w-]+):/i.test(value.replace(/[\s\0]+/g, "")))
    throw new Unsafe("a script");
}

function insistStyle(style: string): void {
  // a string may hold what looks like a remark
  for (const text of [style, withoutRemarks(style)]) {
    const plain = text
      .replace(/\\([0-9a-f]{1,6})\s?/gi, (_, hex: string) =>
        String.fromCodePoint(Math.min(Number.parseInt(hex, 16), 0x10ffff)),
      )
      .replace(/\\/g, "");
    if (/expression\s*\(|behaviou?r\s*:|-moz-binding/i.test(plain)) throw new Unsafe("a script");
    if (/@import|(?:url|image|image-set|src)\s*\(/i.test(plain)) throw new Unsafe(outside);
  }
}

/** A style sheet without its remarks; of one that does not end nothing is left. */
function withoutRemarks(style: string): string {
  let plain = "";
  for (let at = 0; at < style.length;) {
    const begins = style.indexOf("/*", at);
    plain += style.slice(at, begins < 0 ? undefined : begins);
    const ends = begins < 0 ? -1 : style.indexOf("*/", begins + 2);
    at = ends < 0 ? style.length : ends + 2;
  }
  return plain;
}

/** The characters that an attribute's value spells otherwise (HTML 13.2.5.73): numbers, and the names that matter here. */
const unescaped = (value: string): string =>
  value
    .replace(/&#(?:x([0-9a-f]{1,6})|(\d{1,7}));?/gi, (_, hex?: string, decimal?: string) => {
      const code = Number.parseInt(hex ?? decimal ?? "0", hex === undefined ? 10 : 16);
      return code > 0x10ffff ? "\ufffd" : String.fromCodePoint(code);
    })
    .replace(
      /&(?:colon|lpar|tab|newline|amp|sol);?/gi,
      (name) => spelt[name.replace(/[&;]/g, "").toLowerCase()] ?? "",
    );

const spelt: Record<string, string> = { colon: ":", lpar: "(", tab: "\t", newline: "\n", amp: "&", sol: "/" };
