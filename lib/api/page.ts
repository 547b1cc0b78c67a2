import "server-only";
import type { SQL, SQLWrapper } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { z } from "zod";
import { withFirm, type Tx } from "@/db/client";
import type { StaffActor } from "@/lib/access/actor";
import { idsOfPage, inOrder } from "@/lib/paging";
import { Refused } from "@/lib/refused";

/** What every list takes. */
export const pageQuery = {
  limit: z.coerce
    .number("Write a whole number from 1 to 100.")
    .int("Write a whole number from 1 to 100.")
    .min(1, "Ask for one at least.")
    .max(100, "Ask for 100 at the most; the rest comes by next_cursor.")
    .default(25),
  cursor: z.string().max(4_000, "Write the next_cursor of the page before.").optional(),
};

/** A page of a list: `next_cursor` is null on the last one. */
export const pageShape = <S extends z.ZodType>(one: S) =>
  z.strictObject({ data: z.array(one), next_cursor: z.string().nullable() });

type Asked = { limit: number; cursor?: string | undefined };

/** Where a noun's rows lie, in an order that its index holds. */
type Source<T> = {
  name: string;
  from: SQLWrapper;
  id: PgColumn;
  at: PgColumn;
  rows: (tx: Tx, staff: StaffActor, ids: string[]) => Promise<T[]>;
};

/** One page of a noun, newest first, of the rows that `where` (which begins with who may see them) leaves. */
export async function pageFor<T extends { id: string }>(
  staff: StaffActor,
  { name, from, id, at, rows }: Source<T>,
  where: SQL,
  { limit, cursor }: Asked,
): Promise<{ data: T[]; next_cursor: string | null }> {
  return withFirm(staff, async (tx) => {
    const page = await idsOfPage(tx, {
      from,
      id,
      where,
      sort: { name, keys: [{ of: at, kind: "instant" }], down: true },
      size: limit,
      cursor,
    });
    const data = page.rows.length > 0 ? inOrder(page.rows, await rows(tx, staff, page.rows)) : [];
    return { data, next_cursor: page.next ?? null };
  });
}

/** One row of a noun. Throws Refused("missing") when it is not there for this firm. */
export async function oneOf<T>(
  staff: StaffActor,
  rows: (tx: Tx, staff: StaffActor, ids: string[]) => Promise<T[]>,
  id: string,
): Promise<T> {
  const [row] = await withFirm(staff, (tx) => rows(tx, staff, [id]));
  if (!row) throw new Refused("missing", "There is nothing here with this id.");
  return row;
}
