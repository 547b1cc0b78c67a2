import { sql, type SQL } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";

export type Page<T> = { rows: T[]; next: string | undefined };

const size = 25;

const form = /^(\d{13})\.([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

/** Rows after a cursor in newest-first order (keyset paging: as fast on the last page as on the first). */
export function afterCursor(cursor: string | undefined, at: PgColumn, id: PgColumn): SQL {
  const [, ms, last] = form.exec(cursor ?? "") ?? [];
  if (!ms || !last) return sql`true`;
  return sql`(${at}, ${id}) < (to_timestamp(${Number(ms)} / 1000.0), ${last}::uuid)`;
}

/** Cuts the row too many that tells whether there is a next page. */
export function pageOf<T extends { id: string; at: Date }>(rows: T[]): Page<T> {
  const shown = rows.slice(0, size);
  const last = shown.at(-1);
  return { rows: shown, next: rows.length > size && last ? `${last.at.getTime()}.${last.id}` : undefined };
}
pageOf.size = size;
