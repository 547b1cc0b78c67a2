/** One line of the bench's table. `met` is undefined where there is nothing to meet. */
export type Row = {
  row: string;
  what: string;
  ours: string;
  floor: string;
  ratio: string;
  bar: string;
  met: boolean | undefined;
};

/** How often each side is measured: BENCH_ROUNDS, five unless told. */
export const rounds = Math.max(1, Number(process.env["BENCH_ROUNDS"] ?? 5));

/** The middle one of some figures; the mean of the middle two. NaN of none. */
export function median(figures: number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  const low = sorted[Math.floor((sorted.length - 1) / 2)] ?? NaN;
  return (low + (sorted[Math.floor(sorted.length / 2)] ?? NaN)) / 2;
}

/** The figure that a share of all lie below, for example 0.99. */
export const percentile = (figures: number[], share: number): number =>
  [...figures].sort((a, b) => a - b)[Math.min(figures.length - 1, Math.floor(figures.length * share))] ?? NaN;

/** A number as the table writes it: three figures that count. */
export const short = (figure: number): string =>
  Number.isNaN(figure) ? "–" : figure >= 100 ? figure.toFixed(0) : figure.toFixed(figure >= 10 ? 1 : 2);

/** Median and what it lies between: "93.1 (88.0–95.2)". */
export const spread = (figures: number[], unit = ""): string =>
  `${short(median(figures))}${unit} (${short(Math.min(...figures))}–${short(Math.max(...figures))})`;

const columns = ["row", "what", "ours", "floor", "ratio", "bar"] as const;

/** The rows as a table for the terminal, every column as wide as its widest cell. */
export function table(rows: Row[]): string {
  const cells = rows.map((row) => [
    ...columns.map((name) => row[name]),
    row.met === undefined ? "" : row.met ? "met" : "NOT MET",
  ]);
  const all = [[...columns, ""], ...cells];
  const widths = all[0]?.map((_, at) => Math.max(...all.map((line) => line[at]?.length ?? 0))) ?? [];
  return all
    .map((line) =>
      line
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
