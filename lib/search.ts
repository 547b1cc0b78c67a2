import "server-only";
import { sql, type SQL, type SQLWrapper } from "drizzle-orm";
import { searchWords } from "@/db/schema/search";

const mostWords = 8;

/** What was typed into a search box as words, the first eight; a comma after a word does not count. */
const wordsOf = (typed: string): string[] =>
  [
    ...new Set(
      typed
        .slice(0, 400)
        .replaceAll("\0", "")
        .toWellFormed()
        .normalize("NFKD")
        .split(/\s+/)
        .map((word) => word.replace(/(?<=.)[,;]+$/, "")),
    ),
  ]
    .filter(Boolean)
    .slice(0, mostWords);

/**
 * The rows in which each typed word begins a word (W1): the one search of all lists. A prefix is a range of the sorted
 * words, since under row-level security only plain comparisons may use an index (docs/decisions/0009).
 */
export function foundBy(
  firmId: string,
  noun: (typeof searchWords.noun.enumValues)[number],
  id: SQLWrapper,
  typed: string,
): SQL {
  const each = wordsOf(typed).map((word) => {
    const folded = sql`left(search_fold(${word}::text), 60)`;
    // the last code point there is: nothing that begins with the word comes after it
    return sql`${id} in (select s.row_id from ${searchWords} s where s.firm_id = ${firmId} and s.noun = ${noun}
      and s.word >= ${folded} and s.word < ${folded} || chr(1114111))`;
  });
  return each.length > 0 ? sql.join(each, sql` and `) : sql`true`;
}
