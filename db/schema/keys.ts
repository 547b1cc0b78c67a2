import { foreignKey, integer, unique, uuid, type AnyPgColumn, type PgColumn } from "drizzle-orm/pg-core";
import { firms, instant } from "./firms";

/** The two columns every firm-owned row begins with. */
export const firmRow = () => ({
  id: uuid("id").primaryKey().defaultRandom(),
  firmId: uuid("firm_id")
    .notNull()
    .references(() => firms.id),
});

/** What somebody edits carries a count: a form that was drawn before another's change finds it moved (W12). */
export const edited = () => ({
  version: integer("version").notNull().default(1),
  changedAt: instant("changed_at"),
  changedBy: uuid("changed_by"),
});

/** What other tables point at, so that a row cannot point into another firm. */
export const firmKey = (table: { firmId: PgColumn; id: PgColumn }) => unique().on(table.firmId, table.id);

/** A foreign key inside one firm: (firm_id, x_id) → (firm_id, id). */
export const inFirm = (
  own: { firmId: PgColumn },
  column: PgColumn,
  target: () => { firmId: AnyPgColumn; id: AnyPgColumn },
) => foreignKey({ columns: [own.firmId, column], foreignColumns: [target().firmId, target().id] });
