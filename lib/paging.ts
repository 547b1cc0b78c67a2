import "server-only";
import { sql, type SQL, type SQLWrapper } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { Tx } from "@/db/client";
import { cursorFor, readCursor, type Key } from "./cursor";

export type Page<T> = { rows: T[]; next: string | undefined; previous?: string | undefined };

/** How many rows a page may have; the first is used where none is asked for. */
export const pageSizes = [25, 50, 100] as const;

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

/** An order that an index of (firm, keys…, id) holds; all its columns run the same way. */
export type Sort = {
  name: string;
  keys: [Key & { of: SQLWrapper }, ...(Key & { of: SQLWrapper })[]];
  down: boolean;
};

type Wanted = {
  from: SQLWrapper;
  id: PgColumn;
  where: SQL;
  sort: Sort;
  size: number;
  cursor: string | undefined;
};

const shownAs = ({ of, kind }: Sort["keys"][number]): SQL =>
  kind === "instant"
    ? sql`to_char(${of} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
    : sql`${of}::text`;

const typeOf = { text: sql`text`, day: sql`date`, instant: sql`timestamptz` };

/**
 * The ids of one page of a list in any order that an index holds, and the cursors of the pages beside it; the rows
 * are then read by their ids, so that what is costly about a row is counted for those shown only. Never an OFFSET.
 * Throws Refused("invalid") on a cursor that Lodge did not make for this order.
 */
export async function idsOfPage(
  tx: Tx,
  { from, id, where, sort, size: most, cursor }: Wanted,
): Promise<Page<string>> {
  const at = cursor ? readCursor(cursor, sort.name, sort.keys) : undefined;
  const back = at?.back ?? false;
  const down = sort.down !== back;
  const columns = [...sort.keys.map(({ of }) => of), id];
  const values = at
    ? [
        ...sort.keys.map(({ kind }, nth) => sql`${at.values[nth] ?? ""}::${typeOf[kind]}`),
        sql`${at.id}::uuid`,
      ]
    : [];
  const beyond = at
    ? sql`(${sql.join(columns, sql`, `)}) ${down ? sql`<` : sql`>`} (${sql.join(values, sql`, `)})`
    : sql`true`;
  const order = columns.map((column) => (down ? sql`${column} desc` : sql`${column} asc`));
  const found = [
    ...(await tx.execute<Record<string, string>>(
      sql`select ${id}::text as id, ${sql.join(
        sort.keys.map((key, nth) => sql`${shownAs(key)} as ${sql.identifier(`k${nth}`)}`),
        sql`, `,
      )} from ${from} where ${where} and ${beyond} order by ${sql.join(order, sql`, `)} limit ${most + 1}`,
    )),
  ];
  const more = found.length > most;
  const shown = found.slice(0, most);
  if (back) shown.reverse();
  const cursorOf = (row: Record<string, string> | undefined, backwards: boolean) =>
    row &&
    cursorFor({
      sort: sort.name,
      back: backwards,
      id: row["id"] ?? "",
      values: sort.keys.map((_key, nth) => row[`k${nth}`] ?? ""),
    });
  return {
    rows: shown.map((row) => row["id"] ?? ""),
    next: more || back ? cursorOf(shown.at(-1), false) : undefined,
    previous: (back && more) || (at && !back) ? cursorOf(shown[0], true) : undefined,
  };
}

/** Rows that were read by their ids, in the order of the ids. */
export function inOrder<T extends { id: string }>(ids: string[], rows: T[]): T[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
