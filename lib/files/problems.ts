import { Refused, type RefusedCode } from "@/lib/refused";
import { TooSlow } from "@/lib/request-body";
import { brokenRule, formatBytes, maySendToday, mayUpload } from "./rules";

/** What the plain form's page says after a refusal. Only the code travels in the address, never a text or a name. */
const sentences = {
  "file-none": () => "No file was chosen. Choose one first, then send it.",
  "file-empty": () => "That file is empty, so there is nothing to send. Check it and choose it again.",
  "file-large": (most: number) =>
    `That file is larger than ${formatBytes(most)}, the most one file may have. Send it in smaller files, or ask how else you can hand it over.`,
  "file-program": () =>
    "That file is a program, a script or something else that a computer runs by itself, and those are not accepted. Send the document itself, for example as a PDF or a photo.",
  "file-page": () =>
    "That file is a web page saved as a spreadsheet, and it holds more than a table. Open it in Excel and save it as .xlsx, then send that.",
  "file-forbidden": () =>
    "Files of that kind are not taken here. Send the document itself, for example as a PDF or a photo.",
  "file-busy": () => "Very many files are being sent at the moment. Send it again in a few seconds.",
  "file-slow": () =>
    "That file came too slowly, so it was not kept. Check your connection, then send it again.",
  "file-many": () =>
    "This task already has as many files as it can hold, those taken back counted too. Write a comment to ask how else you can hand over more.",
  "file-day": () =>
    "That file was not sent: you have sent as much as can be sent within 24 hours. Try again tomorrow, or write a comment to ask how else you can hand it over.",
  "file-often": () => "That was very many changes at once, so nothing was sent. Wait a minute, then go on.",
  "file-other": () =>
    "A file of that name was sent from the same form before, and this one is different, so it was not kept. Choose it here again to send it too.",
  "file-room": () =>
    "There is no room for that file at the moment, so it was not sent. Try again later, or write a comment to say so.",
  "file-cut": () => "That file did not arrive whole, so it was not kept. Send it again.",
  "file-out": () =>
    "You are no longer in on this device, so the file was not sent. Open a link from our mail again first.",
  "file-gone": () => "This task takes no more files. Go back to your requests to see what is open.",
  "file-removed": () => "That file could not be removed: it is no longer here, or the work is completed.",
  "file-failed": () => "The file could not be saved just now. Try again in a moment.",
} satisfies Record<string, (most: number) => string>;

type ProblemCode = keyof typeof sentences;

const isCode = (code: string): code is ProblemCode => Object.hasOwn(sentences, code);

/**
 * The sentence for a code of the address; undefined for any other text. `maxBytes` is the most one file may have; `said`
 * the sentence that names the file, where the form that sent it was told one.
 */
export const problemSentence = (
  code: string | undefined,
  maxBytes: number,
  said?: string,
): string | undefined =>
  code !== undefined && isCode(code) ? (said ?? sentences[code](maxBytes)) : undefined;

/** A refusal that the plain form's page can name by a code of its own. */
export class FileRefused extends Refused {
  constructor(
    code: RefusedCode,
    readonly problem: ProblemCode,
    message: string,
  ) {
    super(code, message);
  }
}

const general: Record<RefusedCode | "away" | "bug", ProblemCode> = {
  invalid: "file-cut",
  conflict: "file-gone",
  missing: "file-gone",
  forbidden: "file-out",
  limit: "file-room",
  away: "file-failed",
  bug: "file-failed",
};

/** The short code of a refusal, for the address of the page that says it. */
export function problemCode(thrown: unknown, code: RefusedCode | "away" | "bug"): ProblemCode {
  if (thrown instanceof TooSlow) return "file-slow";
  return thrown instanceof FileRefused ? thrown.problem : general[code];
}

/** Throws FileRefused when a contact, with a piece of this file, sent more bytes within 24 hours than it may. */
export function insistBudget(name: string, bytes: number, maxBytes: number): void {
  const verdict = maySendToday(name, bytes, maxBytes);
  if (!verdict.ok) throw new FileRefused("limit", "file-day", verdict.reason);
}

/** Throws FileRefused with the rule's sentence when a file breaks a rule before or while it is sent. */
export function insistFile(name: string, size: number, maxBytes: number): void {
  const verdict = mayUpload(name, size, maxBytes);
  const rule = brokenRule(name, size, maxBytes);
  if (!verdict.ok && rule) throw new FileRefused("invalid", `file-${rule}`, verdict.reason);
}
