import type { ReactNode } from "react";
import type { ActionResult } from "@/lib/actions";

/** A choice in the address; the first option asks nothing. */
export type Filter = { name: string; label: string; options: { value: string; label: string }[] };

/** Some filters at once, under a name, and where it is known, how many rows they show. */
export type View = { label: string; count?: number | string | undefined; asks: Record<string, string> };

/** What came of a deed on several rows: of each, why not. */
export type Outcomes = ActionResult<{ id: string; problem: string | null }[]>;

/** A deed on the chosen rows. */
export type Deed<Line> = {
  label: string;
  busyLabel: string;
  /** After a count of rows: "3 clients archived". */
  past: string;
  act: (lines: Line[]) => Promise<Outcomes>;
  /** What takes it back. */
  undo?: Deed<Line>;
};

/** What one list of the staff side is: its address, words, filters and deeds. */
export type ListSpec<Line> = {
  path: string;
  one: string;
  many: string;
  views?: View[];
  filters: Filter[];
  nameOf: (line: Line) => string;
  /** "Ashdown to Larkrise", from the first and the last name; false where the order is not by name. */
  byName: boolean;
  deeds: (query: URLSearchParams) => Deed<Line>[];
  /** When there is nothing at all yet. */
  empty: ReactNode;
};

/** What a list's page gives its browser part: the first page, and the address that asked for it. */
export type FirstPage<Lines> = { first: Lines; query: string; chosen: string };

/** How many rows a page shows. */
export const sizes: Filter = {
  name: "size",
  label: "Rows",
  options: [
    { value: "", label: "25" },
    { value: "50", label: "50" },
    { value: "100", label: "100" },
  ],
};

/** Whether the archive is shown instead. */
export const archive: Filter = {
  name: "archived",
  label: "Show",
  options: [
    { value: "", label: "Current" },
    { value: "yes", label: "Archived" },
  ],
};
