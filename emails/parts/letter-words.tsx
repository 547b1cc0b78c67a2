import { Fragment } from "react";
import type { LetterStyles } from "@/emails/parts/letter-look";
import type { MailedWords } from "@/lib/comments/rules";
import { oneLine } from "@/lib/one-line";

const linesOf = ({ text, cut }: MailedWords): string[] => {
  if (text === "") return [];
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/u).map(oneLine);
  return cut ? [...lines.slice(0, -1), `${lines.at(-1) ?? ""} …`] : lines;
};
const filesOf = ({ files }: MailedWords): string[] =>
  files.length > 0 ? [`With ${files.map((name) => oneLine(name)).join(", ")}`] : [];

/** What the one button says: where words were cut, that the rest is behind it. */
export const restOr = (words: MailedWords[], label: string): string =>
  words.some(({ cut }) => cut) ? "Read the rest" : label;

/** What somebody wrote, set apart from our own words; of files the names only. */
export function LetterWords({ words, styles }: { words: MailedWords[]; styles: LetterStyles }) {
  return words.map((one, nth) => (
    <div key={nth} className="l-quote" style={styles.quote}>
      {linesOf(one).map((line, at) => (
        <Fragment key={at}>
          {at > 0 ? <br /> : null}
          {line}
        </Fragment>
      ))}
      {filesOf(one).map((files) => (
        <span key={files} className="l-soft" style={styles.hint}>
          {files}
        </span>
      ))}
    </div>
  ));
}

/** The same in plain text: each line quoted, so that no word of theirs passes for one of ours. */
export const plainWords = (words: MailedWords[], indent = ""): string =>
  words
    .map((one) => [...linesOf(one), ...filesOf(one)].map((line) => `${indent}> ${line}`.trimEnd()).join("\n"))
    .join("\n\n");
