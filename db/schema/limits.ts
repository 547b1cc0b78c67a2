import { pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./firms";

/** Rate limits shared by every process (T6). Keys are hashes; no row names a firm or a person. */
export const rateLimits = pgTable("rate_limits", {
  key: text("key").primaryKey(),
  /** GCRA's theoretical arrival time. */
  tat: instant("tat").notNull(),
});
