import "server-only";
import { inArray, type SQL } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import { withFirm, type Tx } from "@/db/client";
import type { StaffActor } from "./access/actor";
import { allOf } from "./access/conditions";
import type { Asked } from "./list-asked";
import { idsOfPage, inOrder, type Page, type Sort } from "./paging";
import { foundBy } from "./search";

type List<Row> = {
  noun: Parameters<typeof foundBy>[1];
  from: PgTable & { id: PgColumn };
  /** Who sees which rows: the noun's visible…(staff). */
  visible: SQL;
  filter: SQL;
  sort: Sort;
  asked: Asked;
  /** Reads the rows of the page, in any order. */
  rows: (tx: Tx, ofPage: SQL) => Promise<Row[]>;
};

/** A page of a list that is searched, filtered and sorted: which rows, and then these rows whole (W1). */
export async function listPage<Row extends { id: string }>(
  staff: StaffActor,
  { noun, from, visible, filter, sort, asked, rows }: List<Row>,
): Promise<Page<Row>> {
  return withFirm(staff, async (tx) => {
    const page = await idsOfPage(tx, {
      from,
      id: from.id,
      where: allOf(visible, filter, foundBy(staff.firmId, noun, from.id, asked.words)),
      sort,
      size: asked.size,
      cursor: asked.cursor,
    });
    const read = await rows(tx, allOf(visible, inArray(from.id, page.rows)));
    return { ...page, rows: inOrder(page.rows, read) };
  });
}
