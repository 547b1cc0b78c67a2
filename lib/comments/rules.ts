/** What a mail says of somebody's words: the text, whether it was cut there, the names of files that came with it. */
export type MailedWords = { text: string; cut: boolean; files: string[] };

/** The most characters of one text that a mail carries. */
const mostMailed = 600;

/** Text up to and with the last mark that ends a sentence, or the last whole line. */
const toSentence = /^[^]*(?:[.!?…](?=["”’)]*\s)["”’)]*|\n)/u;

/**
 * The beginning of a text for a mail (P4): whole where it is short, else cut after a sentence, or between words where its
 * first sentence is longer than all that.
 */
export function excerptOf(text: string): Omit<MailedWords, "files"> {
  const whole = text
    .replace(/[^\S\n]+$/gm, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
  if (whole.length <= mostMailed) return { text: whole, cut: false };
  const begins = whole.slice(0, mostMailed + 1);
  const sentence = toSentence.exec(begins)?.[0].trim() ?? "";
  if (sentence.length > mostMailed / 4) return { text: sentence, cut: true };
  const words = begins.replace(/\s+\S*$/u, "");
  return { text: words.slice(0, mostMailed).replace(/[\uD800-\uDBFF]$/u, ""), cut: true };
}
