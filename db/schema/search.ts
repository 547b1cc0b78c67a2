import { customType, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { firms } from "./firms";

/** Sorted by bytes, whatever the database's language: a prefix is a range of it. */
const bytewise = customType<{ data: string }>({ dataType: () => 'text collate "C"' });

/**
 * The words that the lists are searched by (W1), kept by triggers (db/functions/search.ts). A table of words, since
 * under row-level security only plain comparisons may use an index (docs/decisions/0009).
 */
export const searchWords = pgTable(
  "search_words",
  {
    firmId: uuid("firm_id")
      .notNull()
      .references(() => firms.id),
    noun: text("noun", { enum: ["client", "contact", "work_item", "request"] }).notNull(),
    word: bytewise("word").notNull(),
    rowId: uuid("row_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.noun, t.word, t.rowId] }),
    index("search_words_by_row").on(t.firmId, t.rowId),
  ],
);
