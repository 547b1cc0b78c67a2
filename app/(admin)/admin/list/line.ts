import type { IconName } from "@/components/icons";
import type { Page } from "@/lib/paging";
import { Refused } from "@/lib/refused";

/** A state in words, as a cell shows it. Dates are written out on the server, so that a browser's own words never differ. */
export type Said = {
  kind?: "plain" | "ok" | "warn" | "bad" | "mute";
  icon?: IconName;
  words: string;
};

/** One page of a list as its browser part gets it, or why there is none. */
export type Lines<Line> =
  | { ok: true; rows: Line[]; next?: string | undefined; previous?: string | undefined }
  | { ok: false; message: string };

/** Rows as lines; a broken cursor becomes its sentence. */
export async function linesOf<Row, Line>(
  page: () => Promise<Page<Row>>,
  line: (row: Row) => Line,
): Promise<Lines<Line>> {
  try {
    const { rows, next, previous } = await page();
    return { ok: true, rows: rows.map(line), next, previous };
  } catch (problem) {
    if (problem instanceof Refused) return { ok: false, message: problem.message };
    throw problem;
  }
}
