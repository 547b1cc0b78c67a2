/** What changes the writing direction or is not seen at all, such as U+202E, which turns "exe.fdp" into "pdf.exe". */
const turning = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
/** Control characters but for the tab and the ends of lines. */
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f]/gu;

/** A text of any length without control characters and without marks that turn its writing direction or cannot be seen. */
export const withoutUnseen = (text: string): string => text.replace(turning, "").replace(controls, "");

/**
 * Words that stand on one line, such as a title, a name or a subject: control characters and line breaks become a space,
 * marks that change the writing direction or cannot be seen go. Joiners inside of words and emoji stay.
 */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(turning, "")
    .replace(/[\s\p{Cc}\u2028\u2029]+/gu, " ")
    .trim();
}
