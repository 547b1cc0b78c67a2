import type { ReactNode } from "react";

/** What makes the rows of a table ones to choose: the first column, and the frame of a row around its cells. */
export type Choosing = {
  column: { label: string; head: ReactNode; width: string };
  rowOf: (id: string, title: string, cells: ReactNode) => ReactNode;
};
