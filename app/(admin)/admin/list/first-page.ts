import "server-only";
import type { StaffVisitor } from "@/lib/access/staff-session";
import type { Lines } from "./line";
import { listQuery, queryOf } from "./list-query";
import type { FirstPage } from "./spec";

export type ListParams = Promise<Record<string, string | string[] | undefined>>;

/** The page of a list that its address asks for, drawn by the server. */
export async function firstPage<Line>(
  staff: StaffVisitor,
  params: ListParams,
  lines: (staff: StaffVisitor, query: URLSearchParams) => Promise<Lines<Line>>,
): Promise<FirstPage<Lines<Line>>> {
  const query = queryOf(await params);
  return { first: await lines(staff, query), query: listQuery(query), chosen: query.get("sel") ?? "" };
}
