import { no, yes, type Verdict } from "@/lib/verdict";
import { extensionOf, runs, runsByName } from "./ending-rules";
import type { Mark } from "./mark-rules";

/** How many files a client may give to one task; received ones count also after they were taken back. */
export const filesPerTask = 200;

/** Why what a desktop runs or opens by itself is not taken: "a web page (HTML)", and all of its kind: "web pages". */
export const programReason = (name: string, one: string, all = "programs and scripts"): string =>
  `“${name}” is ${one}, and ${all} are not accepted. Send the document itself, for example as a PDF or a photo.`;

/** Why a web page under a spreadsheet's or a document's ending is not taken; `what`: "a script". */
export const pageReason = (name: string, what: string): string =>
  `“${name}” is a web page saved under another name, and it holds ${what}, so it is not accepted. ${
    /^(?:do[ct]|rtf)/.test(extensionOf(name))
      ? "Open it in Word and save it as .docx"
      : "Open it in Excel and save it as .xlsx"
  }, then send that.`;

/** Which rule a file breaks by its name, its size in bytes and the most a file may have. */
export function brokenRule(
  name: string,
  size: number,
  maxBytes: number,
): "empty" | "large" | "program" | undefined {
  if (size === 0) return "empty";
  if (size > maxBytes) return "large";
  return runsByName(name) ? "program" : undefined;
}

/** Before a file is sent: the rule it breaks, in words that name it. */
export function mayUpload(name: string, size: number, maxBytes: number): Verdict {
  switch (brokenRule(name, size, maxBytes)) {
    case "empty":
      return no(`“${name}” is empty, so there is nothing to send. Check the file and choose it again.`);
    case "large":
      return no(tooLarge(name, maxBytes));
    case "program": {
      const { one, all } = runsByName(name) ?? runs.program;
      return no(programReason(name, `${one} (.${extensionOf(name)})`, all));
    }
    case undefined:
      return yes;
  }
}

const tooLarge = (name: string, maxBytes: number): string =>
  `“${name}” is larger than ${formatBytes(maxBytes)}, the most one file may have. Send it in smaller files, or ask how else you can hand it over.`;

/** One more file for a task that has so many. */
export function mayAddFile(count: number): Verdict {
  return count < filesPerTask
    ? yes
    : no(
        `This task already has ${filesPerTask} files, those taken back counted too. Write a comment to ask how else you can hand over more.`,
      );
}

const filesPerComment = 50;

/** One more file for a comment that has so many. */
export const mayAddToComment = (name: string, count: number): Verdict =>
  count < filesPerComment
    ? yes
    : no(`A comment takes ${filesPerComment} files at the most. Send “${name}” with another comment.`);

/** How much one contact may send within 24 hours, in times the most one file may have (40 GB as Lodge comes). */
const filesOfMostSizePerDay = 20;

/** One more piece for a contact who, with it, sent so many bytes within the last 24 hours. */
export function maySendToday(name: string, bytes: number, maxBytes: number): Verdict {
  const most = filesOfMostSizePerDay * maxBytes;
  return bytes <= most
    ? yes
    : no(
        `“${name}” was not sent: ${formatBytes(most)} is the most that can be sent within 24 hours. Try again tomorrow, or write a comment to ask how else you can hand it over.`,
      );
}

const bidiAndInvisible = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
const controls = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/gu;
const loneSurrogates = /\p{Surrogate}/gu;
const separators = /[/\\:*?"<>|]/gu;
const deviceNames = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|\s*$)/iu;
const mostBytes = 255;

/**
 * A file's name as text for people: kept as it was but for what could act (control characters, changes of
 * writing direction, path separators, names of devices), at most 255 bytes of UTF-8. Never used as a path (D2).
 */
export function cleanName(name: string): string {
  const harmless = name
    .normalize("NFC")
    .replace(loneSurrogates, "\ufffd")
    .replace(bidiAndInvisible, "")
    .replace(controls, " ")
    .replace(separators, "_")
    .replace(/\s+/gu, " ")
    .trim()
    .replace(deviceNames, "_$1");
  if (/^[.\s]*$/u.test(harmless)) return "Unnamed file";
  return shortened(harmless);
}

function shortened(name: string): string {
  const bytes = (text: string) => new TextEncoder().encode(text).length;
  if (bytes(name) <= mostBytes) return name;
  const dot = name.lastIndexOf(".");
  const ending = dot > 0 && bytes(name.slice(dot)) <= 32 ? name.slice(dot) : "";
  const stem = Array.from(name.slice(0, name.length - ending.length));
  let room = mostBytes - bytes(ending);
  const kept = stem.filter((letter) => (room -= bytes(letter)) >= 0);
  return kept.join("") + ending;
}

/** "384 kB", "4.1 MB", "2 GB": steps of 1,024, as file managers count. */
export function formatBytes(bytes: number): string {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  let step = 0;
  let left = bytes;
  while (left >= 1024 && step < units.length - 1) {
    left /= 1024;
    step += 1;
  }
  const figure = step < 2 || left >= 100 ? String(Math.round(left)) : String(Math.round(left * 10) / 10);
  return bytes === 1 ? "1 byte" : `${figure} ${units[step] ?? ""}`;
}

const wordsOf = (text: string): string[] =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/**
 * Which of the wanted documents a file is by its name: the one all of whose words are in it, the longest first.
 * Undefined when none is; the client can say it then.
 */
export function wantedByName(name: string, wanted: string[]): string | undefined {
  const words = new Set(wordsOf(name));
  return wanted
    .filter((one) => wordsOf(one).every((word) => words.has(word)))
    .sort((a, b) => b.length - a.length)[0];
}

/** What a firm takes less of than everybody: endings without their dot, macros, and archives with more than documents. */
export type FileRules = {
  firmName: string;
  refusedEndings: string[];
  refusesMacros: boolean;
  refusesArchivedPrograms: boolean;
};

/** A file as the firm's own rules see it, by its name and what is known of what it holds. */
export function firmTakes(name: string, marks: Mark[], rules: FileRules): Verdict {
  const { firmName, refusedEndings } = rules;
  const ending = extensionOf(name);
  if (refusedEndings.includes(ending))
    return no(
      `“${name}” was not taken: ${firmName} accepts no .${ending} files. Send the document in another form, for example as a PDF, or write a comment to ask.`,
    );
  const holds = (mark: Mark) => marks.includes(mark);
  if (rules.refusesMacros && (holds("macros") || holds("archived_macros")))
    return no(
      `“${name}” was not taken: it contains macros, which ${firmName} does not accept. Save it without macros, for example as .xlsx, .docx or PDF, then send that.`,
    );
  if (rules.refusesArchivedPrograms && holds("archived_programs"))
    return no(
      `“${name}” was not taken: there are programs in it, which ${firmName} does not accept. Send the documents one by one.`,
    );
  if (rules.refusesArchivedPrograms && holds("closed"))
    return no(
      `“${name}” was not taken: ${firmName} accepts no archives that cannot be looked into. Send the documents one by one, or in a plain ZIP.`,
    );
  return yes;
}
